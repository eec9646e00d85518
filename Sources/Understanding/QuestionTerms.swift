/// The distinct terms of each passage's questions, by their number in the vocabulary, in mapped
/// memory.
struct QuestionTerms: Sendable {
    private let terms: MappedArray<UInt32>
    /// Where each question starts among the terms, and each passage among the questions.
    private let starts: MappedArray<UInt32>
    private let firsts: MappedArray<UInt32>

    /// The questions in `file`; nil where its sections do not fit together.
    init?(_ file: SectionFile, _ prefix: String, passages: Int, vocabulary: Vocabulary) {
        terms = file.array(prefix + ".ids", of: UInt32.self)
        starts = file.array(prefix + ".at", of: UInt32.self)
        firsts = file.array(prefix + ".unit", of: UInt32.self)
        guard starts.isAscending(to: terms.count), firsts.count == passages + 1,
            firsts.isAscending(to: starts.count - 1)
        else { return nil }
        for at in 0..<terms.count where Int(terms[at]) >= vocabulary.count { return nil }
    }

    /// What a query and the nearest of the passage's questions have in common, as a share of the
    /// idf of both, in 0...1 (Dice 1945). `asked` are the numbers of the query's terms, and `total`
    /// the idf of all of them.
    func agreement(_ asked: [UInt32], total: Float, _ passage: Int, _ vocabulary: Vocabulary)
        -> Double
    {
        var nearest: Float = 0
        for question in Int(firsts[passage])..<Int(firsts[passage + 1]) {
            var (both, all) = (Float(0), total)
            for at in Int(starts[question])..<Int(starts[question + 1]) {
                let idf = vocabulary.idf[Int(terms[at])]
                all += idf
                if asked.contains(terms[at]) { both += 2 * idf }
            }
            nearest = max(nearest, both / max(all, 1e-6))
        }
        return Double(nearest)
    }

    /// Collects the questions of passages and lays them out.
    struct Builder {
        private var terms: [UInt32] = []
        private var starts: [UInt32] = [0]
        private var firsts: [UInt32] = [0]

        /// Adds a passage's questions as numbers of terms, each of them once in a question.
        mutating func add(_ questions: [[UInt32]]) {
            for question in questions where !question.isEmpty {
                terms += question
                starts.append(UInt32(terms.count))
            }
            firsts.append(UInt32(starts.count - 1))
        }

        func write(to writer: inout SectionFile.Writer, _ prefix: String) {
            writer.add(prefix + ".ids", terms)
            writer.add(prefix + ".at", starts)
            writer.add(prefix + ".unit", firsts)
        }
    }
}
