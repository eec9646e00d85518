/// One labelled message for training or evaluation.
package struct Example: Sendable, Hashable {
    package var text: String
    package var intent: String

    package init(text: String, intent: String) {
        self.text = text
        self.intent = intent
    }
}

/// One intent with the probability that it is what the customer meant, in 0...1.
package struct RankedIntent: Sendable, Hashable {
    package var name: String
    package var score: Double

    package init(name: String, score: Double) {
        self.name = name
        self.score = score
    }
}

/// What the model makes of one message.
package struct Prediction: Sendable {
    /// Intents by falling score, at most ``IntentModel/rankedMax``.
    package var ranked: [RankedIntent]
    /// Calibrated probability that the message is in scope at all, in 0...1.
    package var inScope: Double
    /// Whether no intent is as likely as ``IntentModel/outOfScope``.
    package var isOutOfScope: Bool
    /// How much more of the message's words than usual no example of the top intent has: 0 for as
    /// many as messages of this desk lack, 1 for all.
    package var foreign: Double
    /// Share of the message's words, by idf, that no example of the top intent has, in 0...1.
    package var uncovered: Double
    /// How many words of the message speak for the top intent (``OwnWords/Uncovered/evidence``).
    package var evidence: Double
    /// How many of these tell it from other intents (``OwnWords/Uncovered/telling``).
    package var telling: Double
    /// How many words no example of the top intent has (``OwnWords/Uncovered/strange``).
    package var strange: Double
    /// Temperature-scaled probability of the top intent among the intents, in 0...1.
    package var confidence: Double
    /// Whether the message is an example of an intent word by word, as typed or with its slips
    /// mended.
    package var isExample: Bool
    /// How many intents have the message as an example word by word, as typed; from two on the
    /// words do not tell which of them is meant, and each has its share of the certainty.
    package var meanings: Int
}

