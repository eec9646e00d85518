/// Terms that training or a corpus has: key → id with its inverse document frequency.
///
/// Keys are hashes of the term: with 50,000 terms two share a key with probability 7e-11, so no
/// text is compared.
struct Vocabulary: Sendable {
    private let keys: HashedKeys
    /// The id beside each key.
    private let ids: MappedArray<UInt32>
    /// idf by id: ``idf(_:of:)`` of messages, ``PostingBuilder/idf(_:of:)`` of passages.
    let idf: MappedArray<Float>

    /// What its sections are called, in the order of a file.
    struct Names {
        var keys: String
        var ids: String
        var idf: String
    }

    init(_ file: SectionFile, _ names: Names) {
        keys = HashedKeys(file.array(names.keys, of: UInt64.self))
        ids = file.array(names.ids, of: UInt32.self)
        idf = file.array(names.idf, of: Float.self)
    }

    /// A vocabulary in memory of its own, for use before it is in a file.
    init(owning terms: Terms) {
        let table = terms.table
        keys = HashedKeys(MappedArray(owning: table.keys))
        ids = MappedArray(owning: table.ids)
        idf = MappedArray(owning: terms.idf)
    }

    var count: Int { idf.count }

    /// Whether the key table has a free slot and every id has an idf, a finite one.
    var isSound: Bool {
        let capacity = keys.capacity
        return capacity > count && ids.count == capacity && keys.isSound
            && (0..<capacity).allSatisfy { keys.isEmpty($0) || ids[$0] < count }
            && idf.allSatisfy(\.isFinite)
    }

    /// The id of the term with this key; nil where nothing has it.
    @inline(__always)
    func id(of key: UInt64) -> UInt32? {
        guard let slot = keys.slot(of: key) else { return nil }
        return ids[slot]
    }

    /// ln((1 + N) / (1 + df)) + 1 of a term that `count` of `documents` have.
    static func idf(_ count: Int, of documents: Int) -> Float {
        Float(naturalLogarithm(Double(1 + documents) / Double(1 + count)) + 1)
    }

    /// Distinct terms before they are laid out: the position is the id.
    struct Terms: Sendable {
        var keys: [UInt64] = []
        var idf: [Float] = []

        var count: Int { keys.count }

        fileprivate var table: (keys: [UInt64], ids: [UInt32]) {
            let (slots, places) = HashedKeys.laidOut(keys, capacityMin: 16)
            var ids = [UInt32](repeating: 0, count: slots.count)
            for (id, place) in places.enumerated() { ids[place] = UInt32(id) }
            return (slots, ids)
        }

        /// Adds them to a file, for ``Vocabulary/init(_:_:)``.
        func write(to writer: inout SectionFile.Writer, _ names: Names) {
            let table = table
            writer.add(names.keys, table.keys)
            writer.add(names.ids, table.ids)
            writer.add(names.idf, idf)
        }
    }
}

/// Counts document frequencies while the training messages go by.
struct VocabularyCounter {
    private var frequency: [UInt64: (order: Int, count: Int, last: Int)] = [:]
    private var documents = 0
    private var last = -1
    private let extractor: TermExtractor

    init(view: TermView = .words) { extractor = TermExtractor(view) }

    /// Counts a message of `document`; the messages of one document follow each other.
    ///
    /// A document is a message, or everything that is said for one intent: of few examples the
    /// frequency over intents tells more.
    mutating func add(_ analysis: Analysis, document: Int) {
        if document != last { documents += 1 }
        last = document
        extractor.forEachTerm(analysis) { hit in
            let order = frequency.count
            var entry = frequency[hit.key] ?? (order, 0, -1)
            guard entry.last != document else { return }
            entry.last = document
            entry.count += 1
            frequency[hit.key] = entry
        }
    }

    /// Terms of at least `minimum` documents in the order first seen, with their idf.
    func terms(minimum: Int) -> Vocabulary.Terms {
        let kept = frequency.filter { $0.value.count >= minimum && $0.key != 0 }
            .sorted { $0.value.order < $1.value.order }
        return Vocabulary.Terms(
            keys: kept.map(\.key),
            idf: kept.map { Vocabulary.idf($0.value.count, of: documents) })
    }
}
