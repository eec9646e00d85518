/// Finds the entities that a project's annotated examples show, also by words it has never seen.
///
/// A linear chain over the pieces of a text (``Lexemes``: words, numbers, ideographs and marks),
/// each of which begins an entity, carries one on, or is outside (Ramshaw, Marcus 1995). Scores are
/// sums of integers from an averaged structured perceptron (Collins 2002), the best sequence is
/// found by Viterbi. It never changes, over mapped memory.
package final class EntityTagger: StoredModel {
    package static let kind = ModelKind.entities
    package static let version: UInt32 = 6
    /// Kinds that are learned; the work grows with them.
    static let kindsMax = 100

    /// What it can find, in the order of the alphabet; 1 to ``kindsMax`` names.
    package let kinds: [String]
    /// What training gave: a hash of the examples and rules, by which a file is known to be
    /// current.
    package let fingerprint: UInt64
    private let keys: HashedKeys
    /// Labels that have a weight by the slot of the key, and that weight of each.
    private let labels: PackedLists<UInt16>
    private let weights: MappedArray<Int32>
    /// Weights of moves, by ``TagLayout/transition(_:_:)``.
    private let transitions: MappedArray<Int32>
    /// Words of the training examples.
    private let words: HashedKeys
    /// Which kinds take in which built-in ones, by ``form(_:of:)``.
    private let forms: Set<String>
    /// Kinds all of whose values are codes, as `INV-2024-07`: "the blue one" is none.
    private let codes: Set<String>
    /// Kinds that examples mark beyond what a pattern or list finds of them, as `dark red` where a
    /// list has `red`.
    private let wide: Set<String>

    package init(_ file: SectionFile, path: String) throws(UnderstandingError) {
        kinds = file.strings("kinds")
        keys = HashedKeys(file.array("keys", of: UInt64.self))
        labels = PackedLists(file, "labels", starts: "starts")
        weights = file.array("weights", of: Int32.self)
        transitions = file.array("moves", of: Int32.self)
        words = HashedKeys(file.array("words", of: UInt64.self))
        forms = Set(file.strings("forms"))
        codes = Set(file.strings("codes"))
        wide = Set(file.strings("wide"))
        fingerprint = file.fingerprint
        guard isSound else {
            throw .unusableFile(path: path, reason: "damaged: weights do not fit together")
        }
    }

    private var isSound: Bool {
        let layout = TagLayout(kinds: kinds.count)
        return !kinds.isEmpty && kinds.count <= Self.kindsMax && keys.isSound && words.isSound
            && labels.areSound(count: keys.capacity) && labels.elements.count == weights.count
            && transitions.count == layout.transitionCount
            && labels.elements.allSatisfy { $0 < layout.count }
    }

    /// Whether examples mark as `kind` what the built-in `form` finds, as tomorrow for a delivery
    /// day.
    func takes(_ form: String, as kind: String) -> Bool {
        forms.contains(Self.form(form, of: kind))
    }

    /// Whether examples mark more as `kind` than what patterns and lists find of it.
    func isWide(_ kind: String) -> Bool { wide.contains(kind) }

    static func form(_ form: String, of kind: String) -> String { "\(form) \(kind)" }

    /// Whether `value` is one word that begins with a Latin letter or a number sign and has a digit.
    static func isCode(_ value: String) -> Bool {
        guard let first = value.unicodeScalars.first,
            first == "#" || first.isASCII && first.properties.isAlphabetic
        else {
            return false
        }
        return value.contains(where: \.isWholeNumber) && !value.contains(where: \.isWhitespace)
    }

    /// Pieces beside an entity whose words its score rests on.
    private static let contextWidth = 2

    /// Whether training has seen a word, number or ideograph in `pieces` or right beside them:
    /// without any the shapes alone have spoken, as they do in a language no example has.
    private static func isGrounded(
        _ range: Range<Int>, _ pieces: Lexemes, _ signs: TagSigns
    ) -> Bool {
        let first = max(0, range.lowerBound - contextWidth)
        let end = min(pieces.count, range.upperBound + contextWidth)
        return (first..<end).contains { pieces[$0].kind != .mark && signs.isSeen($0) }
    }

    /// Entities of the text that `folded` and `pieces` were made of; `known` are those that
    /// patterns and lists found, which count as signs.
    func entities(
        in text: String, _ folded: FoldedText, _ pieces: Lexemes, known: [Entity]
    ) -> [Entity] {
        guard pieces.count > 0 else { return [] }
        let layout = TagLayout(kinds: kinds.count)
        var signs = TagSigns(folded, pieces, known: known)
        for at in 0..<signs.count where !words.contains(signs.words[at]) { signs.mask(at) }
        let tags = layout.best(scores(signs, layout), joints: signs.joints) { Int(transitions[$0]) }
        return layout.spans(of: tags).compactMap { span in
            // A mark that no example has, as 🙂, tells nothing: it is no edge of an entity.
            guard Self.isGrounded(span.pieces, pieces, signs) else { return nil }
            let isTelling = { (at: Int) in pieces[at].kind != .mark || signs.isSeen(at) }
            guard let first = span.pieces.first(where: isTelling),
                let last = span.pieces.last(where: isTelling)
            else { return nil }
            // What ends where reading stopped may go on behind.
            guard !folded.isCut || pieces[last].end < folded.values.count else { return nil }
            let place = folded.place(of: pieces[first].start..<pieces[last].end)
            let (name, value) = (kinds[span.kind], text.scalars(place))
            guard !codes.contains(name) || Self.isCode(value) else { return nil }
            return Entity(
                name: name, value: value, start: place.lowerBound, end: place.upperBound,
                source: .tagger)
        }
    }

    /// What speaks for each tag of each piece, piece by piece.
    private func scores(_ signs: TagSigns, _ layout: TagLayout) -> [Int] {
        let count = signs.count * layout.count
        return Array(unsafeUninitializedCapacity: count) { scores, filled in
            scores.initialize(repeating: 0)
            filled = count
            for at in 0..<signs.count {
                let row = at * layout.count
                signs.forEach(at: at) { feature in
                    guard let slot = keys.slot(of: feature) else { return }
                    for place in labels[slot] {
                        scores[row + Int(labels.elements[place])] += Int(weights[place])
                    }
                }
            }
        }
    }
}

extension String {
    /// The Unicode scalars `range` of the text.
    func scalars(_ range: Range<Int>) -> String {
        let all = unicodeScalars
        let start = all.index(all.startIndex, offsetBy: range.lowerBound, limitedBy: all.endIndex)
        guard let start else { return "" }
        let end = all.index(start, offsetBy: range.count, limitedBy: all.endIndex) ?? all.endIndex
        return String(all[start..<end])
    }
}
