/// The wish for a person, told without a model.
struct PersonRequest {
    /// Tokens of a message that can still be nothing but such a wish.
    private static let tokensMax = 16

    /// The words and ideographs of the message.
    private let spoken: [String]
    private let isChinese: Bool

    /// Nil of a message that is too long to be one.
    init?(_ analysis: Analysis) {
        guard !analysis.tokens.isEmpty, analysis.tokens.count <= Self.tokensMax else { return nil }
        spoken = analysis.tokens.filter { $0.kind != .mark }.map(analysis.text(of:))
        isChinese = analysis.ideographCount > 0
    }

    /// Whether the message holds a word that asks for a person at once, as `docs/understanding.md`
    /// lists them, and nothing that says more or says no.
    var isNamed: Bool { isChinese ? Chinese.matches(spoken) : English.matches(spoken) }

    /// Whether the message can hardly mean anything else, where no intent of the desk is for it:
    /// `can I speak to someone please`, 能不能来个人.
    var isMeant: Bool { isChinese ? Chinese.isMeant(spoken) : English.isMeant(spoken) }
}

extension PersonRequest {
    private enum English {
        private static let words: Set<String> = ["agent", "human", "representative"]
        /// Words that say no more beside one of ``words``; one that is not here is another wish.
        private static let fillers: Set<String> = [
            "a", "an", "the", "i", "want", "need", "get", "give", "me", "to", "with", "talk",
            "speak", "chat", "connect", "transfer", "real", "live", "please", "pls", "now", "can",
            "could",
            "let", "would", "like", "'d", "my", "your", "hi", "hello", "just", "service",
            "customer", "person",
        ]

        /// What somebody does who brings a person.
        private static let gives: Set<String> = ["get", "give", "connect", "transfer", "let"]

        /// Who else may be meant, and with which words.
        private static let persons = words.union([
            "person", "people", "someone", "somebody", "rep", "operator", "employee", "colleague",
            "staff", "manager", "owner", "reception", "receptionist", "boss", "advisor", "adviser",
        ])
        private static let wishes: Set<String> = [
            "talk", "speak", "chat", "connect", "transfer", "through", "contact", "reach", "need",
            "want", "give", "get", "please", "pls", "real", "live", "actual",
        ]
        private static let moreFillers: Set<String> = [
            "'m", "'ve", "is", "are", "there", "here", "any", "of", "from", "in", "at", "on",
            "am", "trying", "being", "member", "team", "some", "back", "have",
            "may", "might", "possible", "it", "possibly", "again", "put", "you", "us", "one",
            "rather", "instead", "directly", "actually", "about", "this", "available", "ok", "do",
        ]
        /// How annoyed somebody is, beside a wish: "I want a human, this is ridiculous".
        private static let vents = Set(
            """
            joke ridiculous useless stupid crazy unacceptable nonsense silly annoying \
            pathetic hopeless pointless absurd outrageous disgrace disgraceful fed up \
            sick enough already asap immediately seriously honestly damn bloody fucking hell waste time
            """.split(whereSeparator: \.isWhitespace).map(String.init))
        private static let ventFrames: Set<String> = [
            "this", "that", "it", "'s", "is", "are", "so", "such", "a", "an", "of",
        ]
        private static let firmWishes: Set<String> = [
            "want", "need", "get", "give", "talk", "speak", "connect", "transfer", "let",
        ]
        private static let calls: Set<String> = ["call", "ring", "phone", "telephone"]
        private static let determiners: Set<String> = ["a", "the", "my", "your", "this", "any"]
        private static let alone = [
            ["operator"], ["person"], ["a", "person"], ["support"], ["customer", "support"],
            ["customer", "service"], ["customer", "care"], ["transfer", "me"], ["connect", "me"],
            ["put", "me", "through"],
        ]
        private static let machines: Set<String> = ["bot", "robot", "machine", "computer", "ai"]
        private static let refusals: Set<String> = ["n't", "not", "no", "without"]
        /// All words of a message that can hardly mean anything else.
        private static let known = fillers.union(moreFillers).union(persons).union(wishes)
            .union(machines).union(refusals).union(calls)

        static func matches(_ spoken: [String]) -> Bool {
            let isVented = isVented(spoken)
            return spoken.contains(where: words.contains)
                && zip([""] + spoken, spoken).allSatisfy { before, word in
                    switch word {
                    // "Talk like a human" is a wish for another tone.
                    case "like": ["would", "'d"].contains(before)
                    // "Can you speak human?" asks what is spoken.
                    case "you":
                        ["can", "could"].contains(before) && spoken.contains(where: gives.contains)
                    default:
                        words.contains(word) || fillers.contains(word)
                            || isVented && (vents.contains(word) || ventFrames.contains(word))
                    }
                }
        }

        private static let knownOrVent = known.union(vents).union(ventFrames)

        /// Whether somebody is annoyed and wants something: "this agent is useless" wishes for
        /// nothing.
        private static func isVented(_ spoken: [String]) -> Bool {
            spoken.contains(where: vents.contains) && spoken.contains(where: firmWishes.contains)
        }

