import ArgumentParser
import Assistant
import Foundation
import Understanding
import Wire

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures intents or retrieval on labelled data.",
        discussion: """
            Intents: --train FILE --test FILE [--oos-train FILE] [--oos FILE], TSV or CSV with text
            and label, with a header found by name or without one. Retrieval: --retrieval DIR with
            corpus.jsonl, queries.jsonl and qrels.tsv or qrels/test.tsv (BEIR).

            Fractions lie in 0 to 1. accuracy is that of the top intent with the threshold ignored;
            in_scope_accuracy and oos_recall hold at the threshold that training chose, a refused
            in-scope message counting as wrong; ece is over 15 equal bins.
            """)

    @Option(help: "Labelled messages to train on.") var train: String?
    @Option(help: "Labelled messages to judge.") var test: String?
    @Option(help: "Out-of-scope messages to train on.") var oosTrain: String?
    @Option(help: "Out-of-scope messages to judge.") var oos: String?
    @Option(help: "Folder of a retrieval set.") var retrieval: String?
    @Option(help: "single, as it is served, or ensemble: the mean of several nets.")
    var model = Kind.single
    @Flag(help: "One JSON object for machines.") var json = false

    enum Kind: String, ExpressibleByArgument, CaseIterable { case single, ensemble }

    func run() throws {
        var figures: [(String, Double)] = []
        if let retrieval { figures += try retrievalFigures(retrieval) }
        if let train, let test { figures += try intentFigures(train, test) }
        guard !figures.isEmpty else {
            throw CommandFailure("nothing to measure: name --train and --test, or --retrieval")
        }
        if json {
            let members = figures.map { "\"\($0.0)\":\(Self.number($0.1))" }
            Output.line("{\(members.joined(separator: ","))}")
        } else {
            for (name, value) in figures {
                Output.line(
                    name.padding(toLength: 21, withPad: " ", startingAt: 0) + Self.number(value))
            }
        }
    }

    private static func number(_ value: Double) -> String { TextRenderer.fixed(value, 5) }

    // MARK: Intents

    private func table(_ path: String) throws -> [Example] {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { throw CommandFailure("\(path): cannot be read as UTF-8") }
        let table = LabelledTable(text, separator: path.hasSuffix(".csv") ? "," : "\t")
        if let fault = table.faults.first {
            throw CommandFailure("\(path):\(fault.line): \(fault.reason)")
        }
        guard !table.rows.isEmpty else { throw CommandFailure("\(path): no labelled message") }
        return table.rows.map { Example(text: $0.text, intent: $0.label) }
    }

    /// Out-of-scope files may have the text alone.
    private func texts(_ path: String?) throws -> [String] {
        guard let path else { return [] }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { throw CommandFailure("\(path): cannot be read as UTF-8") }
        return text.split(whereSeparator: \.isNewline).compactMap {
            $0.split(separator: "\t").first.map(String.init)
        }
    }

    private func intentFigures(_ train: String, _ test: String) throws -> [(String, Double)] {
        let (examples, judged) = (try table(train), try table(test))
        let (outsideTrain, outside) = (try texts(oosTrain), try texts(oos))
        let bar = ProgressBar("training")
        let start = Self.processorSeconds()
        let model: IntentModel
        do {
            var settings = IntentModel.Settings()
            settings.isEnsemble = self.model == .ensemble
            let bytes = try IntentModel.train(
                examples, outOfScope: outsideTrain, settings: settings, progress: bar.show)
            model = try IntentModel(bytes: bytes)
        } catch {
            throw CommandFailure("\(error)")
        }
        let seconds = Self.processorSeconds() - start
        bar.finish()
        var times: [Double] = []
        let predictions = judged.map { example -> JudgedIntent in
            let before = Self.processorSeconds()
            let prediction = model.predict(example.text)
            times.append((Self.processorSeconds() - before) * 1e6)
            let top = prediction.ranked.first
            return JudgedIntent(
                truth: example.intent, prediction: top?.name ?? "",
                confidence: prediction.confidence, score: top?.score ?? 0)
        }
        let rejected = outside.map { model.predict($0).ranked.first?.score ?? 0 }
        let evaluation = Evaluation(predictions, outOfScope: rejected, threshold: model.threshold)
        if !json { printConfusions(evaluation) }
        let named: [(String, Double?)] = [
            ("accuracy", evaluation.accuracy), ("macro_f1", evaluation.macroF1),
            ("ece", evaluation.calibrationError),
            ("in_scope_accuracy", evaluation.inScopeAccuracy),
            ("oos_recall", evaluation.outOfScopeRecall), ("oos_auroc", evaluation.outOfScopeAUROC),
            ("threshold", model.threshold), ("train_seconds", seconds),
            ("predict_us_p50", times.sorted()[times.count / 2]),
        ]
        return named.compactMap { name, value in value.map { (name, $0) } }
    }

    private func printConfusions(_ evaluation: Evaluation) {
        guard !evaluation.confusions.isEmpty else { return }
        Output.line("most confused pairs (truth → taken for)")
        for pair in evaluation.confusions.prefix(10) {
            Output.line("  \(pair.count)  \(pair.truth) → \(pair.taken)")
        }
        Output.line("")
    }

    /// CPU seconds of this process, all threads.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    // MARK: Retrieval

    private func retrievalFigures(_ folder: String) throws -> [(String, Double)] {
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
