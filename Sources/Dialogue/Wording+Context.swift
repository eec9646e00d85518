/// What a message is by its form, whatever it is about.
extension Wording {
    /// Whether it is nothing but numbers as orders and parcels have, be it with some letters and
    /// what they are called: `KP-204817`, "order no. 20481735 please". Sizes, dates and the groups of
    /// a card's number are none.
    var isReference: Bool {
        guard (1...Self.referenceWordsMax).contains(words.count) else { return false }
        let names = isChinese ? Self.referenceIdeographs : Self.referenceNames
        let numbers = words.enumerated().filter { !names.contains($0.element) }
        return numbers.contains { Self.isNumber($0.element) }
            && numbers.allSatisfy { at, word in
                Self.isNumber(word)
                    || Self.isPrefix(word)
                        && words.dropFirst(at + 1).first.map(Self.isNumber) == true
            }
    }

    /// Whether it is a number that a choice may have, and nothing else.
    var isChoiceNumber: Bool {
        words.count == 1
            && words.allSatisfy { word in
                word.utf8.count <= Self.choiceDigitsMax
                    && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
    }

    private static let choiceDigitsMax = 2

    /// A few letters, as before a number: KP-204817.
    private static func isPrefix(_ word: String) -> Bool {
        word.utf8.count <= referencePrefixMax && word.utf8.allSatisfy { $0 & 0x80 == 0 }
            && !word.contains(where: \.isNumber)
    }

    /// Letters, if any, and then five digits at least; or digits and letters with eight of them.
    private static func isNumber(_ word: String) -> Bool {
        let digits = word.utf8.count { (0x30...0x39).contains($0) }
        let behind = word.utf8.drop { !(0x30...0x39).contains($0) }
        let isPlain = behind.count == digits
        return word.utf8.count - digits <= referenceLettersMax
            && digits >= (isPlain ? referenceDigitsMin : referenceDigitsMixed)
    }

    private static let (referenceWordsMax, referencePrefixMax, referenceLettersMax) = (10, 3, 6)
    private static let (referenceDigitsMin, referenceDigitsMixed) = (5, 8)
    private static let referenceNames: Set<String> = [
        "order", "orders", "number", "numbers", "no", "nr", "my", "is", "its", "the", "it",
        "parcel",
        "tracking", "invoice", "and", "also", "please", "here", "thanks", "as", "well", "for",
    ]
    private static let referenceIdeographs = Set("订单号运是我的还有和编码：".map(String.init))

    /// Whether it may be said of what was spoken of before: it points there, or is short.
    var leansOnContext: Bool {
        !isEmpty && words.count <= (isChinese ? Self.ideographsShort : Self.wordsShort)
            || pointsBack
    }

    /// Whether it says that it is, or hardly anything: "and on Saturdays", "how much", 锅.
    var pointsBack: Bool {
        !isEmpty && words.count <= (isChinese ? Self.ideographsBare : Self.wordsBare)
            || hasPointer
    }

    /// Whether a word of it says so: "even if I pay with a gift card", "how much is that", 锅呢.
    var hasPointer: Bool {
        if isChinese {
            return words.count <= Self.ideographsMax
                && (words.last == "呢" || Self.chineseOpenings.contains(where: joined.hasPrefix))
        }
        let said = words.drop(while: Self.interjections.contains)
        return words.count <= Self.wordsMax
            && (said.first.map(Self.joints.contains) == true
                || Self.openings.contains(where: said.starts)
                || words.contains(where: Self.pointers.contains))
    }

    /// Words of what says hardly more than that, of what is short, and of what points back.
    private static let (wordsBare, wordsShort, wordsMax) = (3, 5, 12)
    /// The same of ideographs.
    private static let (ideographsBare, ideographsShort, ideographsMax) = (4, 8, 14)
    private static let interjections: Set<String> = ["ok", "okay", "oh", "hm", "yeah"]
    private static let joints: Set<String> = ["and", "but", "or", "then", "also", "even"]
    private static let openings = [
        ["what", "about"], ["how", "about"], ["what", "if"], ["what", "else"],
    ]
    private static let pointers: Set<String> = [
        "it", "its", "that", "thats", "this", "them", "they", "those", "these", "one", "ones",
        "there", "then", "he", "she", "him", "her",
    ]
    private static let chineseOpenings = ["那", "要是", "如果", "万一", "然后", "还", "也", "都", "过了"]
}

extension Wording {
    /// Whether it has the words of something that is told: a few at least, and none that turns to the
    /// bot or to another matter. What is too long to be compared tells something.
    var isStatement: Bool {
        if isEmpty { return true }
        if isChinese {
            return words.count >= Self.toldIdeographs
                && !Self.requestsInChinese.contains(where: joined.hasPrefix)
                && !["多长", "什么时候", "啥"].contains(where: joined.has)
        }
        return words.count >= Self.toldWords && words.first.map(Self.requests.contains) == false
            && !words.contains(where: Self.otherMatters.contains)
    }

    private static let (toldWords, toldIdeographs) = (3, 4)
    private static let requests: Set<String> = [
        "tell", "show", "explain", "recommend", "list", "find", "help", "sing", "play", "write",
        "translate", "sorry", "thanks", "wait", "hm", "hmm",
    ]
    private static let otherMatters: Set<String> = ["another", "second", "other", "different"]
    private static let requestsInChinese = [
        "给我看", "看看", "推荐", "告诉", "说说", "介绍", "换个话题", "另外", "还有", "对了", "我还想", "谢谢",
        "你们",
    ]
}
