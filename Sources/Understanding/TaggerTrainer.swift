/// Learns weights by the averaged structured perceptron, in whole numbers.
struct TaggerTrainer {
    /// Passes over few examples and over many, which are those from 5,000 on.
    private static let epochs = (few: 30, many: 15)
    private static let manyExamples = 5_000
    /// Shares of marked stretches and of other pieces that a pass shows as words never seen, so
    /// that the context carries weight of its own; and of features that it leaves out.
    private static let maskedEntities = 0.25
    private static let maskedOthers = 0.1
    private static let dropout = 0.4
    /// Weights are stored as 256ths.
    private static let scale = 256

    private struct Sentence {
        var signs: TagSigns
        var tags: [Int]
    }

    private let kinds: [String]
    private let layout: TagLayout
    private var sentences: [Sentence] = []
    private var words: [UInt64] = []
    private var forms: Set<String> = []
    private var wide: Set<String> = []
    /// The values of each kind, marked or found.
    private var values: [String: Set<String>] = [:]
    private var random = SplitMix(seed: 1)
    /// Rows exist for features that were in an update.
    private var rows = FeatureRows()
    /// By row and label; then by move. Behind them sums by Daumé's trick (2006): what each update
    /// added, times the number of updates before it.
    private var weights: [Int] = []
    private var sums: [Int] = []
    private var transitions: [Int]
    private var transitionSums: [Int]
    private var steps = 1

    init(kinds: [String]) {
        self.kinds = kinds
        layout = TagLayout(kinds: kinds.count)
        transitions = Array(repeating: 0, count: layout.transitionCount)
        transitionSums = transitions
    }

    /// Takes one example; of marks that overlap the first counts, and patterns where none is. A
    /// mark inside what is written in one counts for all of it. `standard` is what is built in.
    mutating func add(_ example: TaggedExample, known: [Entity], standard: [Entity]) {
        for span in example.spans {
            for found in standard where found.overlaps(span) {
                forms.insert(EntityTagger.form(found.name, of: span.entity))
            }
            let isWider = known.contains {
                $0.name == span.entity && $0.isInside(span.start..<span.end)
            }
            if isWider { wide.insert(span.entity) }
        }
        let text = FoldedText(example.text, scalarLimit: BuiltInEntities.scalarsMax)
        let pieces = Lexemes(text)
        guard pieces.count > 0 else { return }
        let signs = TagSigns(text, pieces, known: known)
        var tags = [Int](repeating: 0, count: pieces.count)
        let marked = example.spans.map { ($0.entity, $0.start, $0.end) }
        for (name, start, end) in marked + known.map({ ($0.name, $0.start, $0.end) }) {
            guard start < end else { continue }
            values[name, default: []].insert(example.text.scalars(start..<end))
            guard let kind = kinds.firstIndex(of: name) else { continue }
            let range = pieces.widened(text.pieces(pieces, in: start..<end))
            guard range.allSatisfy({ tags[$0] == 0 }) else { continue }
            for at in range { tags[at] = layout.begin(kind) + (at == range.lowerBound ? 0 : 1) }
        }
        words += signs.words
        sentences.append(Sentence(signs: signs, tags: tags))
    }

    mutating func train(_ progress: (Double) -> Void) {
        let isMany = sentences.count >= Self.manyExamples
        let epochs = isMany ? Self.epochs.many : Self.epochs.few
        let total = epochs * sentences.count
        for epoch in 0..<epochs {
            for (done, at) in random.permutation(sentences.count).enumerated() {
                learn(sentences[at])
                steps += 1
                if done % 512 == 0 {
                    progress(Double(epoch * sentences.count + done) / Double(total))
                }
            }
        }
    }

