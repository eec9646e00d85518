import Dialogue
import Testing
import Understanding
import Wire

/// What one side of the protocol writes the other reads.
@Suite struct RoundTripTests {
    static let texts = ["x", "还在吗", "a \"b\" \\ c", "tab\tand\nline", "🙂é\u{301}", "{\"a\":1}"]

    /// A random frame of every kind in turn.
    static func frame(_ kind: Int, _ random: inout SplitMix) -> ClientFrame {
        func text() -> String { texts[Int(random.next() % UInt64(texts.count))] }
        func maybe() -> String? { random.next() % 2 == 0 ? nil : text() }
        func number() -> Int64 { Int64(random.next() >> 40) + 1 }
        let id = "k\(random.next() % 1_000)"
        let message = MessageID("m_abc.\(number())")
        let language: Language? = random.next() % 2 == 0 ? nil : .chinese
        return switch kind {
        case 0:
            .hello(
                .init(
                    sessionToken: maybe(), identityToken: maybe(), lastSeq: number(),
                    language: language,
                    visit: random.next() % 2 == 0
                        ? nil : Visit(pageURL: "https://x/\(number())", client: "w/1")))
        case 1: .message(id: id, content: text())
        case 2: .action(id: id, message: message, action: "1")
        case 3: .ticket(id: id, subject: text(), priority: .high)
        case 4: .tickets
        case 5: .handoff(id: id, reason: maybe())
        case 6: .bot(id: id, reason: maybe())
        case 7: .feedback(id: id, message: message, value: .down, reason: maybe())
        case 8: .rate(id: id, score: 4, comment: maybe())
        case 9:
            .profile(
                id: id, name: text().replacing("\n", with: " ").replacing("\t", with: " "),
                email: nil, language: language)
        case 10: .why(message: message)
        case 11: .history(beforeSeq: number(), limit: 20)
        case 12: .ping(nonce: maybe())
        case 13: .typing(state: .active)
        case 14: .read(seq: number())
        default: .bye
        }
    }

