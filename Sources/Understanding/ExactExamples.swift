/// The training messages word by word: who says exactly what an example says means what it means.
///
/// A net that learned from three messages need not be sure of them; and an example of what is out
/// of scope must not be answered. Case and punctuation make no difference, nor which digits a
/// number has. Examples that stand in two intents are left out, and those without a word.
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

    /// Adds the table of `analyses`, whose classes are `labels`.
    static func write(
        _ analyses: [Analysis], labels: [Int], to writer: inout SectionFile.Writer
    ) {
        var found: [UInt64: Int?] = [:]
        for (analysis, label) in zip(analyses, labels) {
            guard let key = key(analysis) else { continue }
            if let known = found[key], known != label {
                found[key] = .some(nil)
            } else {
                found[key] = label
            }
        }
        let entries = found.compactMap { key, label in label.map { (key: key, label: $0) } }
            .sorted { $0.key < $1.key }
        writer.add("exactk", entries.map(\.key))
        writer.add("exactc", entries.map { UInt32($0.label) })
    }

    /// The class that has a message as its example; nil where none or more than one has.
    func label(of analysis: Analysis) -> Int? {
        guard let key = Self.key(analysis), let at = keys.place(of: key) else { return nil }
        return Int(classes[at])
    }

    /// A key that two messages of the same words share; nil where there is no word.
    private static func key(_ analysis: Analysis) -> UInt64? { analysis.wordsKey(seed: 11) }
}
