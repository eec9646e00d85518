/// What a message is by its form, whatever it is about.
extension Wording {
    /// Whether it is nothing but a number as orders and parcels have, be it with some letters:
    /// `KP-204817`.
    var isReference: Bool {
        guard (1...Self.referenceWordsMax).contains(words.count), !isChinese else { return false }
        let signs = joined.unicodeScalars
        let digits = signs.count { ("0"..."9").contains($0) }
        return digits >= Self.referenceDigitsMin
            && signs.count - digits <= Self.referenceLettersMax
    }

    private static let (referenceWordsMax, referenceDigitsMin, referenceLettersMax) = (4, 5, 6)

    /// Whether it begins with a "no", so that it takes back what was said.
    var isDenial: Bool {
        words.first.map(["no", "nope", "nah", "not", "wrong", "不", "没"].contains) == true
    }

    /// Whether it may be said of what was spoken of before: it points there, or is short.
    var leansOnContext: Bool {
        pointsBack || words.count <= (isChinese ? Self.ideographsShort : Self.wordsShort)
    }

    /// Whether it says that it is: "and on Saturdays", "how much is that", 锅呢.
    var pointsBack: Bool {
        if isChinese {
            return words.count <= Self.ideographsBare
                || words.count <= Self.ideographsMax
                    && (words.last == "呢" || Self.chineseOpenings.contains(where: joined.hasPrefix))
        }
        let said = words.drop(while: Self.interjections.contains)
        return words.count <= Self.wordsBare
            || words.count <= Self.wordsMax
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