    @Test func everyClientFrameIsReadAsItWasWritten() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        let codec = FrameCodec(limits: WireLimits())
        for round in 0..<4_000 {
            let frame = Self.frame(round % 16, &random)
            #expect(try codec.decode(frame.json) == frame, "seed \(seed), round \(round)")
        }
    }

    static func entry(_ body: Entry.Body) -> Entry {
        Entry(
            conversation: ConversationID("c_x"), seq: 2, createdAt: Timestamp(milliseconds: 0),
            body: body)
    }

    static let bodies: [Entry.Body] = [
        .message(
            Message(
                sender: .agent(id: "a_1", name: "Li"), content: "Hi \"you\"", language: .chinese)),
        .message(
            Message(sender: .customer(ParticipantID("p_1")), content: "x", language: .english)),
        .message(
            Message(
                sender: .customer(ParticipantID("p_1")), content: "Orders", language: .english,
                payload: "/order_status")),
        .status(.waiting, position: 3), .status(.closed, position: nil),
        .ticket(number: 104, status: .open, subject: "it broke"),
        .rating(score: 4, comment: nil), .rating(score: 1, comment: "slow"),
        .feedback(message: MessageID("m_x.1"), value: .up, reason: "clear"),
        .profile(name: "Ann", email: "a@b.c", language: .chinese, verified: true),
    ]

    @Test(arguments: bodies)
    func anEntryIsReadAsItWasWritten(body: Entry.Body) throws {
        let line = ServerFrameEncoder(limits: WireLimits()).encode(.entry(Self.entry(body)))

        guard case .entry(let entry, _) = ReceivedFrame(line) else {
            Issue.record("not read: \(String(decoding: line, as: UTF8.self))")
            return
        }
        #expect(entry == Self.entry(body))
    }

    static let winners:
        [(winner: Explanation.Candidate, terms: String, second: Explanation.Candidate)] = [
            (
                .passage("en/a.md#t"), "* terms: password 2.50; raw score 2.50; source en/a.md#t, ",
                .intent("greet")
            ),
            (
                .passage("en/b.md#u"),
                "* terms: password 2.50; raw score 2.50 of en/b.md#u; source ",
                .passage("zh/申请 表.md#节")
            ),
            (
                .intent("greet"),
                "* terms: password 2.5; raw score 2.50 of greet; source en/a.md#t, ",
                .passage("en/b.md#u")
            ),
        ]

    @Test(arguments: winners)
    func anExplanationIsShownTheSameOnBothSides(
        winner: Explanation.Candidate, terms: String, second: Explanation.Candidate
    ) throws {
        let why = MessageExplanation(
            message: MessageID("m_x.2"),
            answer: Answer(
                kind: .knowledge, confidence: 0.93,
                sources: [Source(title: "T", url: "/articles/en/a.md#t")]),
            explanation: Explanation(
                intents: [
                    RankedIntent(name: "greet", score: 0.4), RankedIntent(name: "bye", score: 0.1),
                ],
                passages: [
                    PassageCandidate(id: "en/a.md#t", score: 0.93),
                    PassageCandidate(id: "en/b.md#u", score: 0.12),
                ],
                lines: .init(act: 0.25, offer: 0.15, passageAct: 0.55, passageOffer: 0.25),
                readAs: "reset my password",
                scope: .init(probability: 0.7, foreign: 0.5, evidence: 1.25, others: "mortgage"),
                winner: winner,
                terms: [MatchedTerm(term: "password", weight: 2.5)],
                score: 2.5, runnerUp: second,
                runnerUpTerms: [MatchedTerm(term: "hi", weight: -0.5)], runnerUpScore: -0.5,
                model: "a-b"))
        let renderer = TextRenderer(language: .english)

        let line = ServerFrameEncoder(limits: WireLimits()).encode(.explanation(why))

        guard case .explanation(let read) = ReceivedFrame(line) else {
            Issue.record("not read: \(String(decoding: line, as: UTF8.self))")
            return
        }
        #expect(renderer.why(read) == renderer.why(why))
        #expect(
            renderer.why(read).contains(
                "* asks from 0.15; in scope 0.70, foreign words 0.50, evidence 1.25, "
                    + "others' business: mortgage"))
        #expect(renderer.why(read).contains("* read as: reset my password"))
        #expect(renderer.why(read).contains { $0.contains("confidence 0.93") })
        #expect(renderer.why(read).contains { $0.hasPrefix(terms) }, "\(renderer.why(read))")
        #expect(read.explanation.winner == winner)
        #expect(read.explanation.runnerUp == second)
        let weight = second.method == .parts ? "-0.50" : "-0.5"
        #expect(
            renderer.why(read).contains {
                $0.hasPrefix("* terms of ") && $0.hasSuffix(": hi \(weight); raw score -0.50")
            })
        #expect(
            renderer.why(read).contains(
                "* passages: en/a.md#t 0.93 · en/b.md#u 0.12; answers from 0.55, asks from 0.25"))
    }

    static let chosen: [(basis: Explanation.Basis, answer: Answer, line: String)] = [
        (
            .choice, Answer(kind: .intent, intent: "bye", confidence: 1),
            "* intent: intent bye, chosen from the offered readings"
        ),
        (
            .choice,
            Answer(
                kind: .knowledge, confidence: 1,
                sources: [Source(title: "T", url: "/articles/en/a.md#t")], passageID: "en/a.md#t"),
            "* knowledge: chosen from the offered readings; source en/a.md#t"
        ),
        (.choice, Answer(kind: .fallback), "* fallback: chosen from the offered readings"),
        (
            .call, Answer(kind: .intent, intent: "bye", confidence: 1),
            "* intent: intent bye, called by its name"
        ),
    ]

    /// Nothing was weighed: no terms and no threshold are shown on either side.
    @Test(arguments: chosen)
    func aChosenReadingIsExplainedAsOne(
        basis: Explanation.Basis, answer: Answer, line: String
    ) {
        let why = MessageExplanation(
            message: MessageID("m_x.2"), answer: answer,
            explanation: Explanation(
                basis: basis,
                intents: answer.intent.map { [RankedIntent(name: $0, score: 1)] } ?? [],
                passages: answer.passageID.map { [PassageCandidate(id: $0, score: 1)] } ?? [],
                terms: [], model: "a-b"))

        let frame = ServerFrameEncoder(limits: WireLimits()).encode(.explanation(why))

        guard case .explanation(let read) = ReceivedFrame(frame) else {
            Issue.record("not read: \(String(decoding: frame, as: UTF8.self))")
            return
        }
        for side in [why, read] {
            #expect(TextRenderer(language: .english).why(side) == [line, "* model: a-b"])
        }
    }

    @Test func aFallbackListsPassagesBesideIntents() {
        let why = MessageExplanation(
            message: MessageID("m_x.2"), answer: Answer(kind: .fallback),
            explanation: Explanation(
                intents: [RankedIntent(name: "greet", score: 0.2)],
                passages: [PassageCandidate(id: "en/a.md#t", score: 0.3)],
                lines: .init(act: 0.5), terms: [], model: ""))

        let frame = String(
            decoding: ServerFrameEncoder(limits: WireLimits()).encode(.explanation(why)),
            as: UTF8.self)

        let source = #"{"source":"/articles/en/a.md#t","score":0.3}"#
        #expect(
            frame.contains(#""candidates":[\#(source),{"intent":"greet","score":0.2}]"#), "\(frame)"
        )
    }

    @Test(arguments: ["", "nonsense", "[]", "{", "{\"type\":7}", "{\"type\":\"message\"}"])
    func whatIsNoFrameIsNoEntry(line: String) {
        if case .entry = ReceivedFrame(Array(line.utf8)) { Issue.record("read: \(line)") }
    }
}
