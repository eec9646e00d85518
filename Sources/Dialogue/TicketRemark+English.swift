/// English remarks; words are folded.
extension TicketRemark {
    /// Of what names a ticket.
    static func kind(ofEnglish words: [String]) -> Kind {
        let isAsked = words.first.map(askers.contains) == true || has(words, ["can", "i"])
        if let at = place(of: closers, in: words) {
            let before = words[..<at]
            let isRefused =
                words.contains(where: refusals.contains)
                || before.suffix(wordsBefore).contains(where: askers.contains)
            return isRefused ? .progress : .closing
        }
        let isDone = words.contains("solved") || words.contains("closed")
        let isTold =
            has(words, ["be", "closed"]) || has(words, ["is", "solved"]) || words.contains("mark")
        if isDone, isTold, !isAsked, !words.contains(where: refusals.contains) {
            return .closing
        }
        if words.contains(where: adders.contains) || isHeaded(words) {
            return isAsked || words.contains("how") ? .progress : .addition
        }
        return words.count <= wordsMax && words.contains(where: ofKnown.contains)
            ? .progress : .mention
    }

    /// Of what names none; nil where it is about none.
    static func kind(
        ofUnnamedEnglish words: [String], _ isBehindTicket: Bool
    ) -> Kind? {
        let isWaiting = has(words, ["how", "long"]) || words.contains("when")
        if isWaiting, words.count <= wordsMax, hearsBack(words) { return .progress }
        guard isBehindTicket else { return nil }
        if isWaiting, words.allSatisfy(ofWaiting.contains) { return .progress }
        guard words.count <= wordsBare else { return nil }
        if words.contains(where: ["update", "news", "status", "heard"].contains) {
            return .progress
        }
        let isDone =
            words.contains(where: ["solved", "resolved", "fixed", "sorted", "done"].contains)
            || has(words, ["works", "now"]) || has(words, ["all", "good"])
        guard isDone || has(words, ["close", "it"]) else { return nil }
        let isTold = !words.contains { askers.contains($0) || refusals.contains($0) }
        return isTold ? .closing : .progress
    }

    /// "When will I hear from you", "how long until you reply".
    private static func hearsBack(_ words: [String]) -> Bool {
        [
            ["hear", "from"], ["hear", "back"], ["get", "back"], ["you", "reply"],
            ["an", "answer"],
        ]
        .contains { has(words, $0) }
    }

    /// "For the ticket: the box was open."
    private static func isHeaded(_ words: [String]) -> Bool {
        let rest = words.drop { ["and", "also"].contains($0) }
        guard rest.first.map(["for", "to"].contains) == true else { return false }
        return rest.dropFirst().drop { articles.contains($0) }.first
            .map(TicketRequest.words.contains) == true
    }

    static func has(_ words: [String], _ pair: [String]) -> Bool {
        zip(words, words.dropFirst()).contains { [$0, $1] == pair }
    }

    /// Whether somebody shall open one: "cancel my order and open a ticket", "I need a ticket". An
    /// open ticket is one that there is.
    static func isOpened(in words: [String]) -> Bool {
        let isAnother = zip(words, words.dropFirst()).contains { kind, name in
            TicketRequest.words.contains(name)
                && (others.contains(kind)
                    || kind == "a" && words.contains(where: wishes.contains))
        }
        if isAnother { return true }
        guard let at = place(of: verbs, in: words) else { return false }
        return !(words[at] == "open" && at > 0 && owners.contains(words[at - 1]))
    }

    /// Where one of `verbs` is, of which a ticket is the object.
    private static func place(of verbs: Set<String>, in words: [String]) -> Int? {
        words.indices.first { at in
            let object = words[(at + 1)...].drop { articles.contains($0) }
            let isTicket = object.first.map(TicketRequest.words.contains) == true
            return verbs.contains(words[at])
                && (isTicket || TicketLabel.number(in: Array(object.prefix(1))) != nil
                    || TicketLabel.bareNumber(in: Array(object.prefix(2))) != nil)
        }
    }

    private static let verbs: Set<String> = [
        "open", "raise", "create", "file", "submit", "log", "make", "start", "add",
    ]
    private static let others: Set<String> = ["another", "new", "second", "other"]
    private static let wishes: Set<String> = ["want", "need", "like", "wish", "please"]
    private static let owners: Set<String> = [
        "an", "any", "the", "my", "no", "this", "your", "still", "is",
    ]
    private static let articles: Set<String> = [
        "a", "an", "the", "another", "new", "me", "us", "one", "my", "this", "that", "support",
        "it", "as", "both", "first", "last", "your", "of", "these",
    ]
    /// Words of what is about a ticket beside its name.
    private static let wordsMax = 14
    /// Words of what is hardly more than that.
    static let wordsBare = 5
    /// Before the word that closes, what asks.
    private static let wordsBefore = 4
    private static let adders: Set<String> = ["add", "attach", "append"]
    private static let closers: Set<String> = ["close", "cancel", "delete", "remove", "withdraw"]
    /// With one of these it is asked or told whether, or why it was.
    private static let askers: Set<String> = [
        "why", "how", "when", "what", "who", "where", "which", "did", "do", "does", "is", "was",
        "has", "have", "will", "should", "if", "nobody", "possible",
    ]
    private static let refusals: Set<String> = [
        "not", "dont", "didnt", "doesnt", "isnt", "wasnt", "never", "cant", "cannot", "wont",
        "without", "before",
    ]
    private static let ofKnown: Set<String> = [
        "already", "status", "progress", "yesterday", "answered", "nobody", "update", "still",
        "resolved", "solved", "closed",
    ]
    /// "When will I hear back?" has nothing but these.
    private static let ofWaiting = Set(
        """
        how long when does do will would is it that this take takes until till you i we u hear back \
        from an answer reply respond response get to me can expect for a about the and so be have wait \
        contact call somebody someone anyone us now usually
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
