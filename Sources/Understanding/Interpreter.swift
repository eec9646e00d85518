/// Reads messages with one intent model, one passage index and one set of entity rules.
///
/// It never changes: a new model makes a new interpreter, swapped without a pause. A class for what
/// ``StoredModel`` is one for.
package final class Interpreter: Sendable {
    /// Terms that an explanation names.
    package static let termsMax = 8
    /// Stands for the terms beyond those.
    package static let otherTerms = "(others)"
    /// Passages considered for an answer.
    package static let passagesMax = 3
    /// From this score on a passage cannot matter beside a settled intent, but for one that is
    /// nearly asked for by a message that is no example.
    private static let settledScore = 0.95

    let analyzer = Analyzer()
    let model: IntentModel?
    let index: PassageIndex?
    private let extractor: EntityExtractor?
    /// What the desk's texts have, the words of which are no slips.
    let known: KnownTexts
    private let lines: ScoreLines
    /// The least score that an operator lets a passage answer from.
    let passageScoreMin: Double
    private let smallTalk: DeskSmallTalk
    /// Phrases of ``OtherDomains`` that the desk's texts have, and the domains that these are of.
    private let ownDomains: Set<UInt64>
    private let namedDomains: Set<Int>
    /// Intents that a message `/intent` may name, beside those of the model.
    private let callable: Set<String>
    /// Intents that are answered without a passage.
    private let settled: Set<String>
    /// Intents that something is said to; nil where all are.
    private let spokenTo: Set<String>?
    /// Names it in explanations and beside stored answers: ``InterpreterVersion``.
    package let version: String

    /// Whether there is nothing to read with: neither intents nor passages.
    package var isEmpty: Bool { model == nil && index == nil }

    /// Whether there are articles to answer from.
    package var hasPassages: Bool { index?.passages.isEmpty == false }

    /// `settled` are intents that are answered without a passage, so that only near ones are looked
    /// for where one of them is sure, and `spokenTo` those that something is said to, without it
    /// all; `chosen` is what an operator chose instead of what training and ``ScoreLines`` found.
    package init(
        model: IntentModel?, passages: PassageIndex?, entities: EntityExtractor? = nil,
        callable: Set<String> = [], settled: Set<String> = [], spokenTo: Set<String>? = nil,
        chosen: ScoreLines.Chosen = ScoreLines.Chosen()
    ) {
        (self.model, self.index, extractor) = (model, passages, entities)
        known = KnownTexts(model, passages, entities: entities)
        lines = ScoreLines(model: model?.threshold ?? 1, chosen: chosen)
        passageScoreMin = chosen.passage
        smallTalk = DeskSmallTalk(model)
        ownDomains = (model?.ownDomains ?? []).union(passages?.ownDomains ?? [])
            .union(entities?.ownDomains ?? [])
        namedDomains = OtherDomains.domains(of: ownDomains)
        // The first message need not wait for the tables.
        _ = (OtherDomains.mentions(in: Analysis()), Sounds.standard, ShortForms.english)
        _ = EnglishWords.has([])
        self.callable = callable.union(model?.intents ?? [])
        (self.settled, self.spokenTo) = (settled, spokenTo)
        version =
            InterpreterVersion(
                model: model?.fingerprint ?? 0, index: index?.fingerprint ?? 0, chosen: chosen
            ).description
    }

    /// Reads `text`; `language` is that of the conversation, for texts that do not tell, and `now`
    /// the moment from which relative dates count: without it they have no resolved value.
    /// `isThorough` looks for passages whatever the intent.
    package func interpret(
        _ text: String, language: Language? = nil, at now: ReferenceTime? = nil,
        isThorough: Bool = false
    ) -> Interpretation {
        if let given = given(text) { return given }
        let analysis = analyzer.analyze(text)
        let heard = heard(analysis, language, isThorough: isThorough)
        var reading = heard.reading
        (reading.text, reading.time) = (text, now)
        reading.asksForPerson = asksForPerson(analysis, heard)
        reading.entities = extractor?.entities(in: text, at: now) ?? []
        reading.questions = heard.questions.map { question in
            var question = question.reading
            (question.text, question.entities) = (text, reading.entities)
            return question
        }
        return reading
    }

    /// What can hardly mean anything else than the wish for a person is one where no intent that the
    /// desk answers is sure of it: an owner may have something to say to `I want to speak to the
    /// manager`. One clause of several, or what is said last, is enough: who wants a person wants
    /// nothing else of the bot.
    private func asksForPerson(_ whole: Analysis, _ heard: Heard) -> Bool {
        let last = [Clauses.last(of: whole)].compactMap(\.self)
        let wishes = heard.clauses.filter(\.isWorded).map(\.analysis) + last
        let requests = ([heard.analysis] + wishes).map(PersonRequest.init)
        if requests.contains(where: { $0?.isNamed == true }) { return true }
        let isPart = heard.analysis.tokens.count < whole.tokens.count
        if isPart, PersonRequest(whole)?.isNamed == true { return true }
        if requests[0]?.isMeant == true, !isOwned(heard.reading) { return true }
        return zip(wishes, requests.dropFirst()).contains { wish, request in
            request?.isMeant == true
                && !isOwned(read(wish, wish.language, isThorough: false, isClause: true))
        }
    }

    /// Whether an intent that something is said to is sure of what was read.
    private func isOwned(_ reading: Interpretation) -> Bool {
        reading.acted.map { spokenTo?.contains($0.name) != false } ?? false
    }

    /// The reading of a message that says its intent itself.
    func given(_ text: String) -> Interpretation? {
        guard let direct = DirectIntent(text), callable.contains(direct.intent) else { return nil }
        return Interpretation(text: text, direct: direct, entities: direct.entities, model: version)
    }

    /// A reading, what of the message was read, and the same of each of several questions.
    struct Heard {
        var reading: Interpretation
        var analysis: Analysis
        var questions: [Heard] = []
        /// The clauses of several that may be questions.
        var clauses: [Clauses.Question] = []

        /// Whether something is sure to be meant.
        var isAnswered: Bool { reading.isActedOn || !questions.isEmpty }
    }

    /// Reads a message as it was typed, or, where nothing answers that, as it may have been meant.
    func heard(_ whole: Analysis, _ language: Language?, isThorough: Bool) -> Heard {
        let typed = heardAsTyped(whole, language, isThorough: isThorough)
        let reading = typed.reading
        if typed.isAnswered || reading.isExample || reading.othersBusiness != nil
            || asksForPerson(whole, typed)
        {
            return typed
        }
        return heardAsMeant(whole, language, isThorough: isThorough) ?? typed
    }

    /// Reads a message by what it may have been meant to say (``Respelling``); nil where that is
    /// nothing else, or is not sure either.
    private func heardAsMeant(
        _ whole: Analysis, _ language: Language?, isThorough: Bool
    ) -> Heard? {
        guard let meant = Respelling(known).respelled(whole) else { return nil }
        var found = heardAsTyped(meant, language, isThorough: isThorough)
        guard found.isAnswered || asksForPerson(meant, found) else { return nil }
        found.reading.language = whole.language
        found.reading.readAs = meant.text(in: meant.tokens.indices)
        return found
    }

    /// Reads what a message is about: the whole where it is an example, and where it is nothing but
    /// small talk the desk's example of that; else the part without courtesies and without what is
    /// not wanted; of several sentences, none of which is sure beside the others, the one that is
    /// surest by itself.
    private func heardAsTyped(_ whole: Analysis, _ language: Language?, isThorough: Bool) -> Heard {
        func heard(_ part: Analysis, isClause: Bool = false) -> Heard {
            let reading = read(part, language, isThorough: isThorough, isClause: isClause)
            return Heard(reading: reading, analysis: part)
        }
        if model?.isExample(whole) == true { return heard(whole) }
        if let example = smallTalk.example(for: whole) {
            var found = heard(example)
            found.reading.language = whole.language
            found.reading.readAs = example.text(in: example.tokens.indices)
            return found
        }
        let subject = Courtesy.subject(of: whole)
        let clauses = Clauses.questions(of: subject ?? whole)
        var found = told(
            by: subject ?? whole, clauses, { heard($0) }, question: { heard($0, isClause: true) })
        if subject != nil, !found.isAnswered, !found.reading.isOutOfScope,
            !found.reading.isOffered
        {
            // `hello from rainy Hamburg` greets.
            let greeting = heard(whole)
            if greeting.reading.isActedOn { found = greeting }
        }
        found.clauses = clauses
        return found
    }

    /// Reads what is left of a message without its courtesies, some of whose `clauses` may be
    /// questions of their own.
    private func told(
        by subject: Analysis, _ clauses: [Clauses.Question], _ heard: (Analysis) -> Heard,
        question: (Analysis) -> Heard
    ) -> Heard {
        let unwanted = Clauses.unwanted(in: subject)
        if let unwanted, let rest = unwanted.rest {
            let wanted = heard(rest)
            // Who says firmly what is not wanted is rather asked than answered with that.
            if wanted.reading.isActedOn || unwanted.isFirm && wanted.reading.isOffered {
                return wanted
            }
        }
        var first = heard(subject)
        if unwanted?.isTold == true {
            first.reading.notWanted = unwanted?.rest == nil ? .whole : .part
        }
        first.questions = answered(clauses.map(\.analysis), of: first, question)
        if first.isAnswered { return first }
        return Clauses.sentences(of: subject).map(heard)
            .filter { $0.reading.isActedOn && $0.reading.isLikely(by: first.reading) }
            .max { $0.reading.surest < $1.reading.surest } ?? first
    }

    /// The readings of `questions` that are sure, each possible by that of the `whole` message; none
    /// where they are not several. Reads no more of them than it takes to tell.
    private func answered(
        _ questions: [Analysis], of whole: Heard, _ heard: (Analysis) -> Heard
    ) -> [Heard] {
        var (answered, left): ([Heard], Int) = ([], questions.count)
        for question in questions where answered.count + left > 1 {
            left -= 1
            let found = heard(question)
            if found.reading.isActedOn, found.reading.isPossible(by: whole.reading) {
                answered.append(found)
            }
        }
        return answered.count > 1 ? answered : []
    }

    /// `isThorough` looks for passages whatever the intent. For what `isClause`, a question of
    /// several, the others speak as well: "and does it cost more?" has few words of its own.
    private func read(
        _ analysis: Analysis, _ language: Language?, isThorough: Bool, isClause: Bool
    ) -> Interpretation {
        let spoken = analysis.language
        let prediction = model?.predict(analysis, beside: known)
        let (foreign, inScope) = (prediction?.foreign ?? 0, prediction?.inScope ?? 1)
        let (isExample, meanings) = (prediction?.isExample ?? false, prediction?.meanings ?? 0)
        let others = isExample ? nil : othersBusiness(in: analysis, prediction?.ranked.first)
        let evidence = prediction?.evidence ?? 0
        let lines = lines.drawn(
            foreign: foreign, evidence: isClause ? ScoreLines.evidenceEnough : evidence,
            isChinese: analysis.isMostlyIdeographs,
            isBare: !isExample && (analysis.isOneWord || analysis.isBareNumber),
            isShared: meanings > 1,
            isOthers: others != nil, inScope: model?.tellsScope == true ? inScope : 1)
        let isSettled = !isThorough && isSettled(prediction)
        // What is an example word by word is no question of an article.
        let passages =
            isSettled && isExample
            ? nil
            : index?.search(
                analysis, language: spoken ?? language, limit: Self.passagesMax,
                nearOnly: isSettled,
                rival: prediction?.ranked.first.flatMap { $0.score >= lines.act ? $0.score : nil },
                explains: isThorough)
        return Interpretation(
            text: "", language: spoken, intents: prediction?.ranked ?? [], lines: lines,
            inScope: inScope, isOutOfScope: prediction?.isOutOfScope ?? false,
            foreign: foreign, uncovered: prediction?.uncovered ?? 1,
            evidence: evidence, telling: prediction?.telling ?? 0,
            strange: prediction?.strange ?? 0, isExample: isExample, meanings: meanings,
            othersBusiness: others, passages: passages ?? [], model: version)
    }

    /// What a message is about that is another domain's, in its words. Nil where it names nothing of
    /// the kind, or, of a domain of which the desk's texts have a phrase, what the examples of
    /// `first` have in other words ("weather forecast" of "the weather today", "a forecast"), or only
    /// mentions it: one of its other clauses means `first`, too, or, where that is not sure, may be
    /// what it is about.
    private func othersBusiness(in analysis: Analysis, _ first: RankedIntent?) -> String? {
        let named = OtherDomains.mentions(in: analysis).filter { mention in
            guard !ownDomains.contains(mention.key) else { return false }
            let isNamed = !namedDomains.isDisjoint(with: OtherDomains.domains(of: [mention.key]))
            return !isNamed
                || model?.hasTopics(of: analysis.part(mention.range), first?.name) != true
        }
        guard let mention = named.first else { return nil }
        let rest = Clauses.parts(of: analysis, without: named.map(\.range))
        if !rest.isEmpty {
            guard let first, first.score >= lines.act(0) else { return nil }
            let isMeant = rest.contains { range in
                let part = model?.predict(analysis.part(range), beside: known).ranked.first
                return part?.name == first.name && (part?.score ?? 0) >= lines.act(0)
            }
            if isMeant { return nil }
        }
        return analysis.text(in: mention.range)
    }

    private func isSettled(_ prediction: Prediction?) -> Bool {
        guard let first = prediction?.ranked.first else { return false }
        return first.score >= Self.settledScore && settled.contains(first.name)
    }

    /// Whether a message or button `/intent` is read as a call of it.
    package func knows(intent: String) -> Bool { callable.contains(intent) }

    /// Whether `text` is nothing but the wish for a person.
    package static func asksForPerson(_ text: String) -> Bool {
        PersonRequest(Analyzer().analyze(text)).map { $0.isNamed || $0.isMeant } ?? false
    }

    /// Whether `text` has the form of a question.
    package static func asks(_ text: String) -> Bool {
        CommonWords.asks(text, Analyzer().analyze(text))
    }

    /// The passage with this citation.
    package func passage(_ id: String) -> Passage? { index?.passage(id) }

    /// The passages of an article by its path, in the order of the article.
    package func passages(ofArticle path: String) -> [Passage] {
        index?.passages(ofArticle: path) ?? []
    }
}
