package import Understanding

/// The assistant's content beside its models: what to say and what to do for an intent.
package struct DialogueScript: Sendable {
    /// The project's, completed by the desk's own: every built-in name has a text in each language.
    package internal(set) var responses: Responses
    /// Actions of an intent in order, from rules of the form intent → actions.
    package let actions: [String: [RuleAction]]
    /// Intents whose rule cannot be served: their response may be no answer without the rest of it,
    /// so that only an article answers.
    private let withheld: Set<String>
    /// How an intent is called in a choice, by language: its first example there.
    package let titles: [String: [Language: String]]
    /// Passage by the intent that its article binds, by language: the article's first one.
    package let articles: [String: [Language: Passage]]
    /// What is done for a message that is not understood, and for one that is none of the desk's
    /// business, where the project says it: like ``actions``.
    let missed: [RuleAction]
    let outside: [RuleAction]
    /// Intents that anything can be said to, and those that may be answered with the response of
    /// their name: looked up several times a message.
    private let answered: Set<String>
    private let named: Set<String>
    /// Intents that have a response of their name.
    private let intentsOfResponses: Set<String>
    /// Intents whose response has a button that opens a ticket.
    private let offering: Set<String>
    /// What is said to intents that nothing answers and whose examples are small talk.
    private var smallTalk: [String: OwnResponse] = [:]
    /// What customers are spoken to in until they have said something that tells: the language that
    /// most of the project is in.
    package let language: Language

    package init(
        responses: Responses = Responses(), actions: [String: [RuleAction]] = [:],
        withheld: Set<String> = [], titles: [String: [Language: String]] = [:],
        articles: [String: [Language: Passage]] = [:], language: Language = .english
    ) {
        self.language = language
        self.responses = responses.completed(by: .builtIn)
        // The title of a button of the desk's is no answer: a rule that says it means a response that
        // the project lacks.
        let actions = actions.mapValues { steps in
            steps.filter { step in
                step.response.flatMap(OwnResponse.init(rawValue:))?.isTitle != true
                    || step.response.map(responses.has) == true
            }
        }
        (self.actions, self.withheld) = (actions, withheld)
        (self.titles, self.articles) = (titles, articles)
        /// The actions of the rule for `intent`; where there is none its response, and where that
        /// rule is not served or there is no response the first of `others` that is one.
        func reaction(to intent: String, otherwise others: [String]) -> [RuleAction] {
            if let rule = actions[intent] { return rule }
            let own = withheld.contains(intent) ? [] : [Responses.name(toIntent: intent)]
            return (own + others).filter(responses.has).prefix(1).map(RuleAction.say)
        }
        // Whoever writes the desk's own sentence means it, whatever comes from Rasa beside it.
        missed = reaction(
            to: RasaName.fallback,
            otherwise: [OwnResponse.fallback.rawValue, RasaName.defaultResponse])
        outside = reaction(to: IntentModel.outOfScope, otherwise: [])
        let said = self.responses
        let intents = responses.names + OwnResponse.allCases.filter(\.answersIntent).map(\.rawValue)
        intentsOfResponses = Set(intents.compactMap(Responses.intent(ofName:)))
        named = intentsOfResponses.subtracting(withheld)
        offering = named.filter { intent in
            said.payloads(of: Responses.name(toIntent: intent)).compactMap(DirectIntent.init)
                .contains {
                    $0.intent == BuiltInIntent.ticket
                        || actions[$0.intent]?.contains(.openTicket) == true
                }
        }
        answered = named.union(articles.keys).union(
            actions.filter { $1.contains { $0.response.map(said.has) ?? true } }.keys)
    }

    /// Intents that a message or a button may call, whether they have examples or not.
    package var callableIntents: Set<String> {
        BuiltInIntent.all.union(actions.keys).union(withheld).union(articles.keys)
            .union(intentsOfResponses)
    }

    /// Intents whose reply is a response and asks no article.
    package var settledIntents: Set<String> {
        named.filter { actions[$0]?.contains(.showPassage) != true }
    }

    /// An intent that nothing answers is small talk where this share of its examples is answered
    /// with the same words of the desk's: the others are, too, as `thanks bro` of `thank`.
    private static let smallTalkShare = 0.5

    /// Has the desk's own words said to those intents of `examples` that nothing else answers and
    /// that are small talk.
    package mutating func learnSmallTalk(of examples: [Example]) {
        var told: [String: (answers: [OwnResponse: Int], count: Int)] = [:]
        for example in examples
        where !hasReply(to: example.intent) && !withheld.contains(example.intent) {
            told[example.intent, default: ([:], 0)].count += 1
            // Who asks for help is in need of more than a greeting.
            guard let reply = Reply(Wording(example.text)), reply != .ability,
                let own = OwnResponse(to: reply)
            else { continue }
            told[example.intent]?.answers[own, default: 0] += 1
        }
        smallTalk = told.compactMapValues { answers, count in
            // Of two halves the same one in every run.
            answers.filter { Double($0.value) >= Self.smallTalkShare * Double(count) }
                .keys.min { $0.rawValue < $1.rawValue }
        }
    }

    /// What the desk says to an intent that nothing else answers and that is small talk.
    package func smallTalk(_ intent: String) -> OwnResponse? { smallTalk[intent] }

    /// Intents that something comes of.
    package var answeredIntents: Set<String> { answered.union(smallTalk.keys) }

    /// Those of them that something is said to: without those whose rule only asks for a person.
    var spokenToIntents: Set<String> {
        answeredIntents.filter { actions[$0] != [.askForPerson] }
    }

    /// Whether anything can be said to `intent` that the project has.
    package func hasReply(to intent: String) -> Bool { answered.contains(intent) }

    /// Whether `intent` may be answered with the response of its name.
    func saysResponse(to intent: String) -> Bool { named.contains(intent) }

    /// Whether the rule of `intent` asks for a person.
    func asksForPerson(_ intent: String) -> Bool {
        actions[intent]?.contains(.askForPerson) == true
    }

    /// Whether a button under the response to `intent` opens a ticket.
    func offersTicket(_ intent: String) -> Bool { offering.contains(intent) }

    /// Whether the rule of `intent` opens a ticket.
    func opensTicket(_ intent: String) -> Bool { actions[intent]?.contains(.openTicket) == true }

    /// Whether the rule of `intent` leaves more behind than words: a ticket, a place in the queue.
    func isLasting(_ intent: String) -> Bool {
        actions[intent]?.contains(where: \.isLasting) == true
    }

    /// Whether `intent` is answered with an article and not with words of its own.
    func showsArticle(to intent: String) -> Bool {
        let actions = actions[intent] ?? []
        if actions.contains(.showPassage) { return true }
        return actions.isEmpty && articles[intent] != nil && !saysResponse(to: intent)
    }

    /// Whether `passage` is of the article that answers `intent`.
    func binds(_ passage: Passage, to intent: String) -> Bool {
        articles[intent]?.values.contains { $0.article == passage.article } ?? false
    }
}

/// How things are called and said.
extension DialogueScript {
    /// What an intent is called: its first example in this language, else the English one, else the
    /// words of its name.
    func title(of intent: String, _ language: Language) -> String {
        let titles = titles[intent] ?? [:]
        return titles[language] ?? titles[.english] ?? Self.words(ofName: intent)
    }

    /// The text of a response of the desk's own, or the project's of that name, without its buttons.
    func phrase(
        _ own: OwnResponse, slots: [String: String] = [:], in language: Language
    ) -> String {
        let found = responses.variant(own.rawValue, language: language, pick: 0)
        return found.map { $0.variant.filled(slots) } ?? own.text(in: language)
    }

    static func words(ofName intent: String) -> String {
        intent.split(whereSeparator: { $0 == "_" || $0 == "/" }).joined(separator: " ")
    }
}
