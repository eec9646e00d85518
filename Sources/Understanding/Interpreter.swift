/// Everything Understanding says about one message.
package struct Interpretation: Sendable {
    package var text: String
    /// The language the text is written in; nil where no letter tells.
    package var language: Language?
    /// Set when the text was `/intent{…}`: the intent is given and nothing was classified.
    package var direct: DirectIntent?
    /// Whether the text is one of the words that ask for a person at once.
    package var asksForPerson: Bool
    /// Intents by falling score.
    package var intents: [RankedIntent]
    /// From this score on the top intent is acted on, and from the other one it is offered as a
    /// choice, in 0...1 (``ScoreLines``).
    package var actThreshold: Double
    package var offerThreshold: Double
    /// Probability that the message is in scope at all, in 0...1.
    package var inScope: Double
    /// ``Prediction/foreign``.
    package var foreign: Double
    package var entities: [Entity]
    /// Passages by falling rank.
    package var passages: [RankedPassage]
    /// ``Interpreter/version`` of what read it.
    package var model: String

    package init(
        text: String, language: Language? = nil, direct: DirectIntent? = nil,
        asksForPerson: Bool = false, intents: [RankedIntent] = [],
        actThreshold: Double = ScoreLines.actMin, offerThreshold: Double = ScoreLines.offerMin,
        inScope: Double = 1, foreign: Double = 0, entities: [Entity] = [],
        passages: [RankedPassage] = [], model: String = ""
    ) {
        (self.text, self.language, self.direct) = (text, language, direct)
        (self.asksForPerson, self.intents) = (asksForPerson, intents)
        (self.actThreshold, self.offerThreshold) = (actThreshold, offerThreshold)
        (self.inScope, self.foreign) = (inScope, foreign)
        (self.entities, self.passages, self.model) = (entities, passages, model)
    }
}

/// A passage that is found for a message, with the probability that it answers, in 0...1.
package struct PassageCandidate: Sendable, Hashable {
    /// Citation, as ``Passage/id``.
    package var id: String
    package var score: Double

    package init(id: String, score: Double) { (self.id, self.score) = (id, score) }
}

/// Terms that spoke for and against a candidate; what `/why` shows.
package struct Explanation: Sendable, Hashable {
    /// What an answer goes by.
    package enum Basis: String, Sendable {
        /// Words were read and classified.
        case reading
        /// One of the choices that the desk had offered: nothing was classified.
        case choice
        /// An intent that was called by its name: nothing was classified.
        case call
    }

    package var basis: Basis
    package var candidates: [RankedIntent]
    /// Passages found for the message, by falling rank.
    package var passages: [PassageCandidate]
    package var threshold: Double
    /// Of an intent the terms with their parts in its raw score above the mean of all intents, to
    /// which they add up (``IntentModel/contributions(_:intent:)``); of a passage the terms of the
    /// question that it has, with their idf.
    package var terms: [MatchedTerm]
    /// The best intent that was not the answer, and its terms.
    package var runnerUp: String?
    package var runnerUpTerms: [MatchedTerm]
    /// ``Interpreter/version``.
    package var model: String

    package init(
        basis: Basis = .reading, candidates: [RankedIntent], passages: [PassageCandidate] = [],
        threshold: Double, terms: [MatchedTerm], runnerUp: String? = nil,
        runnerUpTerms: [MatchedTerm] = [], model: String
    ) {
        (self.basis, self.passages) = (basis, passages)
        (self.candidates, self.threshold, self.terms) = (candidates, threshold, terms)
        (self.runnerUp, self.runnerUpTerms, self.model) = (runnerUp, runnerUpTerms, model)
    }
}

