/// What the bot said last, as far as a typed message may choose of it: its buttons.
struct Offer {
    let actions: [MessageAction]
    /// Whether what stands above the buttons asks.
    let isQuestion: Bool

    /// Nil where there is nothing to choose.
    init?(_ said: Message) {
        guard !said.actions.isEmpty else { return nil }
        actions = said.actions
        isQuestion =
            said.content.last { !$0.isWhitespace && !"*_)）".contains($0) }
            .map { "?？".contains($0) } ?? false
    }

    /// The action that is called by its title, but for case and marks, or by its number.
    func named(_ wording: Wording, _ reply: Reply?) -> MessageAction? {
        if let named = only({ Wording($0.title) == wording }) { return named }
        guard case .ordinal(let number)? = reply else { return nil }
        return actions.first { $0.id == "\(number)" }
    }

    /// What a bare yes chooses: the one button that says yes itself, else the only one that is no
    /// refusal, else the person that is asked about first.
    func affirmed(_ reply: Reply?, isPerson: (MessageAction) -> Bool) -> MessageAction? {
        guard reply == .yes || reply == .assent && isQuestion else { return nil }
        if let yes = only({ Reply(Wording($0.title)) == .yes }) { return yes }
        let meant = actions.filter { !Self.isRefusal($0) }
        if meant.count == 1 { return meant.first }
        return isQuestion ? meant.first.flatMap { isPerson($0) ? $0 : nil } : nil
    }

    /// The button that says no.
    func refused(_ reply: Reply?) -> MessageAction? {
        guard reply == .no || reply == .neverMind else { return nil }
        return only(Self.isRefusal)
    }

    /// The one action whose title has every word of the message that says something.
    func resembled(_ wording: Wording) -> MessageAction? {
        guard let wish = Wish(wording) else { return nil }
        let alike = actions.filter { wish.isPart(of: Wording($0.title)) }
        guard alike.count > 1 else { return alike.first }
        let same = alike.filter { Wish(Wording($0.title)) == wish }
        return same.count == 1 ? same.first : nil
    }

    /// What a message chooses that begins with a yes and goes on: "yes please, stop it".
    func accepted(_ wording: Wording, isPerson: (MessageAction) -> Bool) -> MessageAction? {
        guard Wish.isAcceptance(wording) else { return nil }
        return affirmed(.yes, isPerson: isPerson)
    }

    private func only(_ isMeant: (MessageAction) -> Bool) -> MessageAction? {
        let meant = actions.filter(isMeant)
        return meant.count == 1 ? meant.first : nil
    }

    private static func isRefusal(_ action: MessageAction) -> Bool {
        if action.payload == "/" + BuiltInIntent.none { return true }
        let reply = Reply(Wording(action.title))
        return reply == .no || reply == .neverMind
    }
}

/// What is left of a message, or of a title, without the words that any wish is framed with.
struct Wish: Equatable {
    private let isChinese: Bool
    /// In order, each once.
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

    /// Whether `title` says it, and perhaps more.
    func isPart(of title: Wording) -> Bool {
        guard !isChinese else { return title.joined.contains(words.joined()) }
        return words.allSatisfy(title.words.contains)
    }

    /// Whether it begins with a yes and takes nothing of it back.
    static func isAcceptance(_ wording: Wording) -> Bool {
        guard Phrases.first(of: wording.words[...])?.reply == .yes else { return false }
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