    private mutating func learn(_ sentence: Sentence) {
        let signs = masked(sentence)
        let tags = sentence.tags
        var features: [UInt64] = []
        var ends: [Int] = []
        var scores = [Int](repeating: 0, count: tags.count * layout.count)
        for at in 0..<tags.count {
            signs.forEach(at: at) { if !random.isDrawn(Self.dropout) { features.append($0) } }
            for feature in features[(ends.last ?? 0)...] {
                guard let row = rows.row(of: feature) else { continue }
                for label in 0..<layout.count {
                    scores[at * layout.count + label] += weights[row * layout.count + label]
                }
            }
            ends.append(features.count)
        }
        let guess = layout.best(scores, joints: signs.joints) { transitions[$0] }
        guard guess != tags else { return }
        var previous = (layout.start, layout.start)
        for at in 0..<tags.count {
            move(layout.transition(previous.0, tags[at]), 1)
            move(layout.transition(previous.1, guess[at]), -1)
            previous = (tags[at], guess[at])
            guard tags[at] != guess[at] else { continue }
            for feature in features[(at == 0 ? 0 : ends[at - 1])..<ends[at]] {
                update(feature, tags[at], 1)
                update(feature, guess[at], -1)
            }
        }
    }

    private mutating func masked(_ sentence: Sentence) -> TagSigns {
        var signs = sentence.signs
        for (at, tag) in sentence.tags.enumerated() where tag == 0 {
            if random.isDrawn(Self.maskedOthers) { signs.mask(at) }
        }
        for span in layout.spans(of: sentence.tags) where random.isDrawn(Self.maskedEntities) {
            for at in span.pieces {
                signs.mask(at)
                signs.forget(at)
            }
        }
        return signs
    }

    private mutating func update(_ feature: UInt64, _ label: Int, _ change: Int) {
        let (row, isNew) = rows.insert(feature)
        if isNew {
            weights.append(contentsOf: repeatElement(0, count: layout.count))
            sums.append(contentsOf: repeatElement(0, count: layout.count))
        }
        weights[row * layout.count + label] += change
        sums[row * layout.count + label] += change * steps
    }

    private mutating func move(_ place: Int, _ change: Int) {
        transitions[place] += change
        transitionSums[place] += change * steps
    }

    // MARK: File

    func encoded(fingerprint: UInt64) -> [UInt8] {
        let used = rows.keys.indices.filter { row in
            (0..<layout.count).contains { averaged(row, $0) != 0 }
        }
        let (slots, places) = HashedKeys.laidOut(used.map { rows.keys[$0] })
        var rowOfSlot = [Int?](repeating: nil, count: slots.count)
        for (row, slot) in zip(used, places) { rowOfSlot[slot] = row }
        var labels = PackedLists<UInt16>.Builder()
        var values: [Int32] = []
        for row in rowOfSlot {
            for label in 0..<layout.count {
                guard let row, averaged(row, label) != 0 else { continue }
                labels.elements.append(UInt16(label))
                values.append(averaged(row, label))
            }
            labels.endList()
        }
        let moves = transitions.indices.map { average(transitions[$0], transitionSums[$0]) }
        var writer = SectionFile.Writer()
        writer.add("kinds", strings: kinds)
        writer.add("keys", slots)
        writer.add("starts", labels.starts)
        writer.add("labels", labels.elements)
        writer.add("weights", values)
        writer.add("moves", moves)
        writer.add("words", HashedKeys.laidOut(words).slots)
        writer.add("forms", strings: forms.sorted())
        writer.add("codes", strings: kinds.filter(hasCodesOnly))
        writer.add("wide", strings: kinds.filter(wide.contains))
        return writer.encoded(
            kind: EntityTagger.kind, version: EntityTagger.version, fingerprint: fingerprint)
    }

    /// One value may be a code by chance.
    private func hasCodesOnly(_ kind: String) -> Bool {
        let values = values[kind] ?? []
        return values.count > 1 && values.allSatisfy(EntityTagger.isCode)
    }

    private func averaged(_ row: Int, _ label: Int) -> Int32 {
        average(weights[row * layout.count + label], sums[row * layout.count + label])
    }

    private func average(_ weight: Int, _ sum: Int) -> Int32 {
        Int32(clamping: (weight * steps - sum) * Self.scale / steps)
    }
}

extension SplitMix {
    /// True with `probability`.
    fileprivate mutating func isDrawn(_ probability: Double) -> Bool {
        Double(next() >> 11) < probability * 9_007_199_254_740_992
    }
}
