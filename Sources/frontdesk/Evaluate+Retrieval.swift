import Foundation
import Understanding
import Wire

extension Evaluate {
    func retrievalFigures(_ folder: String) throws -> [(String, Double)] {
        let corpus = try objects("\(folder)/corpus.jsonl")
        let queries = try objects("\(folder)/queries.jsonl")
        let relevant = try judgements(folder)
        let passages = corpus.map {
            Passage(id: $0.id, title: $0.title, text: $0.text)
        }
        let bar = ProgressBar("indexing")
        let index: PassageIndex
        do {
            index = try PassageIndex(bytes: PassageIndex.build(passages, progress: bar.show))
        } catch {
            throw CommandFailure("\(error)")
        }
        bar.finish()
        let rankings = queries.map { query in
            (
                ranked: index.search(query.text, limit: 10).map(\.passage.id),
                relevant: relevant[query.id] ?? [:]
            )
        }
        let evaluation = Evaluation(rankings: rankings)
        let named: [(String, Double?)] = [
            ("recall_at_1", evaluation.recallAt1), ("recall_at_5", evaluation.recallAt5),
            ("mrr_at_10", evaluation.reciprocalRankAt10), ("ndcg_at_10", evaluation.gainAt10),
        ]
        return named.compactMap { name, value in value.map { (name, $0) } }
    }

    private func objects(_ path: String) throws -> [(id: String, title: String, text: String)] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("\(path): cannot be read")
        }
        var found: [(id: String, title: String, text: String)] = []
        for (at, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
            let value: JSON
            do {
                value = try JSONParser.parse(Array(line))
            } catch {
                throw CommandFailure("\(path):\(at + 1): not JSON: \(error.reason)")
            }
            guard let id = value["_id"]?.string, let text = value["text"]?.string else {
                throw CommandFailure("\(path):\(at + 1): '_id' or 'text' is missing")
            }
            found.append((id, value["title"]?.string ?? "", text))
        }
        return found
    }

    private func judgements(_ folder: String) throws -> [String: [String: Int]] {
        let paths = ["\(folder)/qrels.tsv", "\(folder)/qrels/test.tsv"]
        guard let path = paths.first(where: FileManager.default.fileExists),
            let data = FileManager.default.contents(atPath: path)
        else { throw CommandFailure("\(folder): neither qrels.tsv nor qrels/test.tsv") }
        var found: [String: [String: Int]] = [:]
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        for (at, line) in lines.enumerated() {
            let fields = line.split(separator: "\t")
            if at == 0, fields.count == 3, Int(fields[2]) == nil { continue }
            guard fields.count >= 3, let grade = Int(fields[2]) else {
                throw CommandFailure("\(path):\(at + 1): no query, document and score")
            }
            found[String(fields[0]), default: [:]][String(fields[1])] = grade
        }
        return found
    }
}
