import Foundation
import Testing

// One after another: a hundred servers at once would measure the machine.
/// `frontdesk chat` against a running desk, by pipes.
@Suite(.serialized) struct TerminalChatTests {
    private static func chat(_ port: Int, _ flags: [String] = []) -> [String] {
        ["chat", "--line", "127.0.0.1:\(port)"] + flags
    }

    /// A token under which something was said, by a person who has left.
    private static func token(_ desk: RunningDesk, _ lines: [String] = []) throws -> String {
        let person = try desk.person()
        person.send("hello\n")
        let greeting = try person.linesToTerminator()
        for line in lines {
            person.send(line + "\n")
            _ = try person.linesToTerminator()
        }
        let session = try #require(greeting.first { $0.hasPrefix("* SESSION resume=") })
        return String(session.dropFirst("* SESSION resume=".count))
    }

    @Test func everyPipedLineIsAnsweredHoweverFastTheyCome() throws {
        let desk = try RunningDesk(["--limits-message-burst", "5", "--limits-message-rate", "20"])

        let run = try frontdesk(
            Self.chat(desk.line), input: String(repeating: "hello there\n", count: 30))

        let lines = run.output.split(separator: "\n")
        #expect(run.status == 0, "\(run.errors)")
        #expect(lines.count { $0 == "<bot> Hello! What can I do for you?" } == 30)
        #expect(!run.output.contains("ERR"))
    }

    @Test func aChineseVerbIsAnsweredInChinese() throws {
        let desk = try RunningDesk()

        let run = try frontdesk(Self.chat(desk.line), input: "/帮助\n/不存在\n")

        #expect(run.output.contains("/人工 转人工"), "\(run.output)")
        #expect(run.output.contains("未知命令"))
    }

    @Test func aChineseVerbWithoutWordsIsAnsweredInChinese() throws {
        let desk = try RunningDesk()

        let run = try frontdesk(Self.chat(desk.line), input: "/人工\n/机器人\n")

        #expect(run.output.contains("<bot> 正在为您转接"), "\(run.output)")
        #expect(run.output.contains("<bot> 我回来了"), "\(run.output)")
    }

    @Test func twoProcessesOfOneSessionUseDifferentKeys() throws {
        let desk = try RunningDesk()
        let resumed = Self.chat(desk.line, ["--resume", try Self.token(desk)])

        let first = try frontdesk(resumed, input: "where is my order\n")
        let second = try frontdesk(resumed, input: "cancel my order\n")

        #expect(first.output.hasSuffix("+ 2 Talk to a person\n"), "\(first.output)")
        #expect(second.output.hasSuffix("<bot> It is cancelled.\n"), "\(second.output)")
        // What was said before is shown to who comes back.
        #expect(second.output.contains("<you> where is my order"))
    }

    /// A page of the server has the newest of what was asked for.
    @Test func whatCameSinceIsShownFromItsBeginning() throws {
        let desk = try RunningDesk(["--limits-message-burst", "0"])
        let long = String(repeating: "where is my order ", count: 100)
        let token = try Self.token(desk, (0..<120).map { "\($0) \(long)" })

        let run = try frontdesk(
            Self.chat(desk.line, ["--resume", token]), input: "/since 2\n/quit\n")

        // The newest, which were missed, come first.
        let said = run.output.split(separator: "\n").compactMap { line in
            line.hasPrefix("<you> ") ? Int(line.dropFirst(6).prefix { $0 != " " }) : nil
        }
        let since = try #require(said.firstIndex(of: 0).map { said[$0...] }, "\(said)")
        #expect(since.count > 60)
        #expect(Array(since) == Array(0..<since.count))
        #expect(run.output.contains("\n* … /since "))
    }

    @Test func resumingTheConversationThatIsShownShowsNothingTwice() throws {
        let desk = try RunningDesk()
        let token = try Self.token(desk)

        let run = try frontdesk(
            Self.chat(desk.line, ["--resume", token]),
            input: "/resume \(token)\nwhere is my order\n")

        #expect(run.output.split(separator: "\n").count { $0 == "<you> hello" } == 1)
        #expect(run.output.hasSuffix("+ 2 Talk to a person\n"), "\(run.output)")
    }

