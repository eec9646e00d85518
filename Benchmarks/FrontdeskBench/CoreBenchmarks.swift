import Assistant
import CTrainingLoop
import Desk
import Dialogue
import Foundation
import StorageSQLite
import Understanding

/// What needs no socket: understanding, deciding, storing, training.
struct CoreBenchmarks {
    let policy: DialoguePolicy
    /// Examples that get an intent's reply, whenever they are said.
    let messages: [String]
    /// Messages that are no examples: what customers write mostly. None asks for a person or a ticket.
    let others: [String]

    init(root: String) throws {
        let project = try AssistantProject(directory: root)
        let model = try IntentModel(bytes: IntentModel.train(project.examples))
        let index = try PassageIndex(bytes: PassageIndex.build(project.passages))
        let patterns = try EntityExtractor(project.entityRules)
        let tagger = try EntityTagger(
            bytes: EntityTagger.train(project.taggedExamples, patterns: patterns))
        let policy = DialoguePolicy(
            script: project.script, model: model, passages: index,
            entities: try EntityExtractor(project.entityRules, tagger: tagger))
        self.policy = policy
        messages = try project.examples.map(\.text).filter { try Self.isFullTurn($0, policy) }
        guard !messages.isEmpty else {
            throw Load.Failure(description: "\(root): no example has a reply")
        }
        let queries = try Language.allCases.flatMap { language in
            let path = "\(root)/Tests/LabelledQueries/dev/\(language.rawValue).tsv"
            let table = LabelledTable(
                try String(contentsOfFile: path, encoding: .utf8), separator: "\t")
            return table.rows.map(\.text)
        }
        others = try queries.filter { try Self.isFullTurn($0, policy, answeredBy: nil) }
    }

    /// Whether a message is answered by its intent, or by what this kind is, and nothing else
    /// happens. After a hand-off the bot is silent, and what was measured from there on would be half
    /// a turn.
    private static func isFullTurn(
        _ text: String, _ policy: DialoguePolicy, answeredBy kind: Answer.Kind? = .intent
    ) throws -> Bool {
        let reading = policy.interpreter.interpret(text)
        let decision = try policy.decide(
            emptyConversation, facts, .message(reading, contentType: .text))
        return decision.bodies.count > 1
            && decision.bodies.dropFirst().allSatisfy { body in
                guard case .message(let message) = body else { return false }
                return kind == nil || message.answer?.kind == kind
            }
    }

    private static let emptyConversation = Conversation(id: ConversationID("c_bench"))
    private static let facts = Facts(
        now: Timestamp(milliseconds: 0), participant: ParticipantID("p_bench"))

    func run() throws {
        let rounds = 20_000
        for (name, texts) in [("an example", messages), ("no example", others)] {
            let understanding = Measure.microseconds(rounds) { number in
                _ = policy.interpreter.interpret(texts[number % texts.count])
            }
            report("understanding, CPU a message that is \(name)", understanding, "us")
            let events = readings(texts).map {
                DialogueEvent.message($0, contentType: .text)
            }
            let decision = try Measure.microseconds(rounds) { number in
                let event = events[number % events.count]
                _ = policy.needs(of: event, in: Self.emptyConversation)
                _ = try policy.decide(Self.emptyConversation, Self.facts, event)
            }
            report("deciding about a message that is \(name), CPU", decision, "us")
        }
        for group in [1, 16, 256] { try storedTurn(group, readings(messages)) }
    }

    private func readings(_ texts: [String]) -> [Interpretation] {
        texts.prefix(2_000).map { policy.interpreter.interpret($0) }
    }

    private func storedTurn(_ group: Int, _ readings: [Interpretation]) throws {
        let path = FileManager.default.temporaryDirectory.path + "/bench-\(UUID().uuidString).db"
        defer {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
        }
        let store = try SQLiteStore(path: path)
        let speakers = (0..<256).map { number in
            Speaker(
                participant: ParticipantID("p_\(number)"),
                conversation: ConversationID("c_\(number)"),
                customer: CustomerID("cu_\(number)"),
                tokenHash: Array(repeating: 0, count: 31) + [UInt8(number)])
        }
        let batches = max(8_192 / group, 16)
        let clock = ContinuousClock()
        let begin = clock.now
        let cost = Measure.microseconds(batches) { batch in
            let submissions = (0..<group).map { place in
                let number = batch * group + place
                return Submission(
                    origin: .speaker(
                        speakers[number % 256], clientMessageID: "m\(number)", digest: 1),
                    event: .message(readings[number % readings.count], contentType: .text),
                    now: Timestamp(milliseconds: Int64(number)))
            }
            for result in store.advance(submissions, policy: policy) {
                if case .failure(let error) = result { preconditionFailure("\(error)") }
            }
        }
        let wall = (clock.now - begin) / (batches * group)
        report(
            "stored turn, CPU a turn in groups of \(group)", cost / Double(group), "us",
            "wall \(wall)")
        try store.close()
    }

