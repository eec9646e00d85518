/// Which words the examples of each intent have.
///
/// A net may be sure of an intent for one word of it ("voucher gravity shipping horizon"); how much
/// of a message that intent's own examples never had tells it from a customer's. Words count by
/// their stem; numbers say nothing of a topic.
struct OwnWords: Sendable {
    /// Which words count.
    enum Kind: UInt8 {
        /// All, and ideographs in pairs: these tell most where there are many examples.
        case all
        /// Those that any question is framed with (``CommonWords``) hardly, and ideographs one by
        /// one. Few examples share a frame by chance, and a pair is new wherever one of the two is,
        /// so that a right message would look as foreign as a wrong one.
        case topical
    }

    /// What a common word counts beside topical ones; a message of common ones alone rests on them.
    private static let commonWeight = 0.1

    /// What of a message the examples of one intent lack, and what they have.
    struct Uncovered: Sendable {
        /// Share of the idf of its words that they lack, in 0...1; 0 where it has no words.
        var share = 0.0
        /// That idf itself.
        var weight = 0.0
        /// How many words, ideographs or pairs of them speak for the intent: those that they have,
        /// each once, a common one for a tenth.
        var evidence = 0.0
        /// How many of these are in the examples of at most half of the intents: what all of a desk is
        /// about tells nothing of what is wanted.
        var telling = 0.0
        /// How many they lack, counted likewise, where examples are few (``Kind/topical``).
        var strange = 0.0
    }

    /// Words that are counted: a bound on the work, not on what people write.
    private static let countedMax = 64

    private let words: Vocabulary
    /// The classes of each word, which ascend.
    private let classes: PackedLists<UInt32>
    /// idf of a word that no example has.
    private let unseen: Float
    private let kind: Kind
    /// How many classes have words.
    private let intents: Int

    /// The table in `file`; nil where its sections do not fit together.
    init?(_ file: SectionFile) {
        self.init(
            words: Vocabulary(file, Self.names),
            classes: PackedLists(file, "ownc", starts: "owna"),
            unseen: file.array("ownu", of: Float.self).first ?? .nan,
            file.array("ownp", of: UInt8.self).first.flatMap(Kind.init))
    }

    private init?(
        words: Vocabulary, classes: PackedLists<UInt32>, unseen: Float, _ kind: Kind?
    ) {
        guard let kind, words.isSound, unseen.isFinite, classes.areSound(count: words.count)
        else { return nil }
        (self.words, self.classes, self.unseen, self.kind) = (words, classes, unseen, kind)
        var seen: Set<UInt32> = []
        for at in 0..<classes.elements.count { seen.insert(classes.elements[at]) }
        intents = seen.count
    }

    private static let names = Vocabulary.Names(keys: "ownk", ids: "owni", idf: "ownf")

    /// What the examples of class `label` lack of a message.
    func uncovered(by label: Int, _ analysis: Analysis) -> Uncovered {
        var found = Uncovered()
        var all = 0.0
        var counted: [UInt64] = []
        Self.forEachWord(analysis, kind) { key, weight, topicality in
            let word = words.id(of: key)
            let idf = Double(word.map { words.idf[Int($0)] } ?? unseen)
            all += weight * idf
            let isOwn = word.map { has(UInt32(label), $0) } == true
            if !isOwn { found.weight += weight * idf }
            guard counted.count < Self.countedMax, !counted.contains(key) else { return }
            counted.append(key)
            if isOwn {
                found.evidence += topicality
                let isTelling = word.map { classes[Int($0)].count * 2 <= intents } == true
                if isTelling { found.telling += topicality }
            } else if kind == .topical {
                found.strange += topicality
            }
        }
        found.share = all > 0 ? found.weight / all : 0
        return found
    }

    /// Whether the examples of class `label` have every word of a text that tells a topic, and it
    /// has such.
    func haveTopics(of analysis: Analysis, _ label: Int) -> Bool {
        var (all, own) = (0, 0)
        Self.forEachWord(analysis, kind) { key, _, topicality in
            guard topicality == 1 else { return }
            all += 1
            if words.id(of: key).map({ has(UInt32(label), $0) }) == true { own += 1 }
        }
        return all > 0 && own == all
    }

    /// Whether class `label` is among those of `word`.
    private func has(_ label: UInt32, _ word: UInt32) -> Bool {
        classes.elements.place(of: label, in: classes[Int(word)]) != nil
    }

    /// Keys of the words of a message, each as often as it stands there, what each counts, and what
    /// it counts as far as it tells a topic.
    @inline(__always)
    private static func forEachWord(
        _ analysis: Analysis, _ kind: Kind, _ body: (UInt64, Double, Double) -> Void
    ) {
        let isTopical = kind == .topical
        let (common, particles) = (CommonWords.words, CommonWords.ideographs)
        func weight(_ isCommon: Bool) -> Double { isCommon ? commonWeight : 1 }
        analysis.bytes.withUnsafeBytes { bytes in
            var last: (key: UInt64, isParticle: Bool)?
            for token in analysis.tokens {
                let slice = UnsafeRawBufferPointer(rebasing: bytes[token.range])
                guard token.kind == .ideograph else {
                    last = nil
                    guard token.kind == .word, slice.count > 1 else { continue }
                    let key = Stem.key(slice)
                    let topicality = weight(common.contains(key))
                    body(key, isTopical ? topicality : 1, topicality)
                    continue
                }
                let key = Hash64.of(slice)
                let isParticle = particles.contains(key)
                if isTopical {
                    body(key, weight(isParticle), weight(isParticle))
                } else if let last {
                    let topicality = weight(isParticle && last.isParticle)
                    body(Hash64.mix(last.key, key &+ 2), 1, topicality)
                }
                last = (key, isParticle)
            }
        }
    }

    /// Counts words while the examples go by.
    struct Counter {
        private struct Entry {
            var order: Int
            var messages = 0
            var last = 0
            var classes: Set<UInt32> = []
        }

        private var entries: [UInt64: Entry] = [:]
        private var messages = 0
        private let kind: Kind

        init(_ kind: Kind) { self.kind = kind }

        /// Counts an example of class `label`.
        mutating func add(_ analysis: Analysis, label: Int) {
            messages += 1
            OwnWords.forEachWord(analysis, kind) { key, _, _ in
                guard key != 0 else { return }
                var entry = entries[key] ?? Entry(order: entries.count)
                if entry.last != messages { entry.messages += 1 }
                entry.last = messages
                entry.classes.insert(UInt32(label))
                entries[key] = entry
            }
        }

        private struct Table {
            var words = Vocabulary.Terms()
            var classes = PackedLists<UInt32>.Builder()
            var unseen: Float = 0
        }

        private var table: Table {
            var table = Table()
            table.unseen = Vocabulary.idf(0, of: messages)
            for (key, entry) in entries.sorted(by: { $0.value.order < $1.value.order }) {
                table.words.keys.append(key)
                table.words.idf.append(Vocabulary.idf(entry.messages, of: messages))
                table.classes.append(entry.classes.sorted())
            }
            return table
        }

        /// Adds the table to a file.
        func write(to writer: inout SectionFile.Writer) {
            let table = table
            table.words.write(to: &writer, names)
            writer.add("owna", table.classes.starts)
            writer.add("ownc", table.classes.elements)
            writer.add("ownu", [table.unseen])
            writer.add("ownp", [kind.rawValue])
        }

        /// The table for use before it is in a file.
        var ownWords: OwnWords? {
            let table = table
            return OwnWords(
                words: Vocabulary(owning: table.words),
                classes: PackedLists(owning: table.classes), unseen: table.unseen, kind)
        }
    }
}
