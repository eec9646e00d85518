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
    /// Nets that are trained at once, whatever the machine: each holds all weights and their
    /// squares.
    private static let threads = 2

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
        let (nets, heldOut, rivals) = trained(set, recipe, progress)
        let (calibrator, report) = Calibrator.fitted(
            heldOut, areFew: recipe.hasFew, scale: set.scale(recipe))

        var writer = SectionFile.Writer()
        writer.add("labels", strings: set.intents)
        writer.add("shape", [Int64(set.classes), Int64(nets.count)])
        writer.add("calib", calibrator.stored)
        writer.add("report", report.stored)
        set.words(of: set.everything, recipe).write(to: &writer)
        set.ownDomains.write(to: &writer)
        ExactExamples.write(
            set.analyses, labels: set.labels, outside: set.intents.count, to: &writer)
        if let first = nets.first {
            Spelling.write(
                set.analyses, first.featurizer, documents: set.documentCount(recipe), to: &writer)
            RivalPairs.write(rivals, set, first.featurizer, to: &writer)
        }
        IntentNet.Layout.write(nets, to: &writer)
        return writer.encoded(kind: kind, version: version, fingerprint: fingerprint)
    }

    /// The model's nets, which are trained on everything, what is left out for nets of the same
    /// kinds as these score it, and which intents the first net takes for each other.
    private static func trained(
        _ set: TrainingSet, _ recipe: Recipe, _ progress: @escaping @Sendable (Double) -> Void
    ) -> (nets: [IntentNet.Layout], heldOut: [HeldOutMessage], rivals: [UInt64: Int]) {
        let rounds = [nil] + recipe.folds
        let work = rounds.flatMap { fold in recipe.members.map { Work(fold: fold, member: $0) } }
        let done = Mutex(0.0)
        let results = results(of: work.count, onThreads: threads) { at in
            work[at].run(set, recipe, isFirst: at == 0) { share in
                let sum = done.withLock { done in
                    done += share
                    return done
                }
                progress(min(sum / Double(work.count), 1))
            }
        }
        let members = recipe.members.count
        let heldOut = stride(from: members, to: results.count, by: members).flatMap { at in
            HeldOutMessage.merged(results[at..<at + members].map(\.heldOut))
        }
        return (results.compactMap(\.net), heldOut, results.first?.rivals ?? [:])
    }
}

/// One net to train: on everything, or on all but a fold, which it then scores.
private struct Work: Sendable {
    struct Result: Sendable {
        var net: IntentNet.Layout?
        var heldOut: [HeldOutMessage] = []
        var rivals: [UInt64: Int] = [:]
    }

    let fold: Recipe.Fold?
    let member: Recipe.Member

    /// `tick` hears the share of this work that is done since it last did; the first net tells
    /// which intents are rivals.
    func run(
        _ set: TrainingSet, _ recipe: Recipe, isFirst: Bool, _ tick: (Double) -> Void
    ) -> Result {
        guard let fold else {
            let net = set.trained(on: set.everything, recipe, member, isFold: false, tick)
            let tellsRivals = isFirst && !recipe.hasFew
            return Result(
                net: IntentNet.Layout(net),
                rivals: tellsRivals ? RivalPairs.rivals(of: net, set) : [:])
        }
        return Result(heldOut: set.heldOut(fold, recipe, member, tick))
    }
}