/// A trained intent classifier: nets over TF-IDF features, the mean of which is calibrated.
///
/// It never changes, over mapped memory: a new model is a new one. Prediction allocates a little
/// and takes microseconds; it may be called from any thread.
package final class IntentModel: StoredModel {
    package static let kind = ModelKind.intents
    package static let version: UInt32 = 20
    package static let rankedMax = 5
    /// The intent whose examples teach what is none of the desk's business (Rasa's convention).
    package static let outOfScope = "out_of_scope"

    /// Intent names in the order of their class numbers, without ``outOfScope``.
    package let intents: [String]
    /// Top scores below it are not answered; what is above goes by ``ScoreLines``.
    package let threshold: Double
    /// What the thresholds bought on held-out training data.
    package let report: CalibrationReport
    package let fingerprint: UInt64
    /// Held-out messages from which on it can be told what is the desk's business.
    private static let scopeMessagesMin = 12.0
    private let nets: [IntentNet]
    let spelling: Spelling
    private let words: OwnWords
    private let exact: ExactExamples
    private let rivals: RivalPairs
    /// Phrases of ``OtherDomains`` that examples of its intents have.
    let ownDomains: Set<UInt64>
    private let classes: Int
    private let calibrator: Calibrator
    private let analyzer = Analyzer()

    package init(_ file: SectionFile, path: String) throws(UnderstandingError) {
        intents = file.strings("labels")
        let shape = file.array("shape", of: Int64.self)
        func refuse(_ what: String) -> UnderstandingError {
            .unusableFile(path: path, reason: "damaged: \(what)")
        }
        guard shape.count == 2, 1...1_000_000 ~= shape[0], 1...16 ~= shape[1] else {
            throw refuse("shape")
        }
        classes = Int(shape[0])
        let count = Int(shape[1])
        nets = (0..<count).compactMap { [classes] in IntentNet(file, place: $0, classes: classes) }
        guard let spelling = Spelling(file) else { throw refuse("spelling") }
        guard let words = OwnWords(file) else { throw refuse("words of the intents") }
        guard let exact = ExactExamples(file, classes: max(classes, 0)) else {
            throw refuse("examples")
        }
        guard
            let rivals = RivalPairs(
                file, intents: intents.count, terms: nets.first?.featurizer.vocabulary.count ?? 0)
        else { throw refuse("pairs of intents") }
        (self.spelling, self.words, self.exact) = (spelling, words, exact)
        self.rivals = rivals
        ownDomains = OtherDomains.own(in: file)
        calibrator = Calibrator(file.array("calib", of: Double.self))
        report = CalibrationReport(file.array("report", of: Double.self))
        threshold = calibrator.threshold
        fingerprint = file.fingerprint
        guard nets.count == count, classes >= intents.count, classes <= intents.count + 1,
            !intents.isEmpty, calibrator.isSound,
            report.isSound(intents: intents.count)
        else { throw refuse("sections do not fit together") }
    }

    /// The model's reading of `analysis`.
    ///
    /// Intents are ranked with slips of the hand mended; whether the message is ours is told from
    /// what was typed. What is an example word by word is what its example is.
    /// `known` are the desk's other texts, whose words are no slips.
    package func predict(_ analysis: Analysis, beside known: KnownTexts? = nil) -> Prediction {
        let typed = probabilities(analysis)
        let mended = mended(analysis, beside: known)
        let read = mended.map(probabilities)
        let leading = read ?? typed
        let heeded = opinion(on: leading).flatMap { RivalPairs.heeding($0, leading.mean) }
        var prediction = calibrator.prediction(
            typed: typed.mean, ranked: heeded ?? read?.mean, typed.vector.coverage,
            intents: intents, examples: exact.labels(of: analysis),
            isChinese: analysis.isMostlyIdeographs
        ) { words.uncovered(by: $0, mended ?? analysis) }
        if let mended, exact.labels(of: mended).contains(where: { $0 < intents.count }) {
            prediction.isExample = true
        }
        return prediction
    }

    /// Whether the examples of `intent` have every word of a text that tells a topic.
    func hasTopics(of analysis: Analysis, _ intent: String?) -> Bool {
        intent.flatMap { intents.firstIndex(of: $0) }.map { words.haveTopics(of: analysis, $0) }
            ?? false
    }

    /// Whether the message is an example word by word, as typed.
    func isExample(_ analysis: Analysis) -> Bool { !exact.labels(of: analysis).isEmpty }

    /// The intent whose example the message is word by word; nil where it is none, or of several.
    func exampleIntent(_ analysis: Analysis) -> String? {
        let labels = exact.labels(of: analysis)
        guard labels.count == 1, let label = labels.first, intents.indices.contains(label) else {
            return nil
        }
        return intents[label]
    }

    /// That of the first net, whose vocabulary the spelling is about.
    var featurizer: Featurizer? { nets.first?.featurizer }

    /// The message with its slips mended, folded; nil where it has none.
    func mendedText(of analysis: Analysis, beside known: KnownTexts?) -> String? {
        mended(analysis, beside: known).map { $0.text(in: $0.tokens.indices) }
    }

    private func mended(_ analysis: Analysis, beside known: KnownTexts?) -> Analysis? {
        nets.first.flatMap { spelling.mended(analysis, $0.featurizer, beside: known) }
    }

    /// Probabilities of all classes, and the vector of the first net.
    private typealias Probabilities = (mean: [Float], vector: FeatureVector)

    /// What tells the two likeliest intents apart, where the nets are not sure.
    private func opinion(on read: Probabilities) -> RivalPairs.Opinion? {
        rivals.opinion(on: read.mean, intents: intents.count, read.vector)
    }

    /// The mean over the nets.
    private func probabilities(_ analysis: Analysis) -> Probabilities {
        var mean: [Float] = []
        var first = FeatureVector()
        var vector = FeatureVector()
        for (place, net) in nets.enumerated() {
            // Those over the same terms follow each other.
            if place == 0 || net.vocabularyPlace != nets[place - 1].vocabularyPlace {
                vector = net.featurizer.vector(analysis)
            }
            let p = Softmax.probabilities(net.scores(vector), temperature: calibrator.temperature)
            if place == 0 {
                (mean, first) = (p, vector)
            } else {
                for at in mean.indices { mean[at] += p[at] }
            }
        }
        if nets.count > 1 { for at in mean.indices { mean[at] /= Float(nets.count) } }
        return (mean, first)
    }

    /// Whether ``Prediction/inScope`` says anything about articles: of a greeting and one example
    /// of what is out of scope nothing is learned about them, and what one to three intents are
    /// about is little of what articles are about.
    var tellsScope: Bool { knowsOutside && report.messages >= Self.scopeMessagesMin }

    /// Whether training learned what is out of scope of messages, its own or those of intents left
    /// out. Else its figures of what is out of scope are of random letters alone, and what is the
    /// desk's is told by ``FamiliarityScale`` alone.
    package var knowsOutside: Bool {
        classes > intents.count || intents.count >= Recipe.foldCount
    }

    package func predict(_ text: String) -> Prediction { predict(analyzer.analyze(text)) }

    /// What each term added to the raw score of `intent` above the mean of all classes, strongest
    /// first, and that score: terms, and `(bias)` for what the net says to any message, add up to
    /// it. nil where the model does not know the intent.
    ///
    /// The mean, because a softmax does not change when every class gains the same; of several nets
    /// the mean of their parts (``IntentNet/contributions(_:label:)``), and of two intents that
    /// were compared what each term had to say to that.
    package func contributions(
        _ analysis: Analysis, intent: String, beside known: KnownTexts? = nil
    ) -> (terms: [MatchedTerm], score: Double)? {
        guard let label = intents.firstIndex(of: intent) else { return nil }
        let analysis = mended(analysis, beside: known) ?? analysis
        var parts: [String: Double] = [:]
        var score = 0.0
        for net in nets {
            let vector = net.featurizer.vector(analysis)
            let texts = net.featurizer.termTexts(analysis)
            let found = net.contributions(vector, label: label)
            for (index, part) in zip(vector.indices, found.features) {
                parts[texts[index] ?? "?", default: 0] += Double(part) / Double(nets.count)
            }
            parts["(bias)", default: 0] += Double(found.bias) / Double(nets.count)
            score += Double(found.score)
        }
        score /= Double(nets.count)
        let shifts = shifts(of: label, analysis)
        for (term, shift) in shifts {
            parts[term, default: 0] += shift
            score += shift
        }
        let terms = parts.map { MatchedTerm(term: $0.key, weight: $0.value) }
            .sorted { ($0.weight, $1.term) > ($1.weight, $0.term) }
        return (terms, score)
    }

    /// What each term of a message added to the raw score of the class `label`, and took from its
    /// rival's, where these two were compared.
    private func shifts(of label: Int, _ analysis: Analysis) -> [(term: String, shift: Double)] {
        let read = probabilities(analysis)
        guard let opinion = opinion(on: read), [opinion.first, opinion.second].contains(label),
            let texts = featurizer?.termTexts(analysis)
        else { return [] }
        // The odds are the difference of two raw scores over the temperature.
        let scale = Double(calibrator.temperature) / (label == opinion.first ? 2 : -2)
        return zip(read.vector.indices, rivals.parts(of: opinion, read.vector)).map {
            (texts[$0] ?? "?", Double($1) * scale)
        }
    }
}
