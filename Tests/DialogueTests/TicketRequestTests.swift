import Dialogue
import Testing
import Understanding

/// Tickets and people that are refused, and tickets that there are, in words.
@Suite struct TicketRequestTests {
    typealias Table = DialoguePolicyTests

    private static let policy = MissTests.policy(
        [:], ["ticket_please": [.openTicket], "person_please": [.askForPerson]])

    /// What comes of a message of which the intent `ticket_please` is sure: `ticket`, `none` where
    /// it is said that there is none, or what is said.
    private static func outcome(_ text: String) throws -> String {
        let isChinese = text.utf8.contains { $0 > 0x7F }
        let reading = Table.reading(
            [("ticket_please", 0.99)], text: text, language: isChinese ? .chinese : .english)
        let decision = try policy.decide(
            Table.state(), Table.facts, .message(reading, contentType: .text))
        let hasTicket = decision.bodies.contains { body in
            if case .ticket = body { true } else { false }
        }
        let said = ConversationRulesTests.said(decision)
        if hasTicket { return "ticket" }
        return said.contains { $0.hasPrefix("There is no open ticket") || $0.hasPrefix("这个会话里没有") }
            ? "none" : said.first ?? ""
    }

    @Test(arguments: [
        "don't open a ticket", "please don't open a ticket!", "no ticket please",
        "I said no ticket!!",
        "I don't need a ticket", "could you please not raise a ticket",
        "I'd rather not talk to a person",
        "there's no need to open a case", "you don't have to open a ticket", "no human please",
        "dont transfer me to an agent", "No, don't open a ticket", "well, don't open a ticket",
        "I do not want to talk to an agent now",
    ])
    func whatIsRefusedIsAcknowledged(text: String) throws {
        #expect(try Self.outcome(text) == "All right. I'm here if you need anything else.")
    }

    @Test(arguments: ["不要开工单", "请不要开工单", "先别提工单", "别再给我转人工了", "不想找人工", "无需转人工", "不，不要开工单"])
    func whatIsRefusedInChineseIsAcknowledged(text: String) throws {
        #expect(try Self.outcome(text) == "好的，有需要随时找我。")
    }

    @Test(arguments: [
        "don't forget to open a ticket", "please do not hesitate to open a ticket",
        "cancel my order and open a ticket",
        "I already wrote an email, please open a ticket", "nobody helps me, open a ticket",
        "no, I want a ticket", "no, open a ticket", "no please open a ticket",
        "the status never changes, raise a ticket", "my lamp does not work",
        "update my address and open a ticket", "别忘了给我开工单", "取消订单并开工单", "不要人工草坪",
        "我已经打过电话了，现在要开工单", "帮我开个工单处理一下", "i still want to open a ticket",
        "No agent has contacted me",
        "I want it without the case", "no agent again",
        "there is no person",
        "别的客服呢", "进度一直不动，提个工单",
    ])
    func whatIsWantedIsOpened(text: String) throws {
        #expect(try Self.outcome(text) == "ticket")
    }

    /// Nor is it sure that one is wanted, whatever an intent says.
    @Test(arguments: [
        "don't you have a ticket for that", "I don't want a bot I want a human",
        "I didn't get the case", "do not send me the case", "I never get a human",
        "I didn't get my ticket",
    ])
    func whatDeniesSomethingIsNoRefusalAndNoWish(text: String) throws {
        let outcome = try Self.outcome(text)

        #expect(outcome != "ticket" && !outcome.hasPrefix("All right"))
    }

    @Test(arguments: [
        "please close the ticket", "I already opened a ticket and nobody answered",
        "what's the status of my ticket", "工单多久处理", "我昨天提的工单还没人回复", "工单可以关掉了",
    ])
    func ofATicketThatThereIsNoOtherIsOpened(text: String) throws {
        #expect(try Self.outcome(text) == "none")
    }
}
