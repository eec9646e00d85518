import Assistant
import Foundation
import Understanding
import Wire

/// Documents, queries and which of the documents answer each, as BEIR keeps them in a folder.
struct RetrievalSet {
    var passages: [Passage] = []
    var queries: [Document] = []
    /// Grades of documents by query.
    private var relevant: [String: [String: Int]] = [:]
    /// What is doubtful in the files, with file and line.
    private(set) var doubts: [String] = []

    /// A line of `corpus.jsonl` or `queries.jsonl`.
    struct Document {
        var id: String
        var title: String
        /// Other ways to ask for it; not part of BEIR.
        var questions: [String]
        var text: String
    }

    /// Reads what `folder` holds; throws what nothing can be measured with.
    init(_ folder: String) throws {
        passages = try documents("\(folder)/corpus.jsonl").map {
            Passage(id: $0.id, title: $0.title, questions: $0.questions, text: $0.text)
        }
        queries = try documents("\(folder)/queries.jsonl")
        try readJudgements(folder)
    }

    func grades(of query: Document) -> [String: Int] { relevant[query.id] ?? [:] }

    func wanted(by query: Document) -> Set<String> {
        Set(grades(of: query).filter { $0.value > 0 }.keys)
    }

    /// The set with up to `count` queries of each document, in an order that `seed` draws, as its
    /// alternative questions; the others are asked.
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

    // MARK: Reading

    private mutating func doubt(_ path: String, _ line: Int, _ what: String) {
        doubts.append(TextRenderer.printable("\(path):\(line): warning: \(what)"))
    }

    /// Lines that are not blank, each with its number from 1. A line ends with LF alone, as which
    /// CRLF is read: the other separators of Unicode stand unescaped in JSON.
    private static func lines(_ path: String) throws -> [(number: Int, text: Substring)] {
        let text = try TextFile.text(path, in: .all)
        return text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated().map { ($0 + 1, Substring($1)) }
            .filter { !$0.1.allSatisfy(\.isWhitespace) }
    }

    private mutating func documents(_ path: String) throws -> [Document] {
        var found: [Document] = []
        var places: [String: Int] = [:]
        for (number, line) in try Self.lines(path) {
            let document = try Self.document(line, path, number)
            if let first = places[document.id] {
                doubt(
                    path, number,
                    "the id '\(document.id)' stands in line \(first), too; both count")
            } else {
                places[document.id] = number
            }
            found.append(document)
        }
        guard !found.isEmpty else { throw CommandFailure("\(path): empty; \(Self.documentForm)") }
        return found
    }

    private static func document(
        _ line: Substring, _ path: String, _ number: Int
    ) throws -> Document {
        let value: JSON
        do {
            value = try JSONParser.parse(Array(line.utf8))
        } catch {
            throw CommandFailure("\(path):\(number): not JSON: \(error.reason); \(documentForm)")
        }
        guard let id = id(value["_id"] ?? value["id"]), let text = value["text"]?.string else {
            throw CommandFailure("\(path):\(number): '_id' or 'text' is missing; \(documentForm)")
        }
        let questions = value["questions"]?.array?.compactMap(\.string) ?? []
        return Document(
            id: id, title: value["title"]?.string ?? "", questions: questions, text: text)
    }

    /// A text, or a whole number, as exports of tables write it.
    private static func id(_ value: JSON?) -> String? {
        value?.string ?? value?.integer.map { String($0) }
    }

    private static let documentForm = "write an object with '_id' and 'text' in every line"

    /// One line of `qrels.tsv`.
    private struct Judgement {
        var query: String
        var document: String
        var grade: Int
        var line: Int
    }

    private static let judgementForm =
        "write a query's id, a document's id and a grade in every line, TABs between"

    /// Throws where no judgement is of a query and a document that are there.
    private mutating func readJudgements(_ folder: String) throws {
        let form = Self.judgementForm
        let paths = ["\(folder)/qrels.tsv", "\(folder)/qrels/test.tsv"]
        guard let path = paths.first(where: FileManager.default.fileExists) else {
            throw CommandFailure("\(folder): neither qrels.tsv nor qrels/test.tsv; \(form)")
        }
        let judgements = try Self.judgements(path)
        let (queries, documents) = (Set(queries.map(\.id)), Set(passages.map(\.id)))
        guard judgements.contains(where: { queries.contains($0.query) }) else {
            throw CommandFailure("\(path): names no query of queries.jsonl; \(form)")
        }
        guard judgements.contains(where: { documents.contains($0.document) }) else {
            throw CommandFailure("\(path): names no document of corpus.jsonl; \(form)")
        }
        for judgement in judgements {
            take(judgement, path, queries: queries, documents: documents)
        }
    }

    private static func judgements(_ path: String) throws -> [Judgement] {
        var found: [Judgement] = []
        for (at, (number, line)) in try lines(path).enumerated() {
            let fields = fields(line)
            if at == 0, fields.count == 3, grade(fields[2]) == nil { continue }
            guard fields.count >= 3, let grade = grade(fields[2]) else {
                throw CommandFailure(
                    "\(path):\(number): no query, document and grade; \(judgementForm)")
            }
            found.append(
                Judgement(
                    query: String(fields[0]), document: String(fields[1]), grade: grade,
                    line: number))
        }
        return found
    }

    /// Query, document and grade of a line, and what stands behind them. TREC has a column between
    /// the first two, which nothing reads, and may part all four by blanks.
    private static func fields(_ line: Substring) -> [Substring] {
        var fields = line.split(separator: "\t")
        if fields.count == 1 {
            fields = line.split(whereSeparator: \.isWhitespace)
            if fields.count != 4 { return [line] }
        }
        if fields.count == 4, grade(fields[3]) != nil, ["0", "Q0"].contains(fields[1]) {
            fields.remove(at: 1)
        }
        return fields
    }

    /// A whole number, which exports of tables write as `1.0`.
    private static func grade(_ text: Substring) -> Int? {
        Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
    }

    /// A missing document counts all the same: nothing finds it, as whoever judged says.
    private mutating func take(
        _ judgement: Judgement, _ path: String, queries: Set<String>, documents: Set<String>
    ) {
        let (query, document) = (judgement.query, judgement.document)
        if !queries.contains(query) {
            doubt(path, judgement.line, "no query '\(query)' in queries.jsonl; it is not asked")
        } else if !documents.contains(document) {
            doubt(
                path, judgement.line,
                "no document '\(document)' in corpus.jsonl; it counts as not found")
        }
        if relevant[query]?[document] != nil {
            doubt(
                path, judgement.line,
                "'\(document)' is judged for '\(query)' once more; this one counts")
        }
        relevant[query, default: [:]][document] = judgement.grade
    }
}
