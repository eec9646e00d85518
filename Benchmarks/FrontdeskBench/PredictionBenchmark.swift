import CTrainingLoop
import Foundation
import Understanding

/// A model as it is served, CPU time, each figure beside what a plain C loop, or reading the file,
/// costs in the same run.
struct PredictionBenchmark {
    private static let rounds = 3

    let name: String
    let examples: [Example]
    /// Messages to predict, each once a round; not empty.
    let messages: [String]

    func run() throws {
        for isEnsemble in [false, true] { try run(isEnsemble: isEnsemble) }
    }

    /// Nets that are trained at once.
    private static let netsAtOnce = 2.0

    /// Megabytes that training cannot do without: the weights of two nets and AdaGrad's sums beside
    /// them, and what their messages come to as features, each with its words.
    private static func leastMemory(_ problem: TrainingProblem) -> Double {
        let weights = Double((problem.features + problem.classes) * problem.hidden)
        return netsAtOnce * (weights * 2 * 4 + Double(problem.indices.count) * (4 + 4 + 8)) / 1e6
    }

    private func run(isEnsemble: Bool) throws {
        let kind = isEnsemble ? "\(name), ensemble" : name
        var settings = IntentModel.Settings()
        settings.isEnsemble = isEnsemble
        var bytes: [UInt8] = []
        let most = try Measure.mostBytes {
            bytes = try IntentModel.train(examples, settings: settings)
        }
        let path = FileManager.default.temporaryDirectory.path + "/bench-\(UUID().uuidString)"
        defer { unlink(path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let model = try IntentModel(mapping: path)
        let cost = Self.least {
            let times = messages.map { text in
                Measure.microseconds(1) { _ in _ = model.predict(text) }
            }.sorted()
            return times[times.count / 2]
        }
        report("\(kind): a message, median (at most \(isEnsemble ? 60 : 15))", cost, "us")
        let problem = isEnsemble ? nil : TrainingProblem(examples)
        if let problem {
            report("  its net alone in a plain C loop over floats", plainLoop(problem), "us")
        }
        report("  the model (at most 50)", Double(bytes.count) / 1e6, "MB")
        let ready = try Self.least {
            try Measure.microseconds(1) { _ in _ = try IntentModel(mapping: path) } / 1e3
        }
        report("  mapped and ready (at most 20)", ready, "ms")
        let read = try Self.least {
            try Measure.microseconds(1) { _ in
                let file = try Data(contentsOf: URL(fileURLWithPath: path))
                let sum = file.withUnsafeBytes { bytes in
                    stride(from: 0, to: bytes.count - 7, by: 8).reduce(UInt64(0)) {
                        $0 &+ bytes.loadUnaligned(fromByteOffset: $1, as: UInt64.self)
                    }
                }
                precondition(sum != 0)
            } / 1e3
        }
        report("  its file read and added up", read, "ms")
        if let most {
            report("  memory while it trains (at most 500)", Double(most) / 1e6, "MB")
            if let problem {
                report("  two nets' weights, sums and messages", Self.leastMemory(problem), "MB")
            }
        }
    }

    /// Microseconds of the net of one message, the mean over the examples' features.
    private func plainLoop(_ problem: TrainingProblem) -> Double {
        let weights = problem.firstWeights()
        let (starts, indices, values) = (problem.starts, problem.indices, problem.values)
        var layer = [Float](repeating: 0, count: problem.hidden)
        var scores = [Float](repeating: 0, count: problem.classes)
        return Self.least {
            indices.withUnsafeBufferPointer { indices in
                values.withUnsafeBufferPointer { values in
                    Measure.microseconds(messages.count) { number in
                        let at = number % (starts.count - 1)
                        guard let index = indices.baseAddress, let value = values.baseAddress
                        else { return }
                        plain_net(
                            weights.input, weights.output, index + starts[at],
                            value + starts[at], Int64(starts[at + 1] - starts[at]),
                            Int64(problem.classes), Int64(problem.hidden), &layer, &scores)
                    }
                }
            }
        }
    }

    private static func least(_ measure: () throws -> Double) rethrows -> Double {
        var least = Double.infinity
        for _ in 0..<rounds { least = min(least, try measure()) }
        return least
    }
}
