import Understanding

/// What a message may mean.
enum Candidate {
    case intent(RankedIntent)
    case passage(RankedPassage)

    /// Probability of being right, in 0...1.
    var score: Double {
        switch self {
        case .intent(let intent): intent.score
        case .passage(let passage): passage.score
        }
    }

    /// Nil for an intent.
    var passage: Passage? {
        if case .passage(let found) = self { found.passage } else { nil }
    }
}

/// What is offered as buttons where a message may mean several things.
extension DialoguePolicy {
    /// A question back over `candidates`, intents before passages.
    func clarify(_ candidates: [Candidate], _ language: Language) -> Route {
        let choices = choices(candidates, language)
        return choices.isEmpty ? .fallback : .clarify(choices)
    }

    /// What comes nearest to a message that is not understood, at most ``Options/topicsMax``; no
    /// intent to one that is like the examples of what is out of scope, for a net tells these by how
    /// they are framed, and a section only from a higher score on.
    func topics(near reading: Interpretation, _ language: Language) -> [Route.Choice] {
        let passageMin =
            reading.isOutOfScope ? Self.outsideTopicPassageMin : Self.topicPassageMin
        let isFamiliar =
            !reading.isOutOfScope && reading.foreign <= ScoreLines.foreignMax
            && reading.evidence >= ScoreLines.wordsMin
        let candidates = candidates(
            reading.intents.prefix(isFamiliar ? 2 : 0).filter {
                $0.score >= Self.topicIntentMin && isMeant($0, reading)
            },
            Array(reading.passages.filter { $0.score >= passageMin }.prefix(2)))
        return nearest(candidates, language)
    }

    /// What `text` may have been about where that is not what was `said` to it, at most
    /// ``Options/topicsMax``; `subject` is what was spoken of before. Of answers beside the point three
    /// of four have the right topic among three such (`Benchmarks/understanding.md`).
    func otherTopics(
        of text: String, than said: [Message], behind subject: FollowUp.Subject?,
        _ language: Language
    ) -> [Route.Choice] {
        let answers = said.compactMap(\.answer)
        guard options.topicsMax > 0, !answers.isEmpty else { return [] }
        let refused = (
            intents: Set(answers.compactMap(\.intent)),
            passages: Set(answers.compactMap(\.passageID))
        )
        let read = interpreter.interpret(text, language: language, isThorough: true)
        guard !read.isOutOfScope else { return [] }
        let offered = Set(said.flatMap(\.actions).map(\.payload))
        let intents = read.intents.filter { intent in
            !refused.intents.contains(intent.name) && intent.score >= Self.otherIntentMin
                && script.hasReply(to: intent.name) && !courtesies.contains(intent.name)
                && !offered.contains(DirectIntent.payload(intent.name))
                && !isShown(refused.passages, by: intent.name)
        }
        func isOther(_ found: RankedPassage) -> Bool {
            !refused.passages.contains(found.passage.id) && !offered.contains(found.passage.payload)
        }
        // What leans on an answer may be about that.
        let followed = subject.flatMap { subject in
            Wording(text).leansOnContext
                ? interpreter.followUp(text, on: subject, language: language) : nil
        }
        let near = followed?.passages.filter(isOther).prefix(Self.otherFollowedMax) ?? []
        let passages = read.passages.filter { found in
            isOther(found) && found.score >= Self.topicPassageMin
                && !near.contains { $0.passage.id == found.passage.id }
        }
        let alone = candidates(Array(intents.prefix(2)), passages)
        let topics = choices(near.map(Candidate.passage), language) + nearest(alone, language)
        return Array(topics.prefix(options.topicsMax))
    }

    /// Whether the reply to `intent` is one of these passages.
    private func isShown(_ passages: Set<String>, by intent: String) -> Bool {
        script.showsArticle(to: intent)
            && script.articles[intent]?.values.contains { passages.contains($0.id) } == true
    }

    /// Buttons for the likeliest of `candidates`.
    private func nearest(_ candidates: [Candidate], _ language: Language) -> [Route.Choice] {
        let scores = candidates.map(\.score).sorted(by: >)
        guard let least = scores.prefix(options.topicsMax).last else { return [] }
        let nearest = choices(candidates.filter { $0.score >= least }, language)
        return Array(nearest.prefix(options.topicsMax))
    }

