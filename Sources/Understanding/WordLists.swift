/// The entries of a project's word lists, found in the folded pieces of a text.
///
/// Letter case, accents, width and the number of blanks do not count. An entry begins and ends
/// where words and numbers do; ideographs stand for themselves. The work is linear in the text
/// times the longest entry that it begins.
struct WordLists: Sendable {
    private struct Entry {
        var name: String
        /// What ``append(_:_:_:to:)`` makes of its pieces, by which it is told from another of the
        /// same hash.
        var values: [UInt32]
    }

    private var entries: [UInt64: Entry] = [:]
    /// Hashes of what entries begin with.
    private var beginnings: Set<UInt64> = []

    var isEmpty: Bool { entries.isEmpty }

    /// Of two equal entries the first counts.
    init(_ lists: [WordList]) {
        for list in lists { for entry in list.entries { add(entry, list.name) } }
    }

    private mutating func add(_ entry: String, _ name: String) {
        let text = FoldedText(entry, scalarLimit: BuiltInEntities.scalarsMax)
        let pieces = Lexemes(text)
        var (hash, values) = (Lexicon.seed, [UInt32]())
        for at in 0..<pieces.count {
            if at > 0 { beginnings.insert(hash) }
            hash = Self.extended(hash, text, pieces[at], isFirst: at == 0, &values)
        }
        if !values.isEmpty, entries[hash] == nil {
            entries[hash] = Entry(name: name, values: values)
        }
    }

    /// What of `text` counts where it is an entry; empty where it has no piece.
    static func key(_ text: String) -> [UInt32] {
        let folded = FoldedText(text, scalarLimit: BuiltInEntities.scalarsMax)
        let pieces = Lexemes(folded)
        var values: [UInt32] = []
        for at in 0..<pieces.count {
            _ = extended(Lexicon.seed, folded, pieces[at], isFirst: at == 0, &values)
        }
        return values
    }

    /// Entries in `text`, of which `folded` and `pieces` were made, in order: at each piece the
    /// longest, and none inside another.
    func entities(in text: String, _ folded: FoldedText, _ pieces: Lexemes) -> [Entity] {
        var found: [Entity] = []
        var at = 0
        while at < pieces.count, found.count < EntityExtractor.entitiesMax {
            guard let (name, end) = longest(at, folded, pieces) else {
                at += 1
                continue
            }
            let place = folded.place(of: pieces[at].start..<pieces[end - 1].end)
            found.append(
                Entity(
                    name: name, value: text.scalars(place), start: place.lowerBound,
                    end: place.upperBound, source: .lookup))
            at = end
        }
        return found
    }

    private func longest(
        _ first: Int, _ text: FoldedText, _ pieces: Lexemes
    ) -> (name: String, end: Int)? {
        guard pieces.isEdge(first) else { return nil }
        var found: (name: String, end: Int)?
        var (hash, values, at) = (Lexicon.seed, [UInt32](), first)
        while at < pieces.count {
            // A word that is cut off may go on.
            if text.isCut, pieces[at].end == text.values.count { break }
            hash = Self.extended(hash, text, pieces[at], isFirst: at == first, &values)
            at += 1
            if pieces.isEdge(at), let entry = entries[hash], entry.values == values {
                found = (entry.name, at)
            }
            guard beginnings.contains(hash) else { break }
        }
        return found
    }

    /// The hash of what came before and `piece`, whose scalars go to `values`, behind one blank
    /// where one or more stand there.
    private static func extended(
        _ hash: UInt64, _ text: FoldedText, _ piece: Lexeme, isFirst: Bool,
        _ values: inout [UInt32]
    ) -> UInt64 {
        let first = values.count
        if !isFirst, !piece.isGlued { values.append(0x20) }
        switch piece.kind {
        case .word, .number: values.append(contentsOf: text.values[piece.start..<piece.end])
        case .ideograph, .mark: values.append(UInt32(truncatingIfNeeded: piece.value))
        case .end: break
        }
        return values[first...].reduce(hash) { Lexicon.hash($0, $1) }
    }
}

extension Lexemes {
    /// Whether no word or number goes on at the piece `at`.
    fileprivate func isEdge(_ at: Int) -> Bool {
        !self[at].isGlued || !isAlphanumeric(at - 1) || !isAlphanumeric(at)
    }
}
