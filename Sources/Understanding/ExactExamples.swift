/// The training messages word by word: who says exactly what an example says means what it means.
///
/// A net that learned from three messages need not be sure of them; and an example of what is out
/// of scope must not be answered. Case and punctuation make no difference, nor the digits of a
/// number within a sentence, unless examples of several intents differ by these alone ("error 404",
/// "error 503"). A number alone is its own example: 88 says goodbye, 42 does not. An example of
/// several intents may mean any of them; one of pictures alone is known by these.
/// Examples that are out of scope as well as an intent's are left out, and those with neither.
struct ExactExamples: Sendable {
    /// Probability that a message means what its example means.
    static let certainty: Float = 0.99

    /// Hashes of the examples, ascending, each with its class.
    private let keys: MappedArray<UInt64>
    private let classes: MappedArray<UInt32>

    /// The table in `file`; nil where its sections do not fit together.
    init?(_ file: SectionFile, classes count: Int) {
        keys = file.array("exactk", of: UInt64.self)
        classes = file.array("exactc", of: UInt32.self)
        guard keys.count == classes.count, classes.allSatisfy({ $0 < count }) else { return nil }
    }

    /// Adds the table of `analyses`, whose classes are `labels`; `outside` is out of scope.
    static func write(
        _ analyses: [Analysis], labels: [Int], outside: Int, to writer: inout SectionFile.Writer
    ) {
        var found: [UInt64: Set<Int>] = [:]
        for (analysis, label) in zip(analyses, labels) {
            if let key = key(analysis) { found[key, default: []].insert(label) }
        }
        let shared = Set(found.filter { $0.value.count > 1 }.keys)
        for (analysis, label) in zip(analyses, labels) {
            guard let key = key(analysis), shared.contains(key),
                let exact = Self.key(analysis, withDigits: key)
            else { continue }
            found[exact, default: []].insert(label)
        }
        let entries = found.filter { $0.value.count == 1 || !$0.value.contains(outside) }
            .flatMap { key, labels in labels.map { (key: key, label: $0) } }
            .sorted { ($0.key, $0.label) < ($1.key, $1.label) }
        writer.add("exactk", entries.map(\.key))
        writer.add("exactc", entries.map { UInt32($0.label) })
    }

    /// The classes that have a message as their example, ascending.
    func labels(of analysis: Analysis) -> [Int] {
        guard let key = Self.key(analysis) else { return [] }
        let places = keys.places(of: key)
        guard places.count > 1, let exact = Self.key(analysis, withDigits: key) else {
            return places.map { Int(classes[$0]) }
        }
        let told = keys.places(of: exact)
        return (told.isEmpty ? places : told).map { Int(classes[$0]) }
    }

    /// A key that two messages share that have the ``key(_:)`` and the digits of their numbers; nil
    /// where there are none.
    private static func key(_ analysis: Analysis, withDigits key: UInt64) -> UInt64? {
        analysis.numberHashes.isEmpty ? nil : Hash64.mix(key, analysis.digitHash)
    }

    /// A key that two messages of the same words share, or, without words, of the same pictures;
    /// nil where there are neither.
    static func key(_ analysis: Analysis) -> UInt64? {
        analysis.wordsKey(seed: analysis.isBareNumber ? analysis.digitHash : 11)
            ?? (analysis.pictureHash == 0 ? nil : Hash64.mix(13, analysis.pictureHash))
    }
}
