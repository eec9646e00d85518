/// One occurrence of a term of retrieval.
struct RetrievalTerm {
    var key: UInt64
    /// The first of its tokens, and how many it has.
    var token: Int
    var width = 1
}

/// A distinct term of a query with its number.
struct CountedTerm {
    var term: RetrievalTerm
    var count: Int

    var key: UInt64 { term.key }
}

/// The terms of retrieval: stems and ideograph n-grams for BM25, character n-grams for cosines.
enum RetrievalTerms {
    /// Words by their stem, numbers, ideographs and pairs of neighbouring ideographs.
    static func words(_ analysis: Analysis) -> [RetrievalTerm] {
        var terms: [RetrievalTerm] = []
        var last: UInt64?
        analysis.bytes.withUnsafeBytes { bytes in
            for (at, token) in analysis.tokens.enumerated() {
                let slice = bytes[Int(token.start)..<Int(token.end)]
                switch token.kind {
                case .mark: last = nil
                case .word, .number:
                    terms.append(RetrievalTerm(key: stemKey(slice), token: at))
                    last = nil
                case .ideograph:
                    let key = Hash64.of(UnsafeRawBufferPointer(rebasing: slice))
                    terms.append(RetrievalTerm(key: key, token: at))
                    if let last {
                        let pair = Hash64.mix(last, key &+ 2)
                        terms.append(RetrievalTerm(key: pair, token: at - 1, width: 2))
                    }
                    last = key
                }
            }
        }
        return terms
    }

    /// Character 3- to 5-grams of words with their padding; ideographs have none.
    static func grams(_ analysis: Analysis) -> [RetrievalTerm] {
        var terms: [RetrievalTerm] = []
        analysis.bytes.withUnsafeBytes { bytes in
            for (at, token) in analysis.tokens.enumerated() where token.kind == .word {
                let low = max(Int(token.start) - 1, 0)
                let high = min(Int(token.end) + 1, bytes.count)
                let scalars = (low..<high).filter { bytes[$0] & 0xC0 != 0x80 } + [high]
                for from in 0..<max(scalars.count - 3, 0) {
                    for to in from + 3...min(from + 5, scalars.count - 1) {
                        let gram = bytes[scalars[from]..<scalars[to]]
                        let key = Hash64.of(UnsafeRawBufferPointer(rebasing: gram), seed: 9)
                        terms.append(RetrievalTerm(key: key, token: at))
                    }
                }
            }
        }
        return terms
    }

    /// Distinct keys in the order first seen, with their number and first token.
    static func counted(
        _ terms: [RetrievalTerm]
    ) -> [CountedTerm] {
        var places: [UInt64: Int] = [:]
        var counted: [CountedTerm] = []
        for term in terms {
            if let at = places[term.key] {
                counted[at].count += 1
            } else {
                places[term.key] = counted.count
                counted.append(CountedTerm(term: term, count: 1))
            }
        }
        return counted
    }

    /// A key of a word without its English plural (the S-stemmer, Harman 1991): -ies → -y, -s →
    /// nothing, but not -ss, -us.
    private static func stemKey(_ word: Slice<UnsafeRawBufferPointer>) -> UInt64 {
        let whole = UnsafeRawBufferPointer(rebasing: word)
        guard whole.count > 3, whole[whole.count - 1] == UInt8(ascii: "s") else {
            return Hash64.of(whole)
        }
        let before = whole[whole.count - 2]
        if before == UInt8(ascii: "s") || before == UInt8(ascii: "u") { return Hash64.of(whole) }
        let isPluralOfY = before == UInt8(ascii: "e") && whole[whole.count - 3] == UInt8(ascii: "i")
        guard isPluralOfY, whole.count > 4 else {
            return Hash64.of(UnsafeRawBufferPointer(rebasing: whole[..<(whole.count - 1)]))
        }
        let singular = Array(whole.dropLast(3)) + [UInt8(ascii: "y")]
        return singular.withUnsafeBytes { Hash64.of($0) }
    }
}

/// Inverted lists of one term space in mapped memory: term → (passage, two weights).
struct PostingTable: Sendable {
    /// One passage of a term's list: weights of the question and of the answer or whole.
    struct Posting: BitwiseCopyable, Sendable {
        var passage: UInt32
        var question: Float
        var answer: Float
    }

    let vocabulary: Vocabulary
    /// idf of a term that no passage has.
    let unseenIDF: Float
    private let starts: MappedArray<UInt32>
    private let postings: MappedArray<Posting>

