/// Inverted lists in mapped memory: term → (passage, weight), each list in order of passages.
struct PostingTable: Sendable {
    /// One passage of a term's list with the term's whole weight in it, idf included.
    struct Posting: BitwiseCopyable, Sendable {
        var passage: UInt32
        var weight: Float
    }

    let vocabulary: Vocabulary
    /// idf of a term that no passage has: that of one passage's term, and in a small corpus more. A
    /// word that eight passages lack is as telling as one that a thousand lack.
    let unseenIDF: Float
    private static let unseenIDFMin: Float = 6
    /// Each term's list.
    private let postings: PackedLists<Posting>

    /// The table in `file`; nil where its sections do not fit together, so that reading needs no
    /// more checks.
    init?(_ file: SectionFile, _ prefix: String, passages: Int) {
        vocabulary = Vocabulary(file, Self.names(prefix))
        postings = PackedLists(file, prefix + ".post", starts: prefix + ".at")
        let idf = vocabulary.idf
        guard vocabulary.isSound, postings.areSound(count: vocabulary.count),
            postings.elements.allSatisfy({
                $0.passage < passages && $0.weight.isFinite && $0.weight >= 0
            })
        else { return nil }
        unseenIDF = (0..<idf.count).reduce(Self.unseenIDFMin) { max($0, idf[$1]) }
    }

    fileprivate static func names(_ prefix: String) -> Vocabulary.Names {
        Vocabulary.Names(keys: prefix + ".keys", ids: prefix + ".ids", idf: prefix + ".idf")
    }

    /// Where a term's postings stand.
    func list(of term: UInt32) -> Range<Int> { postings[Int(term)] }

    @inline(__always)
    subscript(at: Int) -> Posting { postings.elements[at] }

    /// Whether `passage` is in a term's list with a weight above 0.
    func has(_ passage: Int, in list: Range<Int>) -> Bool { weight(of: passage, in: list) > 0 }

    /// The weight of `passage` in a term's list; 0 where it is not there.
    func weight(of passage: Int, in list: Range<Int>) -> Float {
        let at = postings.elements.lowerBound(in: list) { $0.passage < passage }
        return at < list.upperBound && self[at].passage == passage ? self[at].weight : 0
    }
}

/// Collects term counts of passages and lays out their BM25 weights.
struct PostingBuilder {
    private struct Counts {
        var passage: UInt32
        var question: Float = 0
        var answer: Float = 0
    }
    private var lists: [[Counts]] = []
    private var numbers: [UInt64: Int] = [:]
    private var keys: [UInt64] = []
    private var shares: [Float] = []
    private var questionLengths: [Float] = []
    private var answerLengths: [Float] = []
    private var asked = QuestionTerms.Builder()

    mutating func add(passage: Int, _ questions: [[RetrievalTerm]], _ answer: [RetrievalTerm]) {
        for term in questions.joined() { count(term, passage) { $0.question += 1 } }
        let distinct = RetrievalTerms.distinct(Array(questions.joined()))
        asked.add(distinct.compactMap { numbers[$0.key] }.map { UInt32($0) })
        for term in answer { count(term, passage) { $0.answer += 1 } }
        questionLengths.append(Float(questions.reduce(0) { $0 + $1.count }))
        answerLengths.append(Float(answer.count))
    }

    private mutating func count(
        _ term: RetrievalTerm, _ passage: Int, _ change: (inout Counts) -> Void
    ) {
        let number: Int
        if let known = numbers[term.key] {
            number = known
        } else {
            number = keys.count
            numbers[term.key] = number
            keys.append(term.key)
            shares.append(term.share)
            lists.append([])
        }
        if lists[number].last?.passage != UInt32(passage) {
            lists[number].append(Counts(passage: UInt32(passage)))
        }
        change(&lists[number][lists[number].count - 1])
    }

    /// Weights idf·tf / (tf + k1) in 0..<idf, where tf is the sum of both fields' counts, each
    /// over its length and times its weight: a word in title and text counts once (BM25F;
    /// Robertson, Zaragoza 2009).
    func write(to writer: inout SectionFile.Writer, _ prefix: String, passages: Int) {
        let idf = zip(lists, shares).map { list, share in
            share * Float(Self.idf(list.count, of: passages))
        }
        let questionNorms = Self.norms(questionLengths, PassageIndex.questionNormalization)
        let answerNorms = Self.norms(answerLengths, PassageIndex.answerNormalization)
        var postings = PackedLists<PostingTable.Posting>.Builder()
        postings.elements.reserveCapacity(lists.reduce(0) { $0 + $1.count })
        for (number, list) in lists.enumerated() {
            for counts in list {
                let at = Int(counts.passage)
                let tf =
                    PassageIndex.questionWeight * counts.question * questionNorms[at]
                    + counts.answer * answerNorms[at]
                postings.elements.append(
                    PostingTable.Posting(
                        passage: counts.passage,
                        weight: idf[number] * tf / (tf + PassageIndex.saturation)))
            }
            postings.endList()
        }
        Vocabulary.Terms(keys: keys, idf: idf).write(to: &writer, PostingTable.names(prefix))
        writer.add(prefix + ".at", postings.starts)
        writer.add(prefix + ".post", postings.elements)
        asked.write(to: &writer, prefix + "q")
    }

    /// ln(1 + (N − n + ½) / (n + ½)) of a term that `count` of `passages` have (Robertson, Spärck
    /// Jones 1976, kept above 0).
    static func idf(_ count: Int, of passages: Int) -> Double {
        naturalLogarithm(1 + (Double(passages - count) + 0.5) / (Double(count) + 0.5))
    }

    /// 1 / (1 − b + b·length / mean) by passage.
    private static func norms(_ lengths: [Float], _ b: Float) -> [Float] {
        let mean = Float(
            max(lengths.reduce(0.0) { $0 + Double($1) } / Double(max(lengths.count, 1)), 1))
        return lengths.map { 1 / (1 - b + b * $0 / mean) }
    }
}
