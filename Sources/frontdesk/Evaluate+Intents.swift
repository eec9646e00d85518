import Assistant
import Foundation
import Understanding

extension Evaluate {
    private func table(_ path: String) throws -> [Example] {
        let isCSV = path.lowercased().hasSuffix(".csv")
        let table = LabelledTable(try Self.text(path), separator: isCSV ? "," : "\t")
        let form = "write a message, a \(isCSV ? "comma" : "TAB") and its label in every line"
        if let fault = table.faults.first {
            throw CommandFailure("\(path):\(fault.line): \(fault.reason); \(form)")
        }
        guard !table.rows.isEmpty else {
            throw CommandFailure("\(path): no labelled message; \(form)")
        }
        return table.rows.map { Example(text: $0.text, intent: $0.label) }
    }

    static func text(_ path: String) throws -> String {
        do {
            return try TextFile.text(path)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// Out-of-scope files may have the text alone.
    private func texts(_ path: String?) throws -> [String] {
        guard let path else { return [] }
        let messages = try Self.text(path).split(whereSeparator: \.isNewline).compactMap {
            $0.split(separator: "\t").first.map(String.init)
        }
        guard !messages.isEmpty else {
            throw CommandFailure("\(path): no message; write one a line")
        }
        return messages
    }

    func intentFigures(_ train: String, _ test: String) throws -> [(String, Double)] {
        let data = IntentData(
            train: try table(train), test: try table(test), outsideTrain: try texts(oosTrain),
            outside: try texts(oos))
        guard let shots else { return try figures(data) }
        var all: [[(String, Double)]] = []
        for draw in 1...UInt64(draws) {
            var drawn = data
            drawn.train = Self.drawn(shots, of: data.train, seed: draw)
            all.append(try figures(drawn))
        }
        let accuracies = all.compactMap { $0.first { $0.0 == "accuracy" }?.1 }
        let mean = accuracies.reduce(0, +) / Double(accuracies.count)
        let squares = accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let spread = (squares / Double(max(accuracies.count - 1, 1))).squareRoot()
        return Self.means(all) + [("accuracy_spread", spread)]
    }

    private struct IntentData {
        var train: [Example]
        var test: [Example]
        var outsideTrain: [String]
        var outside: [String]
    }

    /// The first `count` examples of every intent in an order that `seed` draws.
    private static func drawn(_ count: Int, of examples: [Example], seed: UInt64) -> [Example] {
        var random = SplitMix(seed: seed)
        var taken: [String: Int] = [:]
        return random.permutation(examples.count).map { examples[$0] }.filter { example in
            taken[example.intent, default: 0] += 1
            return taken[example.intent, default: 0] <= count
        }
    }

    /// Trains on one part and judges the other.
    private func figures(_ data: IntentData) throws -> [(String, Double)] {
        let bar = ProgressBar("training")
        let start = Self.processorSeconds()
        let (model, megabytes, readyMilliseconds): (IntentModel, Double, Double)
        do {
            var settings = IntentModel.Settings()
            settings.isEnsemble = self.model == .ensemble
            let bytes = try IntentModel.train(
                data.train, outOfScope: data.outsideTrain, settings: settings, progress: bar.show)
            (model, readyMilliseconds) = try Self.mapped(bytes)
            megabytes = Double(bytes.count) / 1e6
        } catch {
            throw CommandFailure("\(error)")
        }
        let seconds = Self.processorSeconds() - start
        bar.finish()
        var times: [Double] = []
        var slips = SplitMix(seed: 1)
        let predictions = data.test.map { example -> JudgedIntent in
            let text = typos ? Typos.slip(example.text, &slips) ?? example.text : example.text
            let before = Self.processorSeconds()
            let prediction = model.predict(text)
            times.append((Self.processorSeconds() - before) * 1e6)
            let top = prediction.ranked.first
            return JudgedIntent(
                truth: example.intent, prediction: top?.name ?? "",
                confidence: prediction.confidence, score: top?.score ?? 0)
        }
        let rejected = data.outside.map { model.predict($0).ranked.first?.score ?? 0 }
        let evaluation = Evaluation(predictions, outOfScope: rejected, threshold: model.threshold)
        if !json, shots == nil { printConfusions(evaluation) }
        if !json, shots == nil { printPlots(predictions, rejected, threshold: model.threshold) }
        let named: [(String, Double?)] = [
            ("accuracy", evaluation.accuracy), ("macro_f1", evaluation.macroF1),
            ("ece", evaluation.calibrationError),
            ("in_scope_accuracy", evaluation.inScopeAccuracy),
            ("oos_recall", evaluation.outOfScopeRecall), ("oos_auroc", evaluation.outOfScopeAUROC),
            ("threshold", model.threshold), ("train_seconds", seconds),
            ("model_megabytes", megabytes), ("model_ready_ms", readyMilliseconds),
            ("peak_megabytes", Self.peakMegabytes()),
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

    /// The model as a server has it, mapped from a file, and the milliseconds until it is ready.
    private static func mapped(_ bytes: [UInt8]) throws -> (IntentModel, Double) {
        let path = FileManager.default.temporaryDirectory.path + "/frontdesk-\(UUID()).model"
        defer { unlink(path) }
        try replaceFile(path, with: bytes)
        let clock = ContinuousClock()
        let start = clock.now
        let model = try IntentModel(mapping: path)
        return (model, (clock.now - start) / .milliseconds(1))
    }

    /// Most memory that this process has had, in millions of bytes.
    private static func peakMegabytes() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) * 1_024 / 1e6
    }

    /// CPU seconds of this process, all threads.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
