/// The distinct terms of each passage's questions, by their number in the vocabulary, in mapped
/// memory.
struct QuestionTerms: Sendable {
    /// Ids by passage.
    private let terms: PackedLists<UInt32>
    /// In the questions of how many passages each term is, by its number.
    private let frequencies: [UInt32]

    /// The questions in `file`; nil where its sections do not fit together.
    init?(_ file: SectionFile, _ prefix: String, passages: Int, vocabulary: Vocabulary) {
        terms = PackedLists(file, prefix + ".ids", starts: prefix + ".at")
        guard terms.areSound(count: passages) else { return nil }
        var counts = [UInt32](repeating: 0, count: vocabulary.count)
        for at in 0..<terms.elements.count {
            let term = Int(terms.elements[at])
            guard term < counts.count else { return nil }
            counts[term] += 1
        }
        frequencies = counts
    }

    /// Whether one of the passage's questions has the term.
    func has(_ term: UInt32, _ passage: Int) -> Bool {
        terms[passage].contains { terms.elements[$0] == term }
    }

    /// In the questions of how many passages the term is, `excluded` ones left out.
    func frequency(of term: UInt32, excluding excluded: Set<Int>) -> Int {
        Int(frequencies[Int(term)]) - excluded.count { has(term, $0) }
    }

    /// Collects the questions of passages and lays them out.
    struct Builder: Sendable {
        private var terms = PackedLists<UInt32>.Builder()

        /// Adds a passage by the distinct terms of all its questions.
        mutating func add(_ distinct: [UInt32]) { terms.append(distinct) }

        /// Adds the passages of `other`, each term by the number that `change` gives it.
        mutating func append(_ other: Builder, _ change: (UInt32) -> UInt32) {
            terms.append(other.terms, change)
        }

        func write(to writer: inout SectionFile.Writer, _ prefix: String) {
            writer.add(prefix + ".ids", terms.elements)
            writer.add(prefix + ".at", terms.starts)
        }
    }
}
