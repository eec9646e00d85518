import Assistant
import Foundation
import Understanding

extension Evaluate {
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

    func intentFigures(_ train: String, _ test: String) throws -> [(String, Double)] {
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
}
