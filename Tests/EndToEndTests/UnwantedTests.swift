import Dialogue
import Testing
import Understanding

/// What is firmly not wanted, on the sample desk, is never what is answered.
@Suite struct UnwantedTests {
    static let refused: [(said: String, refused: String, meant: String)] = [
        (
            "I don't want to cancel, I want to change the address", "intent/order_cancel",
            "intent/order_change_address"
        ),
        (
            "don't cancel, just change the delivery address please", "intent/order_cancel",
            "intent/order_change_address"
        ),
        ("我不想取消订单，我想改地址", "intent/order_cancel", "intent/order_change_address"),
    ]

    static let acts = [
        "don't open a ticket", "no ticket please", "I don't want a ticket", "不要开工单", "别开工单",
        "不要转人工", "don't connect me to anyone", "no agent please",
        "please close the ticket", "I already opened a ticket yesterday and nobody answered",
        "工单多久处理", "我不想跟人工说话，你告诉我退货政策",
    ]

    /// A ticket was opened about "don't open a ticket".
    @Test(arguments: acts)
    func nothingIsLeftBehindForWhatIsNotWanted(said: String) throws {
        let policy = LabelledQueriesTests.desk.policy
        let reading = policy.interpreter.interpret(said)

        let decision = try policy.decide(
            Conversation(id: ConversationID("c_1")),
            Facts(now: Timestamp(milliseconds: 0), participant: ParticipantID("p_1")),
            .message(reading, contentType: .text))

        #expect(
            !decision.bodies.contains { body in
                switch body {
                case .ticket, .status(.waiting, _): true
                default: false
                }
            }, "\(decision.bodies)")
    }

    @Test(arguments: [
        "why don't you open a ticket for me", "open a ticket please", "请帮我开个工单",
        "i want to talk to a person", "转人工",
    ])
    func whatIsWantedIsDone(said: String) {
        let policy = LabelledQueriesTests.desk.policy
        let route = policy.route(
            policy.interpreter.interpret(said),
            Conversation(id: ConversationID("c_1")))

        switch route {
        case .handoff, .ticket: break
        case .intent(let name, _):
            #expect(policy.script.actions[name]?.contains(where: \.isLasting) == true, "\(name)")
        default: Issue.record("\(route)")
        }
    }

    @Test(arguments: refused)
    func whatIsNotWantedIsNotAnswered(said: String, refused: String, meant: String) {
        let desk = LabelledQueriesTests.desk

        let (_, labels) = desk.answer(to: desk.interpreter.interpret(said))

        #expect(labels.contains(meant) && !labels.contains(refused), "\(labels.sorted())")
    }
}
