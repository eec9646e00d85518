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

    /// Who asks about a ticket, or only names it, wants nothing done with it.
    @Test(arguments: [
        ("T-107", false), ("what about T-107?", false), ("how do I reopen it?", false),
        ("reopen T-107", true), ("please reopen", true),
    ])
    func aTicketIsOpenedAgainWhereThatIsSaid(text: String, isReopened: Bool) throws {
        let changes = try Self.changes(
            text, under: [("Reopen T-107", BuiltInIntent.reopenTicket)], "Ticket T-107 is solved.",
            [Asides.ticket(107, .solved)])
        #expect(changes == (isReopened ? [.ticketStatus(number: 107, .open)] : []))
    }

    @Test(arguments: [
        ("T-107", 107), ("close T-108", 108), ("T-107?", nil), ("why T-107?", nil),
        ("when will T-108 close?", nil),
    ])
    func aTicketIsClosedWhereThatIsSaid(text: String, number: Int64?) throws {
        let changes = try Self.changes(
            text,
            under: [107, 108].map { ("Close T-\($0)", BuiltInIntent.closeTicket) },
            "Shall the ticket be closed?", [Asides.ticket(107), Asides.ticket(108)])
        #expect(changes == (number.map { [.ticketStatus(number: $0, .solved)] } ?? []))
    }

    /// What comes of `text` behind `said`, with these buttons for the tickets in their order.
    private static func changes(
        _ text: String, under buttons: [(title: String, intent: String)], _ said: String,
        _ tickets: [Ticket]
    ) throws -> [Decision.Change] {
        let actions = zip(buttons, tickets).enumerated().map { at, one in
            MessageAction(
                id: "\(at + 1)", title: one.0.title,
                payload: DirectIntent.payload(one.0.intent, ["ticket": "\(one.1.number)"]))
        }
        let event = DialogueEvent.message(Table.reading(text: text), contentType: .text)
        var facts = Asides.facts(event, Table.state(), tickets)
        facts.tickets = tickets
        facts.lastSaid = Message(
            sender: .bot, content: said, language: .english, actions: actions)
        return try Asides.policy.decide(Table.state(), facts, event).changes.filter {
            if case .ticketStatus = $0 { true } else { false }
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
