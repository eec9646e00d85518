/// What is left of a message, or of a title, without the words that any wish is framed with.
struct Wish: Equatable {
    private let isChinese: Bool
    /// In order; those of English each once.
    private let words: [String]

    /// Nil where nothing is left.
    init?(_ wording: Wording) {
        isChinese = wording.isChinese
        let bare = Self.unframed(wording.words)
        if isChinese {
            // A single ideograph stands in too many titles.
            guard bare.count > 1, bare.contains(where: { !Self.particles.contains($0) })
            else { return nil }
            words = bare
        } else {
            words = bare.reduce(into: []) { words, word in
                if !Self.fillers.contains(word), !words.contains(word) { words.append(word) }
            }
            guard !words.isEmpty else { return nil }
        }
    }

    /// Whether it is the label of a ticket and nothing else.
    var isLabel: Bool { words.count == 1 && TicketLabel.number(in: words) != nil }

    /// Whether `title` says it, and perhaps more.
    func isPart(of title: Wording) -> Bool {
        guard !isChinese else { return title.joined.has(words.joined()) }
        return words.allSatisfy(title.words.contains)
    }

    /// Whether it begins with a yes and takes nothing of it back.
    static func isAcceptance(_ wording: Wording) -> Bool {
        guard let yes = Phrases.first(of: wording.words[...]), yes.reply == .yes,
            // 是送人的 says what something is.
            !wording.isChinese || yes.length > 1
        else { return false }
        return unframed(wording.words).count <= acceptedWordsMax
            && !wording.words.contains(where: contrasts.contains)
    }

    /// Beyond it a message is about something of its own.
    private static let acceptedWordsMax = 5
    /// Words that take a yes back, or ask.
    private static let contrasts = Set(
        """
        but not no never dont cant wont isnt doesnt only if how what when where why which who \
        can could 但 不 没 别 吗 呢 怎 什 么 几 多 哪 谁
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// Without the yes, the thanks and the please before and behind it.
    private static func unframed(_ words: [String]) -> [String] {
        var rest = words[...]
        while let part = Phrases.first(of: rest), part.isFrame {
            rest = rest.dropFirst(part.length)
        }
        while let length = (1...2).first(where: { isFrame(rest.suffix($0), $0) }) {
            rest = rest.dropLast(length)
        }
        return Array(rest)
    }

    private static func isFrame(_ words: ArraySlice<String>, _ length: Int) -> Bool {
        guard words.count == length, let part = Phrases.first(of: words) else { return false }
        return part.length == length && part.isFrame
    }

    /// Words that say no more of a wish. A refusal is none of them: who does not want a ticket has
    /// not chosen it.
    private static let fillers = Set(
        """
        a an the i im id ill you your we our us it its is are was be am this that these those there \
        my me mine to of for in on at about with and or by from do does did can could would will \
        shall should may might want need like have get give take lets let if so just now please pls \
        thanks thank yes yeah ok one option how what when where who which why whats wheres hows
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    private static let particles = Set("的吗我你您要是有在了可以怎么什哪这那个请想问呢吧啊能会给和与就都也还很".map(String.init))
}

extension Phrases.Part {
    /// Whether it frames a wish: it says yes, or nothing.
    var isFrame: Bool { reply == nil || reply == .yes || reply == .assent || reply == .courtesy }
}