    /// `intents`, and those of `passages` that none of them shows anyway.
    func candidates(_ intents: [RankedIntent], _ passages: [RankedPassage]) -> [Candidate] {
        let others = passages.filter { found in
            !intents.contains { script.binds(found.passage, to: $0.name) }
        }
        return intents.map(Candidate.intent) + others.map(Candidate.passage)
    }

    /// Buttons for those of `candidates` that something can be said to; the intents come first.
    private func choices(_ candidates: [Candidate], _ language: Language) -> [Route.Choice] {
        var offered: [Route.Choice] = []
        for case .intent(let intent) in candidates where script.hasReply(to: intent.name) {
            let title = title(of: intent.name, language)
            // Two intents may have one example first; their names differ.
            let isTaken = offered.contains { Self.isAlike($0.title, title) }
            offered.append(
                Route.Choice(
                    title: isTaken ? DialogueScript.words(ofName: intent.name) : title,
                    payload: DirectIntent.payload(intent.name)))
        }
        let found = candidates.compactMap(\.passage)
        let titles = titles(of: found, beside: offered.map(\.title))
        for (title, passage) in zip(titles, found)
        where !offered.contains(where: { Self.isAlike($0.title, title) }) {
            offered.append(Route.Choice(title: title, payload: passage.payload))
        }
        return offered
    }

    /// Whether people would take one title for the other.
    static func isAlike(_ a: String, _ b: String) -> Bool { letters(of: a) == letters(of: b) }

    /// What people read of a title: small letters and numbers.
    private static func letters(of title: String) -> String {
        var letters = String.UnicodeScalarView()
        for scalar in title.lowercased().unicodeScalars {
            switch scalar.value {
            // The most frequent ones first: properties are looked up in tables.
            case 0x61...0x7A, 0x30...0x39, 0x4E00...0x9FFF: letters.append(scalar)
            case ..<0x80: break
            default:
                let properties = scalar.properties
                if properties.isAlphabetic || properties.numericType != nil
                    || properties.generalCategory == .nonspacingMark
                {
                    letters.append(scalar)
                }
            }
        }
        return String(letters)
    }

    /// What the buttons of passages show: of those that would read like another the title of the
    /// article, too, where that is the same the heading above the section, and its path where
    /// nothing else tells.
    func titles(of passages: [Passage], beside others: [String]) -> [String] {
        var titles = passages.map(\.title)
        let names: [(Passage) -> String?] = [
            \.articleTitle, \.headings.last, { String($0.article) },
        ]
        for name in names {
            let all = (titles + others).map(Self.letters)
            // Hardly ever does one read like another.
            guard Set(all).count < all.count else { break }
            titles = zip(zip(titles, all), passages).map { title, passage in
                guard let name = name(passage), name != passage.title,
                    all.count(where: { $0 == title.1 }) > 1
                else { return title.0 }
                return passage.language == .chinese
                    ? "\(passage.title)（\(name)）" : "\(passage.title) (\(name))"
            }
        }
        return titles
    }

    /// What stands above an answer that is less than sure, or, however sure it is of the words, to a
    /// message that may be about something else (`isDoubtful`); nil above any other.
    func confirmation(of said: Message, isDoubtful: Bool = false) -> String? {
        guard let answer = said.answer, let confidence = answer.confidence,
            isDoubtful ? options.confirmBelow > 0 : confidence < options.confirmBelow,
            let topic = topic(confirmedBy: said, answer)
        else { return nil }
        let words = script.phrase(.confirming, slots: ["topic": topic], in: said.language)
        return "\(words)\n\n"
    }

    /// What was said without that.
    func unconfirmed(_ said: Message) -> String {
        guard let words = confirmation(of: said, isDoubtful: true), said.content.hasPrefix(words)
        else {
            return said.content
        }
        return String(said.content.dropFirst(words.count))
    }

    /// What an answer takes the message for: the section that it shows, or the intent. Nil where it is
    /// no more than a word between people, or leaves more than words behind.
    private func topic(confirmedBy said: Message, _ answer: Answer) -> String? {
        guard !isSmallTalk(said), answer.intent.map(script.isLasting) != true else { return nil }
        return answer.sources.first?.title ?? answer.intent.map { title(of: $0, said.language) }
    }

    /// An intent's name as people read it.
    func title(of intent: String, _ language: Language) -> String {
        script.title(of: intent, language)
    }
}

extension Passage {
    /// What a button sends that shows the passage.
    var payload: String { DirectIntent.payload(BuiltInIntent.passage, ["passage": id]) }
}