    init(_ file: SectionFile, _ prefix: String) {
        vocabulary = Vocabulary(
            keys: file.array(prefix + ".keys", of: UInt64.self),
            ids: file.array(prefix + ".ids", of: UInt32.self),
            idf: file.array(prefix + ".idf", of: Float.self))
        var most: Float = 1
        for at in 0..<vocabulary.count { most = max(most, vocabulary.idf[at]) }
        unseenIDF = most
        starts = file.array(prefix + ".at", of: UInt32.self)
        postings = file.array(prefix + ".post", of: Posting.self)
    }

    /// Whether every index lies inside its section, so that reading needs no more checks.
    func isSound(passages: Int) -> Bool {
        guard vocabulary.isSound, starts.count == vocabulary.count + 1 else { return false }
        for at in 0..<vocabulary.count where starts[at] > starts[at + 1] { return false }
        guard Int(starts[vocabulary.count]) == postings.count else { return false }
        for at in 0..<postings.count {
            let posting = postings[at]
            guard posting.passage < passages, posting.question.isFinite, posting.answer.isFinite
            else { return false }
        }
        return unseenIDF.isFinite && vocabulary.idf.allSatisfy(\.isFinite)
    }

    func list(of key: UInt64) -> Range<Int>? {
        guard let id = vocabulary.id(of: key) else { return nil }
        return Int(starts[Int(id)])..<Int(starts[Int(id) + 1])
    }

    subscript(at: Int) -> Posting { postings[at] }

    /// Adds answer scores to `x` and question scores to `y`.
    func accumulateBM25(
        _ terms: [CountedTerm], into scores: inout [SIMD4<Float>]
    ) {
        for term in terms {
            guard let list = list(of: term.key) else { continue }
            for at in list {
                let posting = postings[at]
                scores[Int(posting.passage)].x += posting.answer
                scores[Int(posting.passage)].y += posting.question
            }
        }
    }

    /// Adds cosines with the whole passage to `z` and with its question to `w`.
    func accumulateCosine(
        _ terms: [CountedTerm], into scores: inout [SIMD4<Float>]
    ) {
        var weighed: [(list: Range<Int>, weight: Float)] = []
        var squares: Float = 0
        let unseen = Float(naturalLogarithm(Double(scores.count + 2)))
        for term in terms {
            let tf = Float(1 + naturalLogarithm(Double(term.count)))
            let id = vocabulary.id(of: term.key)
            let weight = tf * (id.map { vocabulary.idf[Int($0)] } ?? unseen)
            squares += weight * weight
            if let list = list(of: term.key) { weighed.append((list, weight)) }
        }
        guard squares > 0 else { return }
        let scale = 1 / squares.squareRoot()
        for (list, weight) in weighed {
            for at in list {
                let posting = postings[at]
                scores[Int(posting.passage)].z += posting.answer * weight * scale
                scores[Int(posting.passage)].w += posting.question * weight * scale
            }
        }
    }
}

extension Vocabulary {
    /// Whether the key table has a free slot and every id has an idf.
    var isSound: Bool {
        let capacity = keys.count
        guard capacity > count, capacity & (capacity - 1) == 0, ids.count == capacity else {
            return false
        }
        var free = false
        for slot in 0..<capacity {
            if keys[slot] == 0 { free = true } else if ids[slot] >= count { return false }
        }
        return free
    }
}

/// Which of a query's terms a passage has.
struct Matcher {
    private let terms: [(term: CountedTerm, idf: Float)]
    private let total: Float
    private let words: PostingTable
    private let query: Analysis

    init(
        terms: [CountedTerm], words: PostingTable, query: Analysis
    ) {
        self.terms = terms.map { term in
            let id = words.vocabulary.id(of: term.key)
            return (term, id.map { words.vocabulary.idf[Int($0)] } ?? words.unseenIDF)
        }
        // One more term that nobody has: a query of few words covers less than it seems.
        total = self.terms.reduce(words.unseenIDF) { $0 + $1.idf }
        self.words = words
        self.query = query
    }

    private func text(of term: RetrievalTerm) -> String {
        query.tokens[term.token..<term.token + term.width].map(query.text(of:)).joined()
    }

    func terms(of passage: Int) -> (coverage: Double, terms: [MatchedTerm]) {
        var covered: Float = 0
        var matched: [MatchedTerm] = []
        for (term, idf) in terms {
            guard let list = words.list(of: term.key), words.has(passage, in: list) else {
                continue
            }
            covered += idf
            matched.append(
                MatchedTerm(term: text(of: term.term), weight: Double(idf)))
        }
        let scale = total > 0 ? 1 / total : 0
        let ordered = matched.sorted { ($1.weight, $0.term) < ($0.weight, $1.term) }
        return (Double(covered * scale), ordered)
    }
}

