import Dialogue
import Testing
import Understanding

/// Buttons that close a ticket, open it again and leave it as it is.
@Suite struct TicketButtonTests {
    typealias Table = DialoguePolicyTests
    typealias Asides = AsideTests

    /// A yes undoes nothing.
    @Test func aYesBehindAClosingOpensNothing() throws {
        let closing = DialogueEvent.message(
            Asides.policy.interpreter.interpret("/action_close_ticket{\"ticket\":\"107\"}"),
            contentType: .text)
        let closed = try Asides.policy.decide(
            Table.state(), Asides.facts(closing, Table.state(), [Asides.ticket(107)]), closing)
        guard case .message(let said)? = closed.bodies.last else {
            throw Refusal.notFound("a message")
        }
        for (text, isReopened) in [("yes", false), ("yes, thank you", false), ("1", true)] {
            let event = DialogueEvent.message(Table.reading(text: text), contentType: .text)
            var facts = Asides.facts(event, Table.state(), [Asides.ticket(107, .solved)])
            facts.tickets = [Asides.ticket(107, .solved)]
            facts.lastSaid = said
            let decision = try Asides.policy.decide(Table.state(), facts, event)
            #expect(decision.changes.contains(.ticketStatus(number: 107, .open)) == isReopened)
        }
    }

    /// Buttons close a ticket, open it again and leave it as it is.
    @Test(arguments: [
        (
            "/action_close_ticket{\"ticket\":\"107\"}", TicketStatus.open,
            TicketStatus?.some(.solved)
        ),
        ("/action_reopen_ticket{\"ticket\":\"107\"}", .solved, .open),
        ("/action_reopen_ticket{\"ticket\":\"107\"}", .closed, nil),
        ("/action_close_ticket{\"ticket\":\"107\"}", .solved, nil),
        ("/action_close_ticket{\"ticket\":\"999\"}", .open, nil),
        ("/action_close_ticket{\"ticket\":\"x\"}", .open, nil),
        ("/action_keep_ticket", .open, nil),
    ])
    func buttonsChangeATicket(payload: String, status: TicketStatus, to: TicketStatus?) throws {
        let event = DialogueEvent.message(
            Asides.policy.interpreter.interpret(payload), contentType: .text)
        let state = Table.state()

        let decision = try Asides.policy.decide(
            state, Asides.facts(event, state, [Asides.ticket(107, status)]), event)

        let changes = decision.changes.compactMap { change in
            if case .ticketStatus(107, let status) = change { status } else { nil }
        }
        #expect(changes == [to].compactMap(\.self))
        let isNamed = ConversationRulesTests.said(decision).contains { $0.contains("T-107") }
        #expect(isNamed == (payload.contains("107")))
    }
}