/// Reads messages with one intent model, one passage index and one set of entity rules.
///
/// An immutable value: a new model makes a new interpreter, swapped without a pause.
package struct Interpreter: Sendable {
    /// Terms that an explanation names.
    package static let termsMax = 8
    /// Stands for the terms beyond those.
    package static let otherTerms = "(others)"
    /// Passages considered for an answer.
    package static let passagesMax = 3

    private let analyzer = Analyzer()
    private let model: IntentModel?
    private let index: PassageIndex?
    private let extractor: EntityExtractor?
    private let lines: ScoreLines
    /// Intents that a message `/intent` may name, beside those of the model.
    private let callable: Set<String>
    /// Intents that are answered without a passage.
    private let settled: Set<String>
    /// From this score on a passage cannot matter beside a settled intent, but for one that is
    /// asked for word by word.
    private static let settledScore = 0.95
    /// Names the model and index in explanations and beside stored answers, by their sources'
    /// fingerprints in hexadecimal: `1f3a…-90c4…`.
    package let version: String

    /// Whether there is nothing to read with: neither intents nor passages.
    package var isEmpty: Bool { model == nil && index == nil }

    /// `settled` are intents that are answered without a passage, so that none is looked for where
    /// one of them is sure; `threshold` is what an operator chose instead of what training and
    /// ``ScoreLines`` found.
    package init(
        model: IntentModel?, passages: PassageIndex?, entities: EntityExtractor? = nil,
        callable: Set<String> = [], settled: Set<String> = [], threshold: Double? = nil
    ) {
        (self.model, self.index, extractor) = (model, passages, entities)
        lines = ScoreLines(model: model?.threshold ?? 1, chosen: threshold)
        self.callable = callable.union(model?.intents ?? [])
        self.settled = settled
        version = [model?.fingerprint ?? 0, index?.fingerprint ?? 0]
            .map { String($0, radix: 16) }.joined(separator: "-")
    }

    /// Reads `text`; `language` is that of the conversation, for texts that do not tell, and `now`
    /// the moment from which relative dates count: without it they have no resolved value.
    package func interpret(
        _ text: String, language: Language? = nil, at now: ReferenceTime? = nil
    ) -> Interpretation {
        interpret(text, language: language, at: now, isThorough: false)
    }

    /// `isThorough` looks for passages whatever the intent.
    private func interpret(
        _ text: String, language: Language?, at now: ReferenceTime?, isThorough: Bool
    ) -> Interpretation {
        if let direct = DirectIntent(text), callable.contains(direct.intent) {
            return Interpretation(
                text: text, direct: direct, entities: direct.entities, model: version)
        }
        let analysis = analyzer.analyze(text)
        let spoken = analysis.language
        let prediction = model?.predict(analysis)
        let passages =
            !isThorough && isSettled(prediction, analysis)
            ? nil
            : index?.search(analysis, language: spoken ?? language, limit: Self.passagesMax)
        return Interpretation(
            text: text, language: spoken, asksForPerson: PersonRequest.matches(analysis),
            intents: prediction?.ranked ?? [],
            actThreshold: lines.act(prediction?.foreign ?? 0),
            offerThreshold: lines.offer(prediction?.foreign ?? 0),
            inScope: prediction?.inScope ?? 1, foreign: prediction?.foreign ?? 0,
            entities: extractor?.entities(in: text, at: now) ?? [], passages: passages ?? [],
            model: version)
    }

    private func isSettled(_ prediction: Prediction?, _ analysis: Analysis) -> Bool {
        guard let first = prediction?.ranked.first, first.score >= Self.settledScore else {
            return false
        }
        return settled.contains(first.name) && index?.hasQuestion(analysis) != true
    }

    /// Whether `text` is nothing but the wish for a person.
    package static func asksForPerson(_ text: String) -> Bool {
        PersonRequest.matches(Analyzer().analyze(text))
    }

    /// The passage with this citation.
    package func passage(_ id: String) -> Passage? { index?.passage(id) }

    /// The passages of an article by its path, in the order of the article.
    package func passages(ofArticle path: String) -> [Passage] {
        index?.passages.filter { $0.article == path } ?? []
    }

    /// Why `intent`, or the passage `passageID`, was the answer to `text`.
    package func explain(
        _ text: String, intent: String?, passageID: String?, language: Language? = nil
    ) -> Explanation {
        let reading = interpret(text, language: language, at: nil, isThorough: true)
        let analysis = analyzer.analyze(text)
        func terms(_ intent: String?) -> [MatchedTerm] {
            guard let intent, let model else { return [] }
            let parts = model.contributions(analysis, intent: intent)
                .map { MatchedTerm(term: $0.term, weight: $0.weight) }
                .sorted { (abs($0.weight), $1.term) > (abs($1.weight), $0.term) }
            guard parts.count > Self.termsMax else { return parts }
            let others = parts.dropFirst(Self.termsMax).reduce(0) { $0 + $1.weight }
            return parts.prefix(Self.termsMax) + [
                MatchedTerm(term: Self.otherTerms, weight: others)
            ]
        }
        let passage = reading.passages.first { $0.passage.id == passageID }
        let chosen = intent ?? (passage == nil ? reading.intents.first?.name : nil)
        let runnerUp = reading.intents.first { $0.name != chosen }?.name
        return Explanation(
            candidates: reading.intents,
            passages: reading.passages.map {
                PassageCandidate(id: $0.passage.id, score: $0.score)
            }, threshold: reading.actThreshold,
            terms: passage.map { Array($0.terms.prefix(Self.termsMax)) } ?? terms(chosen),
            runnerUp: runnerUp, runnerUpTerms: terms(runnerUp), model: version)
    }
}

