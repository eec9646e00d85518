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
struct PostingBuilder: Sendable {
    /// How often a term stands in a passage; of more than 65,535 times, so many.
    private struct Counts: BitwiseCopyable, Sendable {
        var term: UInt32
        var question: UInt16 = 0
        var answer: UInt16 = 0
    }
    private var numbers = TermNumbers()
    private var shares: [Float] = []
    /// Where each term was counted last; -1 before it was.
    private var latest: [Int] = []
    /// By passage, terms in the order first seen. Side by side and not by term: a passage's
    /// hundreds of terms are each in another place of the memory.
    private var counts = PackedLists<Counts>.Builder()
    private var questionLengths: [Float] = []
    private var answerLengths: [Float] = []
    private var asked = QuestionTerms.Builder()

    /// Counts the terms of the passage behind the last one.
    mutating func add(_ questions: [[RetrievalTerm]], _ answer: [RetrievalTerm]) {
        let start = counts.elements.count
        for term in questions.joined() {
            let at = place(of: term, from: start)
            counts.elements[at].question.increment()
        }
        asked.add(counts.elements[start...].map(\.term))
        for term in answer {
            let at = place(of: term, from: start)
            counts.elements[at].answer.increment()
        }
        counts.endList()
        questionLengths.append(Float(questions.reduce(0) { $0 + $1.count }))
        answerLengths.append(Float(answer.count))
    }

    /// Where a term of the passage whose counts begin at `start` is counted.
    @inline(__always)
    private mutating func place(of term: RetrievalTerm, from start: Int) -> Int {
        let number = number(of: term.key, share: term.share)
        if latest[number] < start {
            latest[number] = counts.elements.count
            counts.elements.append(Counts(term: UInt32(number)))
        }
        return latest[number]
    }

    @inline(__always)
    private mutating func number(of key: UInt64, share: Float) -> Int {
        let number = numbers.number(of: key)
        if number == shares.count {
            shares.append(share)
            latest.append(-1)
        }
        return number
    }

    /// Adds the passages of `other` behind its own: the same as if each had been added here.
    mutating func append(_ other: PostingBuilder) {
        let terms = zip(other.numbers.keys, other.shares).map { UInt32(number(of: $0, share: $1)) }
        counts.append(other.counts) { counted in
            var counted = counted
            counted.term = terms[Int(counted.term)]
            return counted
        }
        asked.append(other.asked) { terms[Int($0)] }
        questionLengths += other.questionLengths
        answerLengths += other.answerLengths
    }

    /// Weights idf·tf / (tf + k1) in 0..<idf, where tf is the sum of both fields' counts, each
    /// over its length and times its weight: a word in title and text counts once (BM25F;
    /// Robertson, Zaragoza 2009).
    func write(to writer: inout SectionFile.Writer, _ prefix: String) {
        let passages = counts.count
        var ends = [UInt32](repeating: 0, count: shares.count + 1)
        for counted in counts.elements { ends[Int(counted.term) + 1] += 1 }
        let idf = zip(ends.dropFirst(), shares).map { count, share in
            share * Float(Self.idf(Int(count), of: passages))
        }
        for term in shares.indices { ends[term + 1] += ends[term] }
        let starts = ends
        let questionNorms = Self.norms(questionLengths, PassageIndex.questionNormalization)
        let answerNorms = Self.norms(answerLengths, PassageIndex.answerNormalization)
        var postings = [PostingTable.Posting](
            repeating: PostingTable.Posting(passage: 0, weight: 0), count: counts.elements.count)
        for passage in 0..<passages {
            for counted in counts[passage] {
                let term = Int(counted.term)
                let tf =
                    PassageIndex.questionWeight * Float(counted.question) * questionNorms[passage]
                    + Float(counted.answer) * answerNorms[passage]
                postings[Int(ends[term])] = PostingTable.Posting(
                    passage: UInt32(passage),
                    weight: idf[term] * tf / (tf + PassageIndex.saturation))
                ends[term] += 1
            }
        }
        Vocabulary.Terms(keys: numbers.keys, idf: idf)
            .write(to: &writer, PostingTable.names(prefix))
        writer.add(prefix + ".at", starts)
        writer.add(prefix + ".post", postings)
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

extension UInt16 {
    /// One more, where there is one.
    @inline(__always)
    fileprivate mutating func increment() { if self < .max { self += 1 } }
}
