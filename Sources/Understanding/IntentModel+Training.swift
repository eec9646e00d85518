import Synchronization

extension IntentModel {
    /// How a model is trained; the defaults fit from 3 examples an intent to 20,000 in all.
    package struct Settings: Sendable, Hashable {
        /// Seed of shuffles and dropout masks.
        package var seed: UInt64 = 0x46D
        /// Whether several nets are trained, whose mean is more accurate and slower.
        package var isEnsemble = false

        package init() {}
    }

    /// Each out-of-scope message counts this often.
    static let outOfScopeCopies = 5
    private static let folds = 4

    /// Trains on `examples` and returns the bytes of a model file.
    ///
    /// Deterministic: the same examples in the same order give the same bytes on any machine.
    /// Examples of ``outOfScope`` and `outOfScope` messages become one more class. `progress`
    /// hears fractions in 0...1, on any thread.
    package static func train(
        _ examples: [Example], outOfScope: [String] = [], settings: Settings = Settings(),
        fingerprint: UInt64 = 0, progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws(UnderstandingError) -> [UInt8] {
        let set = TrainingSet(examples, outOfScope: outOfScope)
        guard !set.intents.isEmpty else { throw .nothingToLearn("no intent has an example") }
        let recipe = Recipe(set, settings)

        var work = recipe.members.map { Work(fold: nil, member: $0) }
        for fold in 0..<recipe.evaluatedFolds(of: folds) {
            work += recipe.members.map { Work(fold: fold, member: $0) }
        }
        let total = work.count
        let done = Mutex(0.0)
        let results = Mutex<[Int: Work.Result]>([:])
        let queue = work
        let next = Atomic<Int>(0)
        // Two at a time, whatever the machine: each holds all weights and their squares.
        onThreads(2) {
            while true {
                let at = next.add(1, ordering: .relaxed).oldValue
                guard at < total else { return }
                let result = queue[at].run(set, recipe, folds: folds) { share in
                    let sum = done.withLock { done in
                        done += share
                        return done
                    }
                    progress(min(sum / Double(total), 1))
                }
                results.withLock { $0[at] = result }
            }
        }
        let finished = results.withLock { results in (0..<total).compactMap { results[$0] } }
        let members = recipe.members.count
        let messages = stride(from: members, to: total, by: members).flatMap { at in
            HeldOutMessage.merged(finished[at..<at + members].map(\.heldOut))
        }
        let temperature = Calibrator.bestTemperature(messages.map { $0.judged(temperature: 1) })
        let (calibrator, report) = Calibrator.fitted(
            messages.map { $0.judged(temperature: temperature) }, temperature: temperature,
            areFew: recipe.hasFew)

        var writer = SectionFile.Writer()
        writer.add("labels", strings: set.intents)
        writer.add("shape", [Int64(set.classes), Int64(members)])
        writer.add("calib", calibrator.stored)
        writer.add("report", report.stored)
        set.words(of: set.everything, recipe).write(to: &writer)
        ExactExamples.write(
            set.analyses, labels: set.labels, outside: set.intents.count, to: &writer)
        for (place, result) in finished[..<members].enumerated() {
            guard let net = result.net else { continue }
            if place == 0 {
                Spelling.write(
                    set.analyses, net.featurizer,
                    documents: recipe.countsIntents ? set.classes : set.analyses.count, to: &writer)
            }
            IntentNet.write(net, place: place, to: &writer)
        }
        return writer.encoded(kind: kind, version: version, fingerprint: fingerprint)
    }
}

/// One net to train: on everything, or on all but a fold, which it then scores.
private struct Work: Sendable {
    struct Result: Sendable {
        var net: TrainedNet?
        var heldOut: [HeldOutMessage] = []
    }

    let fold: Int?
    let member: Recipe.Member

    func run(
        _ set: TrainingSet, _ recipe: Recipe, folds: Int, tick: (Double) -> Void
    ) -> Result {
        guard let fold else {
            let net = set.trained(on: set.everything, recipe, member, isFold: false, tick)
            return Result(net: net)
        }
        return Result(
            heldOut: set.heldOut(fold: fold, of: folds, recipe, member, tick))
    }
}