/// A message `/intent{"entity":"value"}`, as buttons send it.
package struct DirectIntent: Sendable, Hashable {
    package var intent: String
    package var entities: [Entity]

    /// nil where `text` is not of that form.
    package init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "/"), text.utf8.count <= 4_096 else { return nil }
        let rest = text.dropFirst()
        let name = rest.prefix { $0.isLetter || $0.isNumber || "_-/.".contains($0) }
        guard !name.isEmpty else { return nil }
        let tail = rest.dropFirst(name.count)
        guard tail.isEmpty || tail.first == "{" && tail.last == "}" else { return nil }
        intent = String(name)
        entities = Self.pairs(tail).map {
            Entity(name: $0, value: $1, start: 0, end: 0, source: "payload")
        }
    }

    /// The message that calls `intent` with these values.
    package static func payload(_ intent: String, _ values: KeyValuePairs<String, String>) -> String
    {
        func quoted(_ text: String) -> String {
            let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return "\"\(escaped)\""
        }
        let members = values.map { quoted($0) + ":" + quoted($1) }
        return "/\(intent){\(members.joined(separator: ","))}"
    }

    /// Names and scalar values of a JSON object, in order; nested values are passed over.
    private static func pairs(_ json: Substring) -> [(String, String)] {
        var pairs: [(String, String)] = []
        var rest = json.dropFirst()
        while let name = string(&rest) {
            rest = rest.drop { $0 == " " || $0 == ":" }
            switch rest.first {
            case "\"":
                if let value = string(&rest) { pairs.append((name, value)) }
            case "{", "[": skipNested(&rest)
            default:
                let literal = rest.prefix { !",}".contains($0) }
                rest = rest.dropFirst(literal.count)
                if !literal.isEmpty { pairs.append((name, literal.filter { $0 != " " })) }
            }
        }
        return pairs
    }

    /// Moves `rest` behind the object or array that it starts with.
    private static func skipNested(_ rest: inout Substring) {
        var depth = 0
        while let character = rest.first {
            if character == "\"" {
                guard string(&rest) != nil else { break }
                continue
            }
            if "{[".contains(character) { depth += 1 }
            if "}]".contains(character) { depth -= 1 }
            rest = rest.dropFirst()
            if depth == 0 { return }
        }
        rest = rest.suffix(0)
    }

    /// The next quoted string of `rest`, which then starts behind it (RFC 8259, section 7).
    private static func string(_ rest: inout Substring) -> String? {
        guard let open = rest.firstIndex(of: "\"") else { return nil }
        var text = ""
        var at = rest.index(after: open)
        while at < rest.endIndex {
            let character = rest[at]
            at = rest.index(after: at)
            if character == "\"" {
                rest = rest[at...]
                return text
            }
            guard character == "\\" else {
                text.append(character)
                continue
            }
            guard at < rest.endIndex else { break }
            let escape = rest[at]
            at = rest.index(after: at)
            if escape == "u" {
                let digits = rest[at...].prefix(4)
                guard digits.count == 4 else { break }
                let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
                text.unicodeScalars.append(scalar ?? "\u{FFFD}")
                at = digits.endIndex
            } else {
                text.append(escapes[escape] ?? escape)
            }
        }
        return nil
    }

    private static let escapes: [Character: Character] = [
        "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "f": "\u{C}",
    ]
}

/// Words that ask for a person at once, without a model.
enum PersonRequest {
    private static let words: Set<String> = ["agent", "human", "representative"]
    private static let fillers: Set<String> = [
        "a", "an", "the", "i", "want", "need", "get", "give", "me", "to", "with", "talk", "speak",
        "chat", "connect", "real", "live", "please", "pls", "now", "can", "could", "let", "would",
        "like", "'d", "my", "your", "hi", "hello", "just", "service", "customer", "person",
    ]
    /// Longest first, so that 转人工客服 leaves nothing behind.
    private static let phrases = ["人工客服", "真人客服", "转人工", "人工", "真人"]
    private static let particles = Set("我要请转找接叫帮想给一下个的服务客了吧啊呢谢您你好快能不可以吗马上联系跟和说话聊")
    private static let refusals = ["不要", "不用", "不想", "别"]
    /// Tokens of a message that can still be nothing but a request for a person.
    private static let tokensMax = 16

    static func matches(_ analysis: Analysis) -> Bool {
        guard !analysis.tokens.isEmpty, analysis.tokens.count <= tokensMax else { return false }
        let spoken = analysis.tokens.filter { $0.kind != .mark }.map(analysis.text(of:))
        guard analysis.ideographCount > 0 else {
            return spoken.contains { words.contains($0) }
                && spoken.allSatisfy { words.contains($0) || fillers.contains($0) }
        }
        let text = spoken.joined()
        guard !refusals.contains(where: text.contains), phrases.contains(where: text.contains)
        else { return false }
        let rest = phrases.reduce(text) { $0.replacing($1, with: "") }
        return rest.allSatisfy { particles.contains($0) }
    }
}
