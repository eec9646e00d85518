import Assistant
import CTrainingLoop
import Foundation
import Understanding

/// Search and build over 100,000 passages: sentences of real ones put together anew, with endings
/// on some of the longer words, so that the vocabulary grows as it does in a large corpus.
struct RetrievalBenchmark {
    private static let passages = 100_000
    private static let endings = ["an", "or", "ik", "um", "est", "ov"]
    private let name: String
    private var titles: [String] = []
    private var sentences: [String] = []
    private var queries: [String] = []

    /// The desk's articles and examples of one language, and of the folder of public sets what is
    /// there.
    init(_ project: AssistantProject, _ language: Language, sets: String) {
        name = language == .english ? "English" : "Chinese"
        for passage in project.passages where passage.language == language {
            add(passage.title, passage.text)
        }
        let analyzer = Analyzer()
        queries = project.examples.map(\.text).filter { analyzer.analyze($0).language == language }
        for set in language == .english ? ["squad_en", "stackfaq"] : ["cmrc_zh"] {
            for (title, text) in Self.lines("\(sets)/\(set)/corpus.jsonl") { add(title, text) }
            queries += Self.lines("\(sets)/\(set)/queries.jsonl").map(\.text)
        }
    }

    private mutating func add(_ title: String, _ text: String) {
        if !title.isEmpty { titles.append(title) }
        for sentence in text.split(whereSeparator: { ".!?。！？\n".contains($0) })
        where sentence.unicodeScalars.count > 5 {
            sentences.append(String(sentence))
        }
    }

    func run() throws {
        guard !titles.isEmpty, !sentences.isEmpty else { return }
        var random = SplitMix(seed: 1)
        let corpus = (0..<Self.passages).map { number in
            let text = (0..<Int.random(in: 4...8, using: &random)).map { _ in
                varied(sentences.randomElement(using: &random) ?? "", &random)
            }
            return Passage(
                id: "p\(number)",
                title: varied(titles.randomElement(using: &random) ?? "", &random),
                text: text.joined(separator: ". "))
        }
        let begin = ContinuousClock.now
        let bytes = PassageIndex.build(corpus)
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        report(
            "\(name) passages indexed a second (at least 5000)",
            Double(corpus.count) / seconds, "")
        let analyzer = Analyzer()
        let cut = ContinuousClock().measure {
            for passage in corpus { _ = analyzer.analyze(passage.text) }
        }
        report(
            "  only cut into words", Double(corpus.count) / (cut / .seconds(1)), "",
            "on one thread")
        let index = try PassageIndex(bytes: bytes)
        let asked = queries.shuffled(using: &random).prefix(4_000)
        // The first round reads the index into memory.
        for query in asked { _ = index.search(query, limit: 3) }
        let times = asked.map { query in
            Measure.microseconds(1) { _ in _ = index.search(query, limit: 3) } / 1e3
        }.sorted()
        report("search of 100,000 \(name) passages, CPU, median", times[times.count / 2], "ms")
        report("  at the 99th percentile (at most 3)", times[times.count * 99 / 100], "ms")
        report("  the slowest of \(times.count)", times[times.count - 1], "ms")
        let floor = PlainSearch(corpus).times(asked).sorted()
        report("  words alone in a plain C loop, median", floor[floor.count / 2], "ms")
        report("  at the 99th percentile", floor[floor.count * 99 / 100], "ms")
    }

    private func varied(_ text: String, _ random: inout SplitMix) -> String {
        text.split(separator: " ").map { word in
            guard word.utf8.count >= 6, Int.random(in: 0..<8, using: &random) == 0,
                let ending = Self.endings.randomElement(using: &random)
            else { return String(word) }
            return word + ending
        }.joined(separator: " ")
    }

    private static func lines(_ path: String) -> [(title: String, text: String)] {
        let content = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return content.split(separator: "\n").compactMap { line in
            let fields = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            guard let text = fields?["text"] as? String else { return nil }
            return (fields?["title"] as? String ?? "", text)
        }
    }
}

/// The passages of each word, number, ideograph and pair of ideographs, for a plain C loop that
/// adds up every one of them: no synonyms, no characters, no classifier, no confidence.
private struct PlainSearch {
    private let analyzer = Analyzer()
    private var numbers: [UInt64: Int] = [:]
    private var starts: [Int64] = []
    private var passages: [UInt32] = []
    private let weights: [Float]
    private let count: Int

    init(_ corpus: [Passage]) {
        count = corpus.count
        var terms: [(passage: UInt32, term: Int)] = []
        for (passage, text) in corpus.enumerated() {
            for key in Set(Self.keys(analyzer.analyze(text.title + "\n" + text.text))) {
                let number = numbers[key] ?? numbers.count
                numbers[key] = number
                terms.append((UInt32(passage), number))
            }
        }
        starts = [Int64](repeating: 0, count: numbers.count + 1)
        for term in terms { starts[term.term + 1] += 1 }
        for number in 1..<starts.count { starts[number] += starts[number - 1] }
        var next = starts
        passages = [UInt32](repeating: 0, count: terms.count)
        for term in terms {
            passages[Int(next[term.term])] = term.passage
            next[term.term] += 1
        }
        weights = [Float](repeating: 1, count: terms.count)
    }

    /// Milliseconds of each query, cut into words beforehand.
    func times(_ queries: some Sequence<String>) -> [Double] {
        var scores = [Float](repeating: 0, count: count)
        return queries.map { query in
            let terms = Set(Self.keys(analyzer.analyze(query))).compactMap { numbers[$0] }
                .map { UInt32($0) }.sorted()
            return Measure.microseconds(1) { _ in
                let best = plain_search(
                    starts, passages, weights, terms, Int64(terms.count), Int64(count), &scores)
                precondition(Int(best) < count)
            } / 1e3
        }
    }

    private static func keys(_ analysis: Analysis) -> [UInt64] {
        var keys: [UInt64] = []
        var last: UInt64?
        for token in analysis.tokens {
            let key = analysis.text(of: token).utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x0100_0000_01B3
            }
            if token.kind != .mark { keys.append(key) }
            if token.kind == .ideograph, let last { keys.append(last &* 31 &+ key) }
            last = token.kind == .ideograph ? key : nil
        }
        return keys
    }
}
