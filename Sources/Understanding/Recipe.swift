/// How a set of messages is trained; the defaults fit from 3 examples an intent to 20,000 in all.
///
/// Chosen on development splits; figures in `Benchmarks/understanding.md`.
struct Recipe: Sendable {
    /// One net of the model.
    struct Member: Sendable {
        var view: TermView
        var seed: UInt64
    }

    /// The part of the messages with this number of `count` parts, which a net does not see.
    struct Fold: Sendable {
        let number: Int
        let count: Int
    }

    /// Parts of the messages, each of which is left out once.
    static let foldCount = 4
    /// Below this many messages training makes more passes, over the messages alone.
    private static let smallCorpus = 2_500
    /// Above this many messages calibration looks at half of the folds, at half of the passes.
    private static let largeCorpus = 5_000
    /// Rare terms are dropped from this many messages on: half of the file for 0.1 of accuracy.
    private static let pruneFrom = 5_000
    /// Up to this many examples an intent they are few.
    private static let fewExamples = 20
    /// From this many intents on a term tells by how many of them use it.
    private static let tellingIntents = 25
    /// How often the name of an intent then counts as an example.
    static let nameCopies = 3
    /// Above this many intents messages are of many kinds, and words tell better than stems.
    private static let manyIntents = 100
    /// Hidden units of one net for as many: as accurate as with more, and read sooner.
    private static let broadHidden = 192

    let members: [Member]
    let options: NetTrainer.Options
    /// Whether every message has a copy with a slip of the hand.
    let hasTypos: Bool
    /// Few examples of an intent: its name is one more, and ``OwnWords/Kind/topical`` words tell.
    let hasFew: Bool
    /// Whether a term tells by the intents that use it, not by the messages.
    let countsIntents: Bool
    private let isLarge: Bool

    init(_ set: TrainingSet, _ settings: IntentModel.Settings) {
        let messages = set.analyses.count
        isLarge = messages > Self.largeCorpus
        hasTypos = messages >= Self.smallCorpus
        // What is out of scope is no intent's example.
        let examples = set.labels.count { $0 < set.intents.count }
        hasFew = examples <= Self.fewExamples * set.intents.count
        countsIntents = hasFew && set.intents.count >= Self.tellingIntents
        var options = NetTrainer.Options()
        options.seed = settings.seed
        options.epochs = hasTypos ? (isLarge ? 14 : 20) : 40
        let isBroad = set.intents.count > Self.manyIntents && !hasFew
        if countsIntents {
            (options.tokenDropout, options.hiddenDropout) = (0.05, 0.3)
            options.inputDeviation = 0.01
        }
        if isBroad, !settings.isEnsemble { options.hidden = Self.broadHidden }
        self.options = options
        let ideographic = set.analyses.count { $0.ideographCount > 0 }
        let first: TermView = isBroad ? .words : .stems
        // Ideographs have no blanks to cross: another look at the words serves them better.
        let second: TermView = ideographic * 2 > messages ? first : .crossing
        let views = [first, .words, second]
        members = views.prefix(settings.isEnsemble ? views.count : 1).enumerated().map {
            Member(view: $1, seed: settings.seed &+ UInt64($0))
        }
    }

    /// The folds that calibration looks at.
    var folds: [Fold] {
        let looked = isLarge ? Self.foldCount / 2 : Self.foldCount
        return (0..<looked).map { Fold(number: $0, count: Self.foldCount) }
    }

    func options(for member: Member, isFold: Bool) -> NetTrainer.Options {
        var options = options
        options.seed = member.seed
        if isFold, isLarge { options.epochs /= 2 }
        return options
    }

    /// Messages that a term must be in; of the many terms across blanks most are rare.
    func minimum(for member: Member, messages: Int) -> Int {
        let least = messages >= Self.pruneFrom ? 2 : 1
        return member.view == .crossing && messages >= Self.smallCorpus ? least + 1 : least
    }
}
