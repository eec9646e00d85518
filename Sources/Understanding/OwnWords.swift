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

    /// What of a message the examples of one intent lack.
    struct Uncovered: Sendable {
        /// Share of the idf of its words, in 0...1; 0 where it has no words.
        var share = 0.0
        /// That idf itself.
        var weight = 0.0
    }

    private let words: Vocabulary
    /// Where the classes of each word start among `classes`, which ascend.
    private let starts: MappedArray<UInt32>
    private let classes: MappedArray<UInt32>
    /// idf of a word that no example has.
    private let unseen: Float
    private let kind: Kind

    /// The table in `file`; nil where its sections do not fit together.
    init?(_ file: SectionFile) {
        self.init(
            words: Vocabulary(
                keys: file.array("ownk", of: UInt64.self), ids: file.array("owni", of: UInt32.self),
                idf: file.array("ownf", of: Float.self)),
            starts: file.array("owna", of: UInt32.self),
            classes: file.array("ownc", of: UInt32.self),
            unseen: file.array("ownu", of: Float.self).first ?? .nan,
            file.array("ownp", of: UInt8.self).first.flatMap(Kind.init))
    }

    private init?(
        words: Vocabulary, starts: MappedArray<UInt32>, classes: MappedArray<UInt32>, unseen: Float,
        _ kind: Kind?
    ) {
        guard let kind else { return nil }
        (self.words, self.starts, self.classes, self.unseen) = (words, starts, classes, unseen)
        self.kind = kind
        guard words.isSound, words.idf.allSatisfy(\.isFinite), unseen.isFinite,
            starts.count == words.count + 1, starts.isAscending(to: classes.count)
        else { return nil }
    }

    /// What the examples of class `label` lack of a message.
    func uncovered(by label: Int, _ analysis: Analysis) -> Uncovered {
        var (all, lacking) = (0.0, 0.0)
        Self.forEachWord(analysis, kind) { key, weight in
            let word = words.id(of: key)
            let idf = weight * Double(word.map { words.idf[Int($0)] } ?? unseen)
            all += idf
            if word.map({ has(UInt32(label), $0) }) != true { lacking += idf }
        }
        return Uncovered(share: all > 0 ? lacking / all : 0, weight: lacking)
    }

    /// Whether class `label` is among those of `word`.
    private func has(_ label: UInt32, _ word: UInt32) -> Bool {
        let range = Int(starts[Int(word)])..<Int(starts[Int(word) + 1])
        return classes.place(of: label, in: range) != nil
    }

    /// Keys of the words of a message, each as often as it stands there, and what each counts.
    @inline(__always)
    private static func forEachWord(
        _ analysis: Analysis, _ kind: Kind, _ body: (UInt64, Double) -> Void
    ) {
        let isTopical = kind == .topical
        let (common, particles) = (CommonWords.words, CommonWords.ideographs)
        analysis.bytes.withUnsafeBytes { bytes in
            var last: UInt64?
            for token in analysis.tokens {
                let slice = UnsafeRawBufferPointer(rebasing: bytes[token.range])
                guard token.kind == .ideograph else {
                    last = nil
                    guard token.kind == .word, slice.count > 1 else { continue }
                    let key = Stem.key(slice)
                    body(key, isTopical && common.contains(key) ? commonWeight : 1)
                    continue
                }
                let key = Hash64.of(slice)
                if isTopical {
                    body(key, particles.contains(key) ? commonWeight : 1)
                } else if let last {
                    body(Hash64.mix(last, key &+ 2), 1)
                }
                last = key
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
            OwnWords.forEachWord(analysis, kind) { key, _ in
                guard key != 0 else { return }
                var entry = entries[key] ?? Entry(order: entries.count)
                if entry.last != messages { entry.messages += 1 }
                entry.last = messages
                entry.classes.insert(UInt32(label))
                entries[key] = entry
            }
        }

        private struct Table {
            var keys: [UInt64] = []
            var idf: [Float] = []
            var starts: [UInt32] = [0]
            var classes: [UInt32] = []
            var unseen: Float = 0
        }

        private var table: Table {
            var table = Table()
            table.unseen = Vocabulary.idf(0, of: messages)
            for (key, entry) in entries.sorted(by: { $0.value.order < $1.value.order }) {
                table.keys.append(key)
                table.idf.append(Vocabulary.idf(entry.messages, of: messages))
                table.classes += entry.classes.sorted()
                table.starts.append(UInt32(table.classes.count))
            }
            return table
        }

        /// Adds the table to a file.
        func write(to writer: inout SectionFile.Writer) {
            let table = table
            let slots = Vocabulary.table(of: table.keys)
            writer.add("ownk", slots.keys)
            writer.add("owni", slots.ids)
            writer.add("ownf", table.idf)
            writer.add("owna", table.starts)
            writer.add("ownc", table.classes)
            writer.add("ownu", [table.unseen])
            writer.add("ownp", [kind.rawValue])
        }

        /// The table for use before it is in a file.
        var ownWords: OwnWords? {
            let table = table
            let slots = Vocabulary.table(of: table.keys)
            return OwnWords(
                words: Vocabulary(
                    keys: MappedArray(owning: slots.keys), ids: MappedArray(owning: slots.ids),
                    idf: MappedArray(owning: table.idf)),
                starts: MappedArray(owning: table.starts),
                classes: MappedArray(owning: table.classes), unseen: table.unseen, kind)
        }
    }
}
