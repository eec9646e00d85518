import Testing

/// Sessions that share a token, end without a word, or come back (protocol.md, rules 3 to 5).
@Suite(.serialized) struct SessionTests: ChatSuite {
    let desk: RunningDesk

    init() throws { desk = try Self.served() }

    @Test func aSecondTabGetsEverythingAndAResumeWhatItMissed() throws {
        let (first, welcome) = try web()
        let token = try Self.field("session_token", welcome[0])
        let hello = #"{"type":"hello","version":1,"session_token":"\#(token)","last_seq":0}"#
        // Nothing was said yet: the token is known all the same.
        let (second, greeting) = try web(hello)
        #expect(greeting[0].contains("\"resumed\":true"))

        first.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try first.receive(until: "\"reply_to\"")
        let seen = try second.receive(until: "\"reply_to\"")
        let (_, missed) = try web(
            #"{"type":"hello","version":1,"session_token":"\#(token)","last_seq":1}"#)

        #expect(try seen.map { try Self.field("seq", $0) } == ["1", "2"])
        #expect(missed.count == 3)
        #expect(missed[1].contains("\"seq\":2"))
    }

    @Test func typingAndReadMarksReachTheOtherSessionsOnly() throws {
        let (first, welcome) = try web()
        let (token, participant) = (
            try Self.field("session_token", welcome[0]),
            try Self.field("participant_id", welcome[0])
        )
        let (second, _) = try web(#"{"type":"hello","version":1,"session_token":"\#(token)"}"#)
        let (stranger, _) = try web()

        first.send(#"{"type":"typing","state":"active"}"#)
        first.send(#"{"type":"read","seq":3}"#)
        first.send(#"{"type":"ping","nonce":"first"}"#)
        let own = try first.receive()
        let seen = [try second.receive(), try second.receive()]
        stranger.send(#"{"type":"ping","nonce":"stranger"}"#)
        let others = try stranger.receive()

        let sender = #""sender":{"type":"customer","id":"\#(participant)","name":""}"#
        #expect(own?.text == #"{"type":"pong","nonce":"first"}"#)
        #expect(seen[0]?.text == #"{"type":"typing",\#(sender),"state":"active"}"#)
        #expect(seen[1]?.text == #"{"type":"read",\#(sender),"up_to":3}"#)
        #expect(others?.text == #"{"type":"pong","nonce":"stranger"}"#)
    }

    @Test func theNinthConnectionOfATokenReplacesTheOldest() throws {
        let (first, welcome) = try web()
        let token = try Self.field("session_token", welcome[0])
        let others = try (0..<8).map { _ in
            try web(#"{"type":"hello","version":1,"session_token":"\#(token)"}"#).client
        }

        var last: WebSocketClient.Frame?
        while let frame = try first.receive() { last = frame }

        #expect(last?.code == 4409)
        #expect(others.count == 8)
    }

    /// The first connection is sent it and never reads it: the machine goes down before.
    @Test func whatWasMissedBeforeAKillComesOnceWithTheResume() throws {
        let person = try desk.person()
        person.send("hello\n")
        let greeting = try person.linesToTerminator()
        let token = try #require(
            greeting.first { $0.hasPrefix("* SESSION resume=") }?.dropFirst(17))
        let other = try desk.person()
        other.send("/resume \(token) 2\nwhere is my order\n")
        _ = try (0..<2).map { _ in try other.linesToTerminator() }

        desk.killHard()
        try desk.start()
        let back = try desk.person()
        back.send("/resume \(token) 2\n/ping\n")
        let resumed = try back.linesToTerminator()

        #expect(
            resumed == [
                "<you> where is my order", "<bot> It is on its way.", "+ 1 Cancel it",
                "+ 2 Talk to a person", "OK 4",
            ])
        #expect(try back.linesToTerminator() == ["* PONG", "OK 4"])
    }

    /// A person sees nothing of the conversation's numbers: the token alone brings everything.
    @Test func aTokenAloneBringsEverythingMissedAndNothingTwice() throws {
        let person = try desk.person()
        person.send("hello\n")
        let token = try #require(
            try person.linesToTerminator().first { $0.hasPrefix("* SESSION resume=") }?
                .dropFirst(17))
        let other = try desk.person()
        other.send("/resume \(token)\nwhere is my order\n/resume \(token)\n")
        let resumed = try (0..<3).map { _ in try other.linesToTerminator() }
        let back = try desk.person()
        back.send("/resume \(token)\n/resume \(token) 3\n")

        let greeting = ["<you> hello", "<bot> Hello! What can I do for you?"]
        let answer = ["<bot> It is on its way.", "+ 1 Cancel it", "+ 2 Talk to a person"]
        #expect(resumed == [greeting + ["OK 2"], answer + ["OK 4"], ["OK 4"]])
        #expect(
            try back.linesToTerminator()
                == greeting + ["<you> where is my order"] + answer + ["OK 4"])
        #expect(try back.linesToTerminator() == answer + ["OK 4"])
    }

    /// There was "no answer yet", though the answer is the last thing in the conversation.
    @Test func whoHasMissedNothingMayStillAskWhyAndJudge() throws {
        let person = try desk.person()
        person.send("where is my order\n")
        let token = try #require(
            try person.linesToTerminator().first { $0.hasPrefix("* SESSION resume=") }?
                .dropFirst(17))
        let back = try desk.person()

        back.send("/resume \(token) 2\n/good\n/ping\n/why\n")

        #expect(try back.linesToTerminator() == ["OK 2"])
        #expect(try back.linesToTerminator().last == "OK 3")
        #expect(try back.linesToTerminator() == ["* PONG", "OK 3"])
        #expect(try back.linesToTerminator().first?.hasPrefix("* intent: ") == true)
    }

    /// As a frame's `action` is: the button's title is what was said.
    @Test func aNumberChoosesBelowWhatAnotherConnectionGot() throws {
        let first = try desk.person()
        first.send("where is my order\n")
        let lines = try first.linesToTerminator()
        let token = try #require(lines.last { $0.hasPrefix("* SESSION resume=") }).dropFirst(17)
        let second = try desk.person()

        second.send("/resume \(token) 2\n1\n/history\n")
        let resumed = try (0..<3).map { _ in try second.linesToTerminator() }

        #expect(resumed[2].contains("<you> Cancel it"), "\(resumed)")
    }

    @Test func ownTokenResumesWhereNothingWasSaid() throws {
        let person = try desk.person()
        person.send("/ping\n")
        let token = try #require(
            try person.linesToTerminator().first { $0.hasPrefix("* SESSION resume=") }?
                .dropFirst(17))

        person.send("/resume \(token)\n")

        #expect(try person.linesToTerminator() == ["OK 0"])
    }

    @Test(arguments: ["/ping\n/quit\n", "/quit\n", "/help\n/quit\n"])
    func aTokenThatWasToldResumesWhereNothingWasSaid(words: String) throws {
        let person = try desk.person()
        person.send(words)
        let told = try person.allLines().compactMap { line in
            line.contains("resume=") ? line.split(separator: "=").last.map(String.init) : nil
        }

        let again = try desk.person()
        again.send("/resume \(try #require(told.first))\n")

        #expect(Set(told).count == 1)
        #expect(try again.linesToTerminator() == ["OK 0"])
    }

    static let saidTwice: [(frame: String, line: String)] = [
        (#""type":"message","content":"hello""#, "hello"),
        (#""type":"ticket","subject":"my kettle leaks""#, "/ticket my kettle leaks"),
        (#""type":"rate","score":4,"comment":"quick""#, "/rate 4 quick"),
        (#""type":"profile","name":"Ada""#, "/name Ada"),
        (#""type":"profile","email":"ada@shop.example""#, "/email ada@shop.example"),
        (#""type":"profile","lang":"en""#, "/lang en"),
        (#""type":"handoff","reason":"a long story""#, "/human a long story"),
        (#""type":"bot""#, "/bot"),
    ]

    @Test func aLineIsTheResendOfTheFrameThatSaysTheSame() throws {
        let (client, welcome) = try web()
        let token = try Self.field("session_token", welcome[0])
        let person = try desk.person()
        person.send("/resume \(token)\n")
        _ = try person.linesToTerminator()

        for (at, said) in Self.saidTwice.enumerated() {
            client.send(#"{"client_message_id":"r\#(at)",\#(said.frame)}"#)
            let ack = try #require(try client.receive(until: "\"ack\"").last)
            person.send("@r\(at) \(said.line)\n")
            let end = try #require(try person.linesToTerminator().last)

            #expect(ack.contains("\"duplicate\":false"), "\(said.line): \(ack)")
            #expect(end.hasPrefix("OK @r\(at) "), "\(said.line): \(end)")
        }
        person.send("@r2 /rate 5 quick\n")
        let conflict = try #require(try person.linesToTerminator().last)

        #expect(conflict.hasPrefix("ERR @r2 CONFLICT"), "\(conflict)")
    }

    @Test func aJudgementKeepsWhatIsSaidWithIt() throws {
        let person = try desk.person()
        person.send("hello\n/bad not what I asked\n")
        _ = try person.linesToTerminator()
        let end = try person.linesToTerminator().last

        let export = try frontdesk(["export", "--data", desk.data]).output

        #expect(end?.hasPrefix("OK ") == true)
        #expect(export.contains("\"reason\":\"not what I asked\""), "\(export)")
    }

    @Test func connectionsThatVanishLeaveNoSession() throws {
        for _ in 0..<20 {
            let (client, _) = try web()
            client.socket.finish()
            let person = try desk.person()
            person.send("/ping\n")
            _ = try person.linesToTerminator()
        }

        #expect(try desk.has(sessions: 0))
    }
}