extension PostingTable {
    /// Whether a list has `passage`, by bisection: lists are in order of passages.
    func has(_ passage: Int, in list: Range<Int>) -> Bool {
        var (low, high) = (list.lowerBound, list.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].passage < passage { low = middle + 1 } else { high = middle }
        }
        return low < list.upperBound && self[low].passage == passage
    }
}

/// Collects term counts of passages and lays out their weights.
struct PostingBuilder {
    private struct Counts {
        var passage: UInt32
        var question: Float = 0
        var answer: Float = 0
    }
    private var lists: [[Counts]] = []
    private var numbers: [UInt64: Int] = [:]
    private var keys: [UInt64] = []
    private var questionLengths: [Float] = []
    private var answerLengths: [Float] = []

    mutating func add(
        passage: Int, _ questions: [[RetrievalTerm]],
        _ answer: [RetrievalTerm]
    ) {
        for question in questions {
            for term in question { count(term.key, passage) { $0.question += 1 } }
        }
        for term in answer { count(term.key, passage) { $0.answer += 1 } }
        questionLengths.append(Float(questions.reduce(0) { $0 + $1.count }))
        answerLengths.append(Float(answer.count))
    }

    private mutating func count(_ key: UInt64, _ passage: Int, _ change: (inout Counts) -> Void) {
        let number: Int
        if let known = numbers[key] {
            number = known
        } else {
            number = keys.count
            numbers[key] = number
            keys.append(key)
            lists.append([])
        }
        if lists[number].last?.passage != UInt32(passage) {
            lists[number].append(Counts(passage: UInt32(passage)))
        }
        change(&lists[number][lists[number].count - 1])
    }

    /// Weights idf·tf·(k1+1) / (tf + k1·(1−b+b·length/mean)) by field.
    func writeBM25(to writer: inout SectionFile.Writer, _ prefix: String, passages: Int) {
        let idf = lists.map { list in
            Float(
                naturalLogarithm(
                    1 + (Double(passages - list.count) + 0.5) / (Double(list.count) + 0.5)))
        }
        let questionMean = max(questionLengths.reduce(0, +) / Float(max(passages, 1)), 1)
        let answerMean = max(answerLengths.reduce(0, +) / Float(max(passages, 1)), 1)
        func weight(_ tf: Float, _ length: Float, _ mean: Float) -> Float {
            guard tf > 0 else { return 0 }
            let (k, b) = (PassageIndex.saturation, PassageIndex.lengthNormalization)
            return tf * (k + 1) / (tf + k * (1 - b + b * length / mean))
        }
        write(to: &writer, prefix, idf: idf) { number, counts in
            let at = Int(counts.passage)
            return PostingTable.Posting(
                passage: counts.passage,
                question: idf[number] * weight(counts.question, questionLengths[at], questionMean),
                answer: idf[number] * weight(counts.answer, answerLengths[at], answerMean))
        }
    }

    /// Weights (1 + ln tf)·idf of unit norm, for the question and for the whole passage.
    func writeCosine(to writer: inout SectionFile.Writer, _ prefix: String, passages: Int) {
        let idf = lists.map { list in
            Float(naturalLogarithm(Double(1 + passages) / Double(1 + list.count)) + 1)
        }
        func weight(_ tf: Float, _ number: Int) -> Float {
            tf > 0 ? Float(1 + naturalLogarithm(Double(tf))) * idf[number] : 0
        }
        var norms = [SIMD2<Float>](repeating: SIMD2(1e-12, 1e-12), count: passages)
        for (number, list) in lists.enumerated() {
            for counts in list {
                let q = weight(counts.question, number)
                let whole = weight(counts.question + counts.answer, number)
                norms[Int(counts.passage)] += SIMD2(q * q, whole * whole)
            }
        }
        write(to: &writer, prefix, idf: idf) { number, counts in
            let norm = norms[Int(counts.passage)]
            return PostingTable.Posting(
                passage: counts.passage,
                question: weight(counts.question, number) / norm.x.squareRoot(),
                answer: weight(counts.question + counts.answer, number) / norm.y.squareRoot())
        }
    }

    private func write(
        to writer: inout SectionFile.Writer, _ prefix: String, idf: [Float],
        _ posting: (Int, Counts) -> PostingTable.Posting
    ) {
        let table = Vocabulary.table(of: keys)
        var starts: [UInt32] = [0]
        var postings: [PostingTable.Posting] = []
        for (number, list) in lists.enumerated() {
            for counts in list { postings.append(posting(number, counts)) }
            starts.append(UInt32(postings.count))
        }
        writer.add(prefix + ".keys", table.keys)
        writer.add(prefix + ".ids", table.ids)
        writer.add(prefix + ".idf", idf)
        writer.add(prefix + ".at", starts)
        writer.add(prefix + ".post", postings)
    }
}