        static func isMeant(_ spoken: [String]) -> Bool {
            if alone.contains(spoken) { return true }
            let isAboutMachine = spoken.contains(where: machines.contains)
            let isWish = spoken.contains(where: wishes.contains)
            guard spoken.contains(where: refusals.contains) == isAboutMachine,
                spoken.allSatisfy(isVented(spoken) ? knownOrVent.contains : known.contains)
            else { return false }
            if isAboutMachine { return isWish }
            if spoken.starts(with: ["are", "you"]) { return false }
            if isCalled(spoken) {
                let isBack = spoken.contains("back") && !spoken.contains("i")
                if isBack || spoken.contains("me") { return true }
            }
            return isWish && spoken.contains(where: persons.contains)
        }

        /// Whether somebody shall call; `my phone` and `the ring` are things.
        private static func isCalled(_ spoken: [String]) -> Bool {
            zip([""] + spoken, spoken).contains { before, word in
                calls.contains(word) && (word == "call" || !determiners.contains(before))
            }
        }
    }
}

extension PersonRequest {
    private enum Chinese {
        /// Longest first, so that 转人工客服 leaves nothing behind.
        private static let phrases = ["人工客服", "真人客服", "转人工", "人工", "真人"]
        /// Ideographs that say no more beside one of ``phrases``.
        private static let particles = Set("我要请转找接叫帮想给一下个的服务客了吧啊呢谢您你好快能不可以吗马上联系跟和说话聊")
        private static let refusals = ["不要", "不用", "不想", "别"]

        /// What a phrase does to a message that may ask for a person.
        private enum Part {
            /// Asks for one by itself.
            case named
            /// Who is meant with a ``call``.
            case person
            case call
            /// Asks to be called, where the customer is named too.
            case callback
            case machine
            case refusal
        }

        private static let parts: [(Part, [String])] = [
            (
                .named,
                [
                    "人工客服", "真人客服", "在线客服", "客服人员", "工作人员", "客服", "人工", "真人", "活人", "来个人",
                    "来人", "换个人", "换人", "找个人", "找人", "跟人", "和人", "叫人", "叫个人", "人呢",
                ]
            ),
            (.person, ["老板", "店长", "经理", "负责人", "前台", "店员", "主管", "领导", "员工"]),
            (.call, ["找", "转", "接", "叫", "联系", "让", "喊"]),
            (.callback, ["打电话", "回电话", "回个电话", "来电"]),
            (.machine, ["机器人", "机器", "自动回复"]),
            (.refusal, refusals),
        ]
        private static let moreParticles = particles.union("来有没们里这边直接现在出点忙让电打回喊到位跟能够")

        private typealias Phrase = (ideographs: [String], part: Part)

        /// All phrases by their first ideograph: a message is looked through once, as to search it
        /// for each of them costs more than the model.
        private static let phrasesByStart: [String: [Phrase]] = {
            let all = parts.flatMap { part, phrases in
                phrases.map { (ideographs: $0.map(String.init), part: part) }
            }
            return Dictionary(grouping: all) { $0.ideographs[0] }
        }()

        private static func parts(of spoken: [String]) -> Set<Part> {
            var found: Set<Part> = []
            for at in spoken.indices {
                for phrase in phrasesByStart[spoken[at]] ?? []
                where spoken[at...].starts(with: phrase.ideographs) {
                    found.insert(phrase.part)
                }
            }
            return found
        }

        private static func phrases(of kinds: Part...) -> [String] {
            kinds.flatMap { kind in parts.filter { $0.0 == kind }.flatMap(\.1) }
        }

        static func matches(_ spoken: [String]) -> Bool {
            // In every phrase one of these stands; in most messages neither, and searching costs.
            guard
                zip(spoken, spoken.dropFirst()).contains(where: {
                    ($0 == "人" && $1 == "工") || ($0 == "真" && $1 == "人")
                })
            else { return false }
            let text = spoken.joined()
            guard !refusals.contains(where: text.contains), phrases.contains(where: text.contains)
            else { return false }
            return rest(of: text, without: phrases).allSatisfy { particles.contains($0) }
        }

        static func isMeant(_ spoken: [String]) -> Bool {
            let found = parts(of: spoken)
            if found.contains(.machine) {
                return found.contains(.refusal)
                    && isNothing(beside: phrases(of: .machine, .refusal, .named), spoken)
            }
            let isNamed =
                found.contains(.named) || found.contains(.callback) && spoken.contains("我")
                || found.contains(.person) && found.contains(.call)
            return isNamed && !found.contains(.refusal)
                && isNothing(beside: phrases(of: .named, .callback, .person), spoken)
        }

        private static func isNothing(beside phrases: [String], _ spoken: [String]) -> Bool {
            rest(of: spoken.joined(), without: phrases).allSatisfy { moreParticles.contains($0) }
        }

        private static func rest(of text: String, without phrases: [String]) -> String {
            phrases.reduce(text) { $0.replacing($1, with: "") }
        }
    }
}
