/// What a message says that is nothing but small talk.
enum SmallTalk: Hashable, CaseIterable {
    case greeting
    case thanks
    case farewell
    /// Who answers here, a person or a machine?
    case challenge
    /// What can be asked?
    case ability

    /// Tokens of a message that is looked at.
    private static let tokensMax = 12

    /// The phrases that say it.
    var phrases: [String] {
        switch self {
        case .greeting: CourtesyWords.greetings
        case .thanks: CourtesyWords.thanks
        case .farewell: CourtesyWords.farewells
        case .challenge: BotQuestions.challenges
        case .ability: BotQuestions.abilities
        }
    }

    /// Of several the first of these is meant.
    private static let order: [SmallTalk] = [.challenge, .ability, .farewell, .thanks, .greeting]

    /// Nil where any word says something else.
    init?(_ analysis: Analysis) {
        guard analysis.tokens.count <= Self.tokensMax, let first = analysis.tokens.first,
            Self.table.knows(first: Self.unstretched(analysis.text(of: first)))
        else { return nil }
        var words = analysis.tokens.filter { $0.kind != .mark }
            .map { Self.unstretched(analysis.text(of: $0)) }[...]
        var said: Set<SmallTalk> = []
        while !words.isEmpty {
            let phrase = Self.table.longest(in: words) { _, role in
                role != .reason || said.contains(.thanks)
            }
            guard let phrase else { return nil }
            if case .talk(let talk) = phrase.role { said.insert(talk) }
            words = words.dropFirst(phrase.length)
        }
        guard let told = Self.order.first(where: said.contains) else { return nil }
        self = told
    }

    private enum Role: Hashable {
        case talk(SmallTalk)
        /// Goes with any small talk.
        case companion
        /// Goes with thanks that stand before it.
        case reason
    }

    private static let table = PhraseTable<Role>(
        allCases.map { ($0.phrases, .talk($0)) }
            + [(CourtesyWords.companions, .companion), (CourtesyWords.reasons, .reason)])

    private static let vocabulary = table.words

    /// `hellooo` and `gooood` as they are spelt: letters that stand three times and more stand once,
    /// or twice where only that is a word of small talk.
    private static func unstretched(_ word: String) -> String {
        let letters = word.unicodeScalars
        guard
            zip(letters, zip(letters.dropFirst(), letters.dropFirst(2)))
                .contains(where: { $0 == $1.0 && $0 == $1.1 })
        else { return word }
        return [1, 2].lazy.map { shortened(word, to: $0) }.first(where: vocabulary.contains) ?? word
    }

    /// `word` with every run of three letters alike and more cut to `length`.
    private static func shortened(_ word: String, to length: Int) -> String {
        var runs: [(letter: Unicode.Scalar, count: Int)] = []
        for letter in word.unicodeScalars {
            if runs.last?.letter == letter {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((letter, 1))
            }
        }
        return runs.reduce(into: "") { text, run in
            let count = run.count > 2 ? length : run.count
            text.unicodeScalars.append(contentsOf: repeatElement(run.letter, count: count))
        }
    }
}

/// How a desk that answers small talk knows it: by an example of its own of each kind.
///
/// Who writes "hello" as an example of an intent means every greeting: one that is no example is
/// read as that one. Who writes "is anybody there" or "help me" may mean the wish for a person, and
/// who writes "who are you" the company, so that these tell nothing of others.
struct DeskSmallTalk: Sendable {
    private static let ambiguous = Set(
        CourtesyWords.calls + BotQuestions.names + BotQuestions.cries)

    private let examples: [SmallTalk: [Language: Analysis]]

    /// Of each kind the intent that has most of its phrases as examples, and the first phrase
    /// in each language.
    init(_ model: IntentModel?) {
        var examples: [SmallTalk: [Language: Analysis]] = [:]
        let analyzer = Analyzer()
        for talk in SmallTalk.allCases {
            var known: [(intent: String, analyses: [Analysis])] = []
            for phrase in talk.phrases where !Self.ambiguous.contains(phrase) {
                let analysis = analyzer.analyze(phrase)
                guard let intent = model?.exampleIntent(analysis) else { continue }
                if let at = known.firstIndex(where: { $0.intent == intent }) {
                    known[at].analyses.append(analysis)
                } else {
                    known.append((intent, [analysis]))
                }
            }
            let most = known.map(\.analyses.count).max()
            guard let chosen = known.first(where: { $0.analyses.count == most }) else { continue }
            for analysis in chosen.analyses {
                guard let language = analysis.language else { continue }
                if examples[talk]?[language] == nil {
                    examples[talk, default: [:]][language] = analysis
                }
            }
        }
        self.examples = examples
    }

    /// The example that says what `analysis` says, where that is nothing but small talk.
    func example(for analysis: Analysis) -> Analysis? {
        guard !examples.isEmpty, let talk = SmallTalk(analysis), let known = examples[talk]
        else { return nil }
        let languages = [analysis.language].compactMap { $0 } + Language.allCases
        return languages.lazy.compactMap { known[$0] }.first
    }
}