    @Test func whatCameUnaskedIsNotShownAgainAfterAReconnect() throws {
        let desk = try RunningDesk()
        let relay = try Relay(to: desk.line)
        defer { relay.stop() }
        let chat = try RunningCommand(Self.chat(relay.port))
        chat.type("/ticket my kettle leaks")
        var shown = try chat.output.until("<bot> ")
        _ = try frontdesk(["tickets", "solve", "T-101", "--data", desk.data])
        shown += try chat.output.until("* TICKET T-101 solved")

        relay.cut(to: desk.line)
        shown += try chat.output.until("* connection lost")
        chat.type("hello")
        shown += try chat.output.until("<bot> Hello!")
        try chat.endInput()
        shown += try chat.output.rest()

        #expect(chat.status() == 0)
        #expect(shown.count { $0.hasPrefix("* TICKET T-101 new") } == 1)
        #expect(shown.count { $0 == "* TICKET T-101 solved" } == 1)
        #expect(shown.count { $0.hasPrefix("<bot> Hello!") } == 1)
    }

    @Test func whatIsTypedWhileNobodyAnswersIsSentLater() throws {
        let desk = try RunningDesk()
        let relay = try Relay(to: desk.line)
        defer { relay.stop() }
        let chat = try RunningCommand(Self.chat(relay.port))
        chat.type("/ping")
        _ = try chat.output.until("* PONG")

        relay.cut(to: nil)
        chat.type("hello")
        try chat.endInput()
        #expect(relay.refusals.wait(timeout: .now() + 60) == .success)
        relay.open(to: desk.line)
        let shown = try chat.output.rest()

        #expect(chat.status() == 0)
        #expect(shown.contains("<bot> Hello! What can I do for you?"), "\(shown)")
    }

    @Test func aConversationThatIsGoneIsBegunAnewFromItsFirstEntry() throws {
        let desk = try RunningDesk()
        let relay = try Relay(to: desk.line)
        defer { relay.stop() }
        let chat = try RunningCommand(Self.chat(relay.port))
        for _ in 0..<3 {
            chat.type("where is my order")
            _ = try chat.output.until("<bot> It is on its way.")
        }

        desk.killHard()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: "\(desk.data)/frontdesk.db\(suffix)")
        }
        try desk.start()
        relay.open(to: desk.line)
        chat.type("hello")
        let shown = try chat.output.until("<bot> Hello!")
        try chat.endInput()

        #expect(chat.status() == 0)
        #expect(shown.contains { $0.hasPrefix("ERR NOT_FOUND") }, "\(shown)")
    }

    @Test func aLineThatIsTooLongIsAnsweredAndTheChatGoesOn() throws {
        let desk = try RunningDesk()
        let long = String(repeating: "x", count: 70_000)

        let run = try frontdesk(Self.chat(desk.line), input: "\(long)\n/dance\nhello\n")

        #expect(run.status == 0)
        #expect(run.output.contains("ERR TOO_LONG"))
        #expect(run.output.contains("ERR BAD_COMMAND"))
        #expect(run.output.hasSuffix("<bot> Hello! What can I do for you?\n"), "\(run.output)")
    }

    @Test func aNumberAndWhyMeanTheAnswerBeforeThem() throws {
        let desk = try RunningDesk()

        let run = try frontdesk(
            Self.chat(desk.line),
            input: "/why\nwhere is my order\n1\n/why\n/good\n/rate 5 nice\n/quit\nhello\n")

        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(run.status == 0)
        #expect(lines.contains { $0.hasPrefix("ERR NOT_FOUND") })
        #expect(lines.contains("<bot> It is cancelled."))
        #expect(
            lines.contains {
                $0 == "* intent: intent order_cancel, chosen from the offered readings"
            },
            "\(lines)")
        #expect(!lines.contains { $0.hasPrefix("* terms") })
        #expect(!lines.contains { $0.hasPrefix("<bot> Hello!") })
    }

    @Test func aVerifiedConversationGoesOnWithItsIdentityOnly() throws {
        let desk = try RunningDesk(["--identity-secret-file", ChatTests.secretFile])
        let identity = "/auth \(ChatTests.jwt("u1"))"
        let resumed = Self.chat(desk.line, ["--resume", try Self.token(desk, [identity])])

        let without = try frontdesk(resumed, input: "where is my order\n")
        let with = try frontdesk(resumed, input: "\(identity)\nwhere is my order\n")

        #expect(without.status == 1)
        #expect(without.errors.contains("/auth"), "\(without.errors)")
        #expect(!without.output.contains("<bot>"))
        #expect(with.status == 0, "\(with.errors)")
        #expect(with.output.contains("<bot> It is on its way."))
    }

    @Test func aPortWithoutADeskIsOneLineAndAStatus() throws {
        let desk = try RunningDesk()
        #expect(desk.stop() == 0)

        let run = try frontdesk(Self.chat(desk.line), input: "hello\n")

        #expect(run.status == 1)
        #expect(run.errors.contains("no desk answers"), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
    }
}