    /// Training against a plain C loop doing the same updates, in the same run.
    static func training(_ name: String, _ examples: [Example]) {
        let problem = TrainingProblem(examples)
        var best = (swift: Double.infinity, c: Double.infinity)
        for _ in 0..<2 {
            let start = Measure.processorSeconds()
            let solved = problem.solved()
            best.swift = min(best.swift, Measure.processorSeconds() - start)
            precondition(solved.count == problem.classes * problem.hidden)
            best.c = min(best.c, plainLoop(problem))
        }
        report("training \(name), CPU", best.swift, "s ")
        report("the same updates in a plain C loop, CPU", best.c, "s ")
        report("ratio (at most 1.5)", best.swift / best.c, "  ")
    }

    private static func plainLoop(_ problem: TrainingProblem) -> Double {
        func memory(_ values: [Float]) -> UnsafeMutablePointer<Float> {
            let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(values.count, 1))
            memory.initialize(from: values, count: values.count)
            return memory
        }
        func row(_ value: Float, _ count: Int) -> UnsafeMutablePointer<Float> {
            memory([Float](repeating: value, count: count))
        }
        func places(_ count: Int) -> UnsafeMutablePointer<Int64> {
            let memory = UnsafeMutablePointer<Int64>.allocate(capacity: count)
            memory.initialize(repeating: 0, count: count)
            return memory
        }
        let first = problem.firstWeights()
        let (hidden, classes) = (problem.hidden, problem.classes)
        let starts = problem.starts.map { Int64($0) }
        let longest = zip(starts, starts.dropFirst()).map { Int($1 - $0) }.max() ?? 0
        return starts.withUnsafeBufferPointer { starts in
            problem.indices.withUnsafeBufferPointer { indices in
                problem.values.withUnsafeBufferPointer { values in
                    problem.words.withUnsafeBufferPointer { words in
                        problem.labels.withUnsafeBufferPointer { labels in
                            var state = training_loop_state(
                                starts: starts.baseAddress, indices: indices.baseAddress,
                                values: values.baseAddress, words: words.baseAddress,
                                labels: labels.baseAddress, messages: Int64(labels.count),
                                classes: Int64(classes), hidden: Int64(hidden),
                                epochs: Int64(problem.epochs), rate: problem.rate,
                                slope_min: problem.slopeMin,
                                input_dropout: problem.inputDropout,
                                token_dropout: problem.tokenDropout,
                                hidden_dropout: problem.hiddenDropout, seed: problem.seed,
                                input: memory(first.input), input_bias: row(0, hidden),
                                output: memory(first.output), output_bias: row(0, classes),
                                input_squares: row(problem.accumulator, first.input.count),
                                input_bias_squares: row(problem.accumulator, hidden),
                                output_squares: row(problem.accumulator, first.output.count),
                                output_bias_squares: row(problem.accumulator, classes),
                                order: places(labels.count), kept: places(longest),
                                kept_values: row(0, longest), layer: row(0, hidden),
                                slopes: row(0, hidden), mask: row(0, hidden),
                                scores: row(0, classes))
                            let start = Measure.processorSeconds()
                            training_loop(&state)
                            let seconds = Measure.processorSeconds() - start
                            for array in [
                                state.input, state.input_bias, state.output, state.output_bias,
                                state.input_squares, state.input_bias_squares,
                                state.output_squares, state.output_bias_squares,
                                state.kept_values, state.layer, state.slopes, state.mask,
                                state.scores,
                            ] { array?.deallocate() }
                            state.order.deallocate()
                            state.kept.deallocate()
                            return seconds
                        }
                    }
                }
            }
        }
    }
}
