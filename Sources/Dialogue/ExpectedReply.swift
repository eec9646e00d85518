/// What a fair judge accepts of a message, in the words of ``FirstReply``.
package struct ExpectedReply: Sendable, Hashable {
    /// The labels of each alternative, the best first: one, or as many as the message asks things.
    package let alternatives: [[String]]

    /// A text that is no label.
    package struct Unreadable: Error, Sendable {
        package var label: String
    }

    private static let kinds = ["intent/", "article/"]

    /// Reads labels, alternatives parted by `|`, and by `+` what is asked together.
    package init(_ text: String) throws(Unreadable) {
        var alternatives: [[String]] = []
        for alternative in text.split(separator: "|", omittingEmptySubsequences: false) {
            let parts = alternative.split(separator: "+", omittingEmptySubsequences: false)
            let labels = parts.map { $0.trimmed }
            if let label = labels.first(where: { !Self.isLabel($0, of: labels.count) }) {
                throw Unreadable(label: label)
            }
            alternatives.append(labels)
        }
        self.alternatives = alternatives
    }

    /// Whether `text` is a label; nothing else is asked beside what nothing answers.
    private static func isLabel(_ text: String, of count: Int) -> Bool {
        text == FirstReply.outOfScope && count == 1
            || kinds.contains { text.hasPrefix($0) && text.count > $0.count }
    }

    /// All labels, in order.
    package var labels: [String] { alternatives.flatMap(\.self) }

    /// The best alternative, where that is one label; nil where a message asks several things.
    package var best: String? {
        alternatives.first.flatMap { $0.count == 1 ? $0.first : nil }
    }

    /// Whether the best that can be done is to answer nothing.
    package var isOutOfScope: Bool { best == FirstReply.outOfScope }

    /// Whether several things are asked, in the best alternative.
    package var isSeveral: Bool { best == nil }

    /// Whether `reply` is right: it answers all that one of the alternatives asks, or has one of
    /// these among what it offers.
    package func accepts(_ reply: FirstReply) -> Bool {
        reply.kind == .asked
            ? touches(reply)
            : alternatives.contains { reply.labels.isSuperset(of: $0) }
    }

    /// Whether `reply` has any of the labels.
    package func touches(_ reply: FirstReply) -> Bool {
        !reply.labels.isDisjoint(with: labels)
    }
}

extension Substring {
    fileprivate var trimmed: String {
        let head = drop(while: \.isWhitespace)
        let end = head.lastIndex { !$0.isWhitespace }
        return end.map { String(head[...$0]) } ?? ""
    }
}
