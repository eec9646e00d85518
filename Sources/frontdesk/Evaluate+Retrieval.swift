import Assistant
import Foundation
import Understanding
import Wire

extension Evaluate {
    func retrievalFigures(_ folder: String) throws -> [(String, Double)] {
        let corpus = try objects("\(folder)/corpus.jsonl")
        let queries = try objects("\(folder)/queries.jsonl")
        let set = RetrievalSet(
            passages: corpus.map {
                Passage(id: $0.id, title: $0.title, questions: $0.questions, text: $0.text)
            }, queries: queries,
            relevant: try judgements(
                folder, documents: Set(corpus.map(\.id)), queries: Set(queries.map(\.id))))
        guard let alternatives else { return try figures(set) }
        return Self.means(
            try (1...UInt64(draws)).map { seed in
                let drawn = set.drawn(alternatives, seed: seed)
                return try figures(drawn) + [("queries", Double(drawn.queries.count))]
            })
    }

    private struct RetrievalSet {
        var passages: [Passage]
        var queries: [Document]
        /// Grades of documents by query.
        var relevant: [String: [String: Int]]

        func wanted(by query: Document) -> Set<String> {
            Set((relevant[query.id] ?? [:]).filter { $0.value > 0 }.keys)
        }

        /// The set with up to `count` queries of each document, in an order that `seed` draws, as
        /// its alternative questions; the others are asked.
        func drawn(_ count: Int, seed: UInt64) -> RetrievalSet {
            var drawn = self
            drawn.queries = []
            var given: [String: [String]] = [:]
            var random = SplitMix(seed: seed)
            for query in random.permutation(queries.count).map({ queries[$0] }) {
                let wanted = wanted(by: query)
                if wanted.count == 1, let id = wanted.first, given[id, default: []].count < count {
                    given[id, default: []].append(query.text)
                } else {
                    drawn.queries.append(query)
                }
            }
            for at in passages.indices {
                drawn.passages[at].questions += given[passages[at].id] ?? []
            }
            return drawn
        }
    }

    private func figures(_ set: RetrievalSet) throws -> [(String, Double)] {
        let index = try index(set.passages)
        var places: [String: [Int]] = [:]
        for (at, passage) in set.passages.enumerated() {
            places[passage.id, default: []].append(at)
        }
        var rankings: [(ranked: [String], relevant: [String: Int])] = []
        var answers: [JudgedAnswer] = []
        for query in set.queries {
            let ranked = index.search(query.text, limit: 10)
            rankings.append((ranked.map(\.passage.id), set.relevant[query.id] ?? [:]))
            let wanted = set.wanted(by: query)
            guard !wanted.isEmpty else { continue }
            let isRight = ranked.first.map { wanted.contains($0.passage.id) } ?? false
            answers.append(
                JudgedAnswer(
                    score: ranked.first?.score ?? 0, isRight: isRight, isAnswerable: true))
            // The same query once more in a corpus without what answers it.
            let without = index.search(
                query.text, limit: 1, excluding: Set(wanted.flatMap { places[$0] ?? [] }))
            answers.append(
                JudgedAnswer(score: without.first?.score ?? 0, isRight: false, isAnswerable: false))
        }
        var evaluation = Evaluation(rankings: rankings)
        evaluation.judge(answers)
        let named: [(String, Double?)] = [
            ("recall_at_1", evaluation.recallAt1), ("recall_at_5", evaluation.recallAt5),
            ("mrr_at_10", evaluation.reciprocalRankAt10), ("ndcg_at_10", evaluation.gainAt10),
            ("answerable_answered", evaluation.answerableAnswered),
            ("unanswerable_answered", evaluation.unanswerableAnswered),
        ]
        return named.compactMap { name, value in value.map { (name, $0) } }
    }

    private func index(_ passages: [Passage]) throws -> PassageIndex {
        let bar = ProgressBar("indexing")
        defer { bar.finish() }
        do {
            return try PassageIndex(bytes: PassageIndex.build(passages, progress: bar.show))
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    private struct Document {
        var id: String
        var title: String
        /// Other ways to ask for it; not part of BEIR.
        var questions: [String]
        var text: String
    }

    /// Lines that are not blank, each with its number from 1. A line ends with LF alone, as which
    /// CRLF is read: the other separators of Unicode stand unescaped in JSON.
    private static func lines(_ path: String) throws -> [(number: Int, text: Substring)] {
        let text = try TextFile.text(path, in: .all)
        return text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated().map { ($0 + 1, Substring($1)) }
            .filter { !$0.1.allSatisfy(\.isWhitespace) }
    }

    private func objects(_ path: String) throws -> [Document] {
        var found: [Document] = []
        let form = "write an object with '_id' and 'text' in every line"
        for (number, line) in try Self.lines(path) {
            let value: JSON
            do {
                value = try JSONParser.parse(Array(line.utf8))
            } catch {
                throw CommandFailure("\(path):\(number): not JSON: \(error.reason); \(form)")
            }
            guard let id = value["_id"]?.string, let text = value["text"]?.string else {
                throw CommandFailure("\(path):\(number): '_id' or 'text' is missing; \(form)")
            }
            let questions = value["questions"]?.array?.compactMap(\.string) ?? []
            found.append(
                Document(
                    id: id, title: value["title"]?.string ?? "", questions: questions, text: text))
        }
        guard !found.isEmpty else { throw CommandFailure("\(path): empty; \(form)") }
        return found
    }

    /// Grades by query and document; throws where none is of a query and a document that are there.
    private func judgements(
        _ folder: String, documents: Set<String>, queries: Set<String>
    ) throws -> [String: [String: Int]] {
        let paths = ["\(folder)/qrels.tsv", "\(folder)/qrels/test.tsv"]
        let form = "write a query's id, a document's id and a grade in every line, TABs between"
        guard let path = paths.first(where: FileManager.default.fileExists) else {
            throw CommandFailure("\(folder): neither qrels.tsv nor qrels/test.tsv; \(form)")
        }
        var found: [String: [String: Int]] = [:]
        for (at, (number, line)) in try Self.lines(path).enumerated() {
            let fields = line.split(separator: "\t")
            if at == 0, fields.count == 3, Int(fields[2]) == nil { continue }
            guard fields.count >= 3, let grade = Int(fields[2]) else {
                throw CommandFailure("\(path):\(number): no query, document and grade; \(form)")
            }
            found[String(fields[0]), default: [:]][String(fields[1])] = grade
        }
        guard found.keys.contains(where: queries.contains) else {
            throw CommandFailure("\(path): names no query of queries.jsonl; \(form)")
        }
        guard found.values.contains(where: { $0.keys.contains(where: documents.contains) }) else {
            throw CommandFailure("\(path): names no document of corpus.jsonl; \(form)")
        }
        return found
    }
}
