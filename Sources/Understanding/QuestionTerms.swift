/// The distinct terms of each passage's questions, by their number in the vocabulary, in mapped
/// memory.
struct QuestionTerms: Sendable {
    private let terms: MappedArray<UInt32>
    /// Where each passage starts among the terms.
    private let starts: MappedArray<UInt32>
    /// In the questions of how many passages each term is, by its number.
    private let frequencies: [UInt32]

    /// The questions in `file`; nil where its sections do not fit together.
    init?(_ file: SectionFile, _ prefix: String, passages: Int, vocabulary: Vocabulary) {
        terms = file.array(prefix + ".ids", of: UInt32.self)
        starts = file.array(prefix + ".at", of: UInt32.self)
        guard starts.count == passages + 1, starts.isAscending(to: terms.count) else { return nil }
        var counts = [UInt32](repeating: 0, count: vocabulary.count)
        for at in 0..<terms.count {
            guard Int(terms[at]) < counts.count else { return nil }
            counts[Int(terms[at])] += 1
        }
        frequencies = counts
    }

    /// Whether one of the passage's questions has the term.
    func has(_ term: UInt32, _ passage: Int) -> Bool {
        (Int(starts[passage])..<Int(starts[passage + 1])).contains { terms[$0] == term }
    }

    /// In the questions of how many passages the term is, `excluded` ones left out.
    func frequency(of term: UInt32, excluding excluded: Set<Int>) -> Int {
        Int(frequencies[Int(term)]) - excluded.count { has(term, $0) }
    }

    /// Collects the questions of passages and lays them out.
    struct Builder {
        private var terms: [UInt32] = []
        private var starts: [UInt32] = [0]

        /// Adds a passage by the distinct terms of all its questions.
        mutating func add(_ distinct: [UInt32]) {
            terms += distinct
            starts.append(UInt32(terms.count))
        }

        func write(to writer: inout SectionFile.Writer, _ prefix: String) {
            writer.add(prefix + ".ids", terms)
            writer.add(prefix + ".at", starts)
        }
    }
}
