/// Finds the entities that a project's annotated examples show, also by words it has never seen.
///
/// A linear chain over the pieces of a text (``Lexemes``: words, numbers, ideographs and marks),
/// each of which begins an entity, carries one on, or is outside (Ramshaw, Marcus 1995). Scores are
/// sums of integers from an averaged structured perceptron (Collins 2002), the best sequence is
/// found by Viterbi. An immutable value over mapped memory.
package struct EntityTagger: Sendable {
    static let kind = "entities"
    static let version: UInt32 = 2
    /// Kinds that are learned; the work grows with them.
    static let kindsMax = 100

    /// What it can find, in the order of the alphabet; 1 to ``kindsMax`` names.
    package let kinds: [String]
    /// What training gave: a hash of the examples and rules, by which a file is known to be
    /// current.
    package let fingerprint: UInt64
    private let keys: HashedKeys
    /// Weights of the key in slot `s` are `starts[s]..<starts[s+1]` of `labels` and `weights`.
    private let starts: MappedArray<UInt32>
    private let labels: MappedArray<UInt16>
    private let weights: MappedArray<Int32>
    /// Weights of moves, by ``TagLayout/transition(_:_:)``.
    private let transitions: MappedArray<Int32>
    /// Words of the training examples.
    private let words: HashedKeys
    /// Which kinds take in which built-in ones, by ``form(_:of:)``.
    private let forms: Set<String>

    private init(_ file: SectionFile, path: String) throws(UnderstandingError) {
        kinds = file.strings("kinds")
        keys = HashedKeys(file.array("keys", of: UInt64.self))
        starts = file.array("starts", of: UInt32.self)
        labels = file.array("labels", of: UInt16.self)
        weights = file.array("weights", of: Int32.self)
        transitions = file.array("moves", of: Int32.self)
        words = HashedKeys(file.array("words", of: UInt64.self))
        forms = Set(file.strings("forms"))
        fingerprint = file.fingerprint
        guard isSound else {
            throw .unusableFile(path: path, reason: "damaged: weights do not fit together")
        }
    }

    private var isSound: Bool {
        let layout = TagLayout(kinds: kinds.count)
        guard !kinds.isEmpty, kinds.count <= Self.kindsMax, keys.isSound, words.isSound,
            starts.count == keys.capacity + 1, labels.count == weights.count,
            transitions.count == layout.transitionCount
        else { return false }
        return starts.isAscending(to: labels.count) && labels.allSatisfy { $0 < layout.count }
    }

    /// Maps the model file at `path`, whose pages come into memory as they are read.
    ///
    /// - Throws: `unusableFile` where it is missing, damaged or something else, `outdatedFile`
    /// where its format is of another version.
    package init(mapping path: String) throws(UnderstandingError) {
        let memory = try ModelMemory(mapping: path)
        try self.init(
            SectionFile(memory, kind: Self.kind, version: Self.version, path: path), path: path)
        memory.releasePages()
    }

    /// The model in `bytes`, as ``train(_:patterns:fingerprint:progress:)`` made them; throws as a
    /// file does.
    package init(bytes: [UInt8]) throws(UnderstandingError) {
        let file = try SectionFile(
            ModelMemory(copying: bytes), kind: Self.kind, version: Self.version, path: "tagger")
        try self.init(file, path: "tagger")
    }

    /// Whether examples mark as `kind` what the built-in `form` finds, as tomorrow for a delivery
    /// day.
    func takes(_ form: String, as kind: String) -> Bool {
        forms.contains(Self.form(form, of: kind))
    }

    static func form(_ form: String, of kind: String) -> String { "\(form) \(kind)" }

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
        var scores = [Int](repeating: 0, count: signs.count * layout.count)
        for at in 0..<signs.count {
            let row = at * layout.count
            signs.forEach(at: at) { feature in
                guard let slot = keys.slot(of: feature) else { return }
                for place in Int(starts[slot])..<Int(starts[slot + 1]) {
                    scores[row + Int(labels[place])] += Int(weights[place])
                }
            }
        }
        let tags = layout.best(scores, joints: signs.joints) { Int(transitions[$0]) }
        return layout.spans(of: tags).compactMap { span in
            // A mark that no example has, as 🙂, tells nothing: it is no edge of an entity.
            guard Self.isGrounded(span.pieces, pieces, signs) else { return nil }
            let isTelling = { (at: Int) in pieces[at].kind != .mark || signs.isSeen(at) }
            guard let first = span.pieces.first(where: isTelling),
                let last = span.pieces.last(where: isTelling)
            else { return nil }
            let place = folded.place(of: pieces[first].start..<pieces[last].end)
            return Entity(
                name: kinds[span.kind], value: text.scalars(place), start: place.lowerBound,
                end: place.upperBound, source: "tagger")
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

/// Labels of a tagger over `kinds` kinds: 0 outside, 1 + 2k begins one of kind k, 2 + 2k carries
/// it on.
///
/// What a move costs depends on where it comes from and on whether it goes outside, begins or
/// carries on; the work is linear in the labels.
struct TagLayout {
    let kinds: Int

    var count: Int { 2 * kinds + 1 }
    /// Moves from each label, and from the start of the text, to outside, begin and carry on.
    var transitionCount: Int { 3 * (count + 1) }
    /// The place that stands for the start of the text.
    var start: Int { count }

    func begin(_ kind: Int) -> Int { 2 * kind + 1 }

    /// The weight of the move to `label` from `previous`.
    func transition(_ previous: Int, _ label: Int) -> Int {
        previous * 3 + (label == 0 ? 0 : label % 2 == 1 ? 1 : 2)
    }

    /// The labels with the greatest sum over `scores`, rows of ``count``, and the moves between
    /// them (Viterbi 1967); of two as good the one with the lower labels from the end on. Entities
    /// begin and end at `joints` only.
    func best(_ scores: [Int], joints: [Bool], _ weight: (Int) -> Int) -> [Int] {
        let length = scores.count / count
        guard length > 0 else { return [] }
        var totals = [Int](repeating: 0, count: count)
        var origins = [Int32](repeating: 0, count: scores.count)
        totals[0] = scores[0] + weight(transition(start, 0))
        let never = Int.min / 4
        for kind in 0..<kinds {
            let label = begin(kind)
            totals[label] = scores[label] + weight(transition(start, label))
            totals[label + 1] = never
        }
        var next = totals
        for at in 1..<max(length, 1) {
            let row = at * count
            var outside = (label: 0, total: totals[0] + weight(transition(0, 0)))
            var begins = (label: 0, total: never)
            if joints[at] {
                begins.total = totals[0] + weight(transition(0, 1))
                for label in 1..<count {
                    let out = totals[label] + weight(transition(label, 0))
                    if out > outside.total { outside = (label, out) }
                    let begun = totals[label] + weight(transition(label, 1))
                    if begun > begins.total { begins = (label, begun) }
                }
            }
            next[0] = outside.total + scores[row]
            origins[row] = Int32(outside.label)
            for kind in 0..<kinds {
                let label = begin(kind)
                next[label] = begins.total + scores[row + label]
                origins[row + label] = Int32(begins.label)
                let first = totals[label] + weight(transition(label, 2))
                let later = totals[label + 1] + weight(transition(label + 1, 2))
                next[label + 1] = max(first, later) + scores[row + label + 1]
                origins[row + label + 1] = Int32(first >= later ? label : label + 1)
            }
            swap(&totals, &next)
        }
        var last = 0
        for label in 1..<count where totals[label] > totals[last] { last = label }
        var tags = [Int](repeating: 0, count: length)
        for at in stride(from: length - 1, through: 0, by: -1) {
            tags[at] = last
            last = Int(origins[at * count + last])
        }
        return tags
    }

    /// The entities that `tags` say, in order.
    func spans(of tags: [Int]) -> [(kind: Int, pieces: Range<Int>)] {
        var spans: [(kind: Int, pieces: Range<Int>)] = []
        for (at, tag) in tags.enumerated() where tag > 0 {
            if tag % 2 == 1 {
                spans.append(((tag - 1) / 2, at..<at + 1))
            } else if let last = spans.last, last.pieces.upperBound == at {
                spans[spans.count - 1].pieces = last.pieces.lowerBound..<at + 1
            }
        }
        return spans
    }
}

/// A set of hashes in mapped memory: a power of two of slots, 0 in the empty ones, linear probing.
struct HashedKeys: Sendable {
    private let slots: MappedArray<UInt64>

    init(_ slots: MappedArray<UInt64>) { self.slots = slots }

    var capacity: Int { slots.count }
    var isSound: Bool { slots.count > 0 && slots.count & (slots.count - 1) == 0 }

    func contains(_ key: UInt64) -> Bool { slot(of: key) != nil }

    @inline(__always)
    func slot(of key: UInt64) -> Int? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key) & mask
        // A file may have no empty slot: the search ends where it began.
        for _ in 0...mask {
            let found = slots[slot]
            if found == key { return slot }
            if found == 0 { return nil }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Slots for `keys`, at most half of them taken, and the slot of each key.
    static func laidOut(_ keys: [UInt64]) -> (slots: [UInt64], places: [Int]) {
        var capacity = 2
        while capacity < keys.count * 2 { capacity *= 2 }
        var slots = [UInt64](repeating: 0, count: capacity)
        let places = keys.map { key -> Int in
            var slot = Int(truncatingIfNeeded: key) & (capacity - 1)
            while slots[slot] != 0, slots[slot] != key { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = key
            return slot
        }
        return (slots, places)
    }
}
