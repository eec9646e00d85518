import Assistant
import Foundation
import Understanding
import Wire

extension Evaluate {
    /// Labelled messages of a file; what is doubtful in it goes to standard error.
    private func labelled(_ path: String, _ part: LabelledFile.Part) throws -> LabelledFile {
        let file = try LabelledFile(path, part)
        printDoubts(file.findings.map(\.description))
        return file
    }

    private func texts(_ path: String?, _ part: LabelledFile.Part) throws -> [String] {
        try path.map { try labelled($0, part).examples.map(\.text) } ?? []
    }

    /// Labels to judge by that nothing can be taken for, each where it stands first.
    private static func unknownLabels(of test: LabelledFile, to intents: Set<String>) -> [String] {
        var told = intents
        return zip(test.examples, test.places).compactMap { example, place in
            let label = example.intent
            guard told.insert(label).inserted else { return nil }
            let why =
                label == IntentModel.outOfScope
                ? "'\(label)' is no intent: name its messages with --oos"
                : "no message to train on has the label '\(label)'"
            return TextRenderer.printable(
                "\(place): warning: \(why); what has it counts as wrong")
        }
    }

    func intentFigures(_ train: String, _ test: String) throws -> [(String, Double)] {
        let (known, judged) = (try labelled(train, .train), try labelled(test, .test))
        let intents = Set(known.examples.map(\.intent)).subtracting([IntentModel.outOfScope])
        guard !intents.isEmpty else {
            throw CommandFailure(
                "\(train): no label but '\(IntentModel.outOfScope)', which is no intent")
        }
        printDoubts(Self.unknownLabels(of: judged, to: intents))
        let data = IntentData(
            train: known.examples, test: judged.examples,
            outsideTrain: try texts(oosTrain, .outOfScopeTrain),
            outside: try texts(oos, .outOfScopeTest))
        guard let shots else { return try figures(data) }
        var all: [[(String, Double)]] = []
        for draw in 1...UInt64(draws ?? Self.drawsUnlessGiven) {
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
            settings.isEnsemble = self.model ?? .single == .ensemble
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
        var rightAsWritten = 0
        let predictions = data.test.map { example -> JudgedIntent in
            let text = typos ? Typos.slip(example.text, &slips) ?? example.text : example.text
            let before = Self.processorSeconds()
            let prediction = model.predict(text)
            times.append((Self.processorSeconds() - before) * 1e6)
            if typos, model.predict(example.text).ranked.first?.name == example.intent {
                rightAsWritten += 1
            }
            let top = prediction.ranked.first
            return JudgedIntent(
                truth: example.intent, prediction: top?.name ?? "",
                confidence: prediction.confidence, score: top?.score ?? 0)
        }
        let rejected = data.outside.map { model.predict($0).ranked.first?.score ?? 0 }
        let evaluation = Evaluation(predictions, outOfScope: rejected, threshold: model.threshold)
        if !json, shots == nil { printConfusions(evaluation) }
        if !json, shots == nil { printPlots(predictions, rejected, threshold: model.threshold) }
        let asWritten = Double(rightAsWritten) / Double(data.test.count)
        let named: [(String, Double?)] = [
            ("accuracy", evaluation.accuracy),
            ("typo_loss", typos ? evaluation.accuracy.map { asWritten - $0 } : nil),
            ("macro_f1", evaluation.macroF1),
            ("ece", evaluation.calibrationError),
            ("in_scope_accuracy", evaluation.inScopeAccuracy),
            ("oos_recall", evaluation.outOfScopeRecall), ("oos_auroc", evaluation.outOfScopeAUROC),
            ("threshold", model.threshold), ("train_seconds", seconds),
            ("model_megabytes", megabytes), ("model_ready_ms", readyMilliseconds),
            ("peak_megabytes", try Self.peakMegabytes()),
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

    /// Most memory that this process has had, in millions of bytes; what `getrusage` says is that of
    /// whoever started it, where that had more.
    private static func peakMegabytes() throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        return Double(kibibytes ?? "0").map { $0 * 1_024 / 1e6 } ?? 0
    }

    /// CPU seconds of this process, all threads.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
