/// The kinds of entities that need no training, by the names that projects use for them.
package enum BuiltInKind: String, Sendable, CaseIterable {
    // Of two readings of the same stretch the earlier kind stays.
    case email, date, time, money, phone, quantity
    case orderNumber = "order_number"

    /// Whether it is a number with what it counts.
    var isMeasure: Bool { [.time, .money, .quantity].contains(self) }

    /// Chinese words of days and times that need no number: each of them is looked at in a message
    /// that has nothing else.
    package static var chineseWords: [String] { IdeographBeginnings.words.map(\.text) }

    /// The built-in form of what a pattern, list or example of the kind `name` found: an order
    /// number in capitals, whoever found it.
    static func value(_ surface: String, of name: String) -> String {
        guard name == orderNumber.rawValue else { return surface }
        let text = FoldedText(surface, scalarLimit: BuiltInEntities.scalarsMax)
        let isCode = text.values.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D }
        guard isCode, !text.isAltered(in: 0..<text.values.count) else { return surface }
        let bytes = text.values.map { UInt8(truncatingIfNeeded: $0) }
        return String(decoding: bytes.map { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 }, as: UTF8.self)
    }
}

/// Entities that customer service needs, in English and Chinese, without training.
///
/// `email` lower-cased; `phone` as digits with their `+`; `money` as `12.50 USD` (two decimals at
/// least, ISO 4217); `order_number` in capitals; `date` and `time` in ISO 8601 (``ResolvedDate``);
/// `quantity` as `3 pair`. Linear in the text, of which it reads ``scalarsMax`` scalars.
struct BuiltInEntities: Sendable {
    /// Scalars of a message that are read.
    static let scalarsMax = 1_024
    private let kinds: Set<BuiltInKind>

    /// All kinds but those whose names a project has for patterns or lists of its own. An order
    /// number that is called one is found all the same: no pattern knows those of every shop.
    init(without names: Set<String>) {
        kinds = Set(BuiltInKind.allCases).filter { !names.contains($0.rawValue) }
        // The first message need not wait for the tables.
        _ = BuiltInSigns.areIn(UnsafeBufferPointer(start: nil, count: 0))
        _ = Lexicon.senses.count + IdeographBeginnings.kinds.count
    }

    /// An entity, and whether its form or the word before it leaves no doubt of what it is.
    typealias Found = (entity: Entity, isCertain: Bool)

    /// Entities of `sent`, of which `text` and `pieces` were made, in order, none overlapping
    /// another: the longest stay, and of those of one length the kind that ``BuiltInKind`` names
    /// first.
    func entities(
        in sent: String, _ text: FoldedText, _ pieces: Lexemes, at now: ReferenceTime?
    ) -> [Found] {
        var reader = BuiltInReader(text, pieces, at: now)
        reader.read()
        var found = reader.found.filter { $0.isAnnounced || kinds.contains($0.kind) }
        // A match that ends where reading ended may go on behind it.
        if text.isCut { found.removeAll { $0.range.upperBound >= text.values.count } }
        found.sort { ($1.range.count, $0.rank, $0.start) < ($0.range.count, $1.rank, $1.start) }
        var kept: [BuiltInReader.Match] = []
        for match in found where kept.count < EntityExtractor.entitiesMax {
            if !kept.contains(where: { $0.range.overlaps(match.range) }) { kept.append(match) }
        }
        kept.sort { $0.start < $1.start }
        return kept.map { match in
            let place = text.place(of: match.range)
            let entity = Entity(
                name: match.kind.rawValue,
                value: match.value ?? sent.scalars(place).lowercased(), start: place.lowerBound,
                end: place.upperBound, source: .builtin)
            return (entity, Self.isCertain(match, text.values[match.range]))
        }
    }

    /// An order number is certain where it is called one, and a time with a colon, 点, am or pm.
    private static func isCertain(
        _ match: BuiltInReader.Match, _ values: ArraySlice<UInt32>
    ) -> Bool {
        switch match.kind {
        case .email, .phone, .money, .date: true
        case .orderNumber: match.isAnnounced
        case .time:
            values.contains(0x3A) || values.contains(0x70B9)
                || values.last { $0 != 0x2E } == 0x6D
        case .quantity: false
        }
    }
}
