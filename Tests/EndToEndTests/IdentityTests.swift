import Testing

/// Visitors who identify, and those who share their token (protocol.md, rule 6).
@Suite(.serialized) struct IdentityTests: ChatSuite {
    let desk: RunningDesk

    init() throws { desk = try Self.served() }

    @Test func aSecondIdentityOnOneConnectionStartsAConversationOfItsOwn() throws {
        let (client, first) = try web(
            #"{"type":"hello","version":1,"identity_token":"\#(Self.jwt("first"))"}"#)
        client.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try client.receive(until: "\"reply_to\"")

        client.send(#"{"type":"hello","version":1,"identity_token":"\#(Self.jwt("second"))"}"#)
        let second = try client.receive(until: "\"synced\"")
        client.send(#"{"type":"message","client_message_id":"1","content":"track my order"}"#)
        let answer = try client.receive(until: "\"reply_to\"")

        #expect(first[0].contains("\"verified\":true"))
        #expect(second.count == 2)
        #expect(second[0].contains("\"resumed\":false") && second[0].contains("\"verified\":true"))
        for name in ["conversation_id", "session_token", "participant_id"] {
            #expect(try Self.field(name, second[0]) != Self.field(name, first[0]))
        }
        #expect(answer[0].contains("\"duplicate\":false"))
        func history(_ customer: String) throws -> String {
            try frontdesk(["history", customer, "--json", "--data", desk.data]).output
        }
        let (firsts, seconds) = (try history("first"), try history("second"))
        #expect(firsts.contains("hello") && !firsts.contains("track my order"))
        #expect(seconds.contains("track my order") && !seconds.contains("\"hello\""))
    }

    /// Each pair is canonically equivalent and of other bytes: two customers.
    @Test(arguments: [("K-1001", "\u{212A}-1001"), ("caf\u{E9}", "cafe\u{301}")])
    func whoseSubjectOnlyReadsAlikeHasNoPartInTheConversation(
        subject: String, alike: String
    ) throws {
        let (owner, welcome) = try web(
            #"{"type":"hello","version":1,"identity_token":"\#(Self.jwt(subject))"}"#)
        let token = try Self.field("session_token", welcome[0])
        func resume(as name: String) -> String {
            #"{"type":"hello","version":1,"session_token":"\#(token)","identity_token":"\#(Self.jwt(name))"}"#
        }
        // Known to this process alone, and then stored.
        let (_, early) = try web(resume(as: alike))
        owner.send(
            #"{"type":"message","client_message_id":"1","content":"my secret words"}"#)
        _ = try owner.receive(until: "\"ack\"")

        let (_, late) = try web(resume(as: alike))
        let person = try desk.person()
        person.send("/auth \(Self.jwt(alike))\n")
        _ = try person.linesToTerminator()
        person.send("/resume \(token)\n")
        let refused = try person.linesToTerminator()

        for frames in [early, late] {
            #expect(frames[0].contains("\"resumed\":false"), "\(frames)")
            #expect(try Self.field("session_token", frames[0]) != token)
            #expect(!frames.contains { $0.contains("secret") })
        }
        #expect(refused.last?.hasPrefix("ERR FORBIDDEN ") == true, "\(refused)")
        #expect(try web(resume(as: subject)).frames[0].contains("\"resumed\":true"))
    }

    /// Whoever resumes with a new token is called as that says; the same says nothing twice.
    @Test func aNewTokenChangesWhatItsCustomerIsCalled() throws {
        func hello(_ session: String, _ email: String) -> String {
            let token = Self.jwt("ida", #","email":"\#(email)""#)
            return #"{"type":"hello","version":1,\#(session)"identity_token":"\#(token)"}"#
        }
        let (first, welcome) = try web(hello("", "old@x.example"))
        first.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try first.receive(until: "\"reply_to\"")
        let session = #""session_token":"\#(try Self.field("session_token", welcome[0]))","#

        for email in ["old@x.example", "new@x.example", "new@x.example"] {
            #expect(try web(hello(session, email)).frames[0].contains("\"resumed\":true"))
        }

        let history = try frontdesk(["history", "ida", "--data", desk.data]).output
        #expect(history.contains("new@x.example"))
        let stored = try frontdesk(["history", "ida", "--json", "--data", desk.data]).output
        #expect(
            stored.split(separator: "\n").count { $0.contains("\"profile\"") } == 1, "\(stored)")
    }

    /// From other conversations, and before a word in this one: over WebSocket, with the first
    /// hello and with a later one, by POST, and on a line.
    @Test func whoIsVerifiedSeesTheirTicketsAtOnce() throws {
        let hello = #"{"type":"hello","version":1,"identity_token":"\#(Self.jwt("tess"))"}"#
        let (earlier, _) = try web(hello)
        earlier.send(#"{"type":"ticket","client_message_id":"1","subject":"a matter of mine"}"#)
        _ = try earlier.receive(until: "\"event\"")

        let (first, _) = try web(hello)
        first.send(#"{"type":"tickets"}"#)
        let (later, _) = try web()
        later.send(#"{"type":"tickets"}"#)
        let before = try later.receive(until: "\"tickets\"")
        later.send(hello)
        _ = try later.receive(until: "\"synced\"")
        later.send(#"{"type":"tickets"}"#)
        let posted = try HTTPAnswer(
            port: desk.http, "POST", "/v1/chat/frames", body: #"[\#(hello),{"type":"tickets"}]"#)
        let person = try desk.person()
        person.send("/auth \(Self.jwt("tess"))\n/tickets\n")
        _ = try person.linesToTerminator()

        #expect(try first.receive(until: "\"tickets\"").last?.contains("a matter of mine") == true)
        #expect(before.last?.contains(#""tickets":[]"#) == true)
        #expect(try later.receive(until: "\"tickets\"").last?.contains("a matter of mine") == true)
        #expect(posted.body.contains("a matter of mine"), "\(posted.body)")
        let lines = try person.linesToTerminator()
        #expect(lines.contains { $0.contains("a matter of mine") }, "\(lines)")
    }

    /// Who is signed in hears that the conversation is somebody else's, who is not that it needs
    /// its customer; nobody gets anything of it.
    @Test func anotherCustomersConversationIsForbiddenAndNeedsIdentityOfNobody() throws {
        let (owner, welcome) = try web(
            #"{"type":"hello","version":1,"identity_token":"\#(Self.jwt("olga"))"}"#)
        let token = try Self.field("session_token", welcome[0])
        let (nobody, signedIn) = (try desk.person(), try desk.person())
        signedIn.send("/auth \(Self.jwt("sam"))\n")
        _ = try signedIn.linesToTerminator()

        // Before anything is stored, and after.
        for round in 0..<2 {
            for (person, code) in [(nobody, "AUTH_REQUIRED"), (signedIn, "FORBIDDEN")] {
                person.send("/resume \(token)\n")
                let lines = try person.linesToTerminator()
                #expect(lines.last?.hasPrefix("ERR \(code) ") == true, "\(round): \(lines)")
                #expect(lines.count == 1)
            }
            owner.send(
                #"{"type":"message","client_message_id":"\#(round)","content":"my words"}"#)
            _ = try owner.receive(until: "\"ack\"")
        }
        let (client, _) = try web(
            #"{"type":"hello","version":1,"identity_token":"\#(Self.jwt("sam"))"}"#)
        client.send(#"{"type":"hello","version":1,"session_token":"\#(token)"}"#)

        #expect(try client.receive()?.text.contains(#""code":"FORBIDDEN""#) == true)
        #expect(try client.receive()?.code == 4401)
    }

    /// Their own token is no other customer's, though nothing was said under it yet.
    @Test func whoIsSignedInResumesTheirOwnTokenBeforeAWord() throws {
        let (_, welcome) = try web(
            #"{"type":"hello","version":1,"identity_token":"\#(Self.jwt("otto"))"}"#)
        let token = try Self.field("session_token", welcome[0])
        let person = try desk.person()
        person.send("/auth \(Self.jwt("otto"))\n")
        _ = try person.linesToTerminator()

        person.send("/resume \(token)\n")

        #expect(try person.linesToTerminator().last == "OK 0")
    }

    @Test func aVisitorWhoIdentifiesKeepsTheConversationAndItIsClosedToOthers() throws {
        let (client, welcome) = try web()
        let token = try Self.field("session_token", welcome[0])
        client.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try client.receive(until: "\"reply_to\"")
        client.send(#"{"type":"hello","version":1,"identity_token":"\#(Self.jwt("u1"))"}"#)
        let identified = try client.receive(until: "\"synced\"")
        #expect(
            identified.contains { $0.contains("\"verified\":true") && $0.contains("\"welcome\"") })

        let stranger = try WebSocketClient(port: desk.http)
        stranger.send(#"{"type":"hello","version":1,"session_token":"\#(token)"}"#)
        #expect(try stranger.receive()?.text.contains("AUTH_REQUIRED") == true)
        #expect(try stranger.receive()?.code == 4401)

        let (_, other) = try web(
            #"{"type":"hello","version":1,"session_token":"\#(token)","identity_token":"\#(Self.jwt("u2"))"}"#
        )
        #expect(other[0].contains("\"resumed\":false"))
        let (_, owner) = try web(
            #"{"type":"hello","version":1,"session_token":"\#(token)","identity_token":"\#(Self.jwt("u1"))"}"#
        )
        #expect(owner[0].contains("\"resumed\":true"))
        let history = try frontdesk(["history", "u1", "--json", "--data", desk.data])
        #expect(history.status == 0)
        #expect(history.output.split(separator: "\n").count >= 3)
    }

    @Test func aVisitorWhoTurnsOutToBeACustomerIsFoundByTheFirstID() throws {
        let (known, visitor) = (try desk.person(), try desk.person())
        for (person, text) in [(known, "hello"), (visitor, "where is my order")] {
            person.send(text + "\n")
            _ = try person.linesToTerminator()
        }
        func customers() throws -> [Substring] {
            try frontdesk(["export", "--data", desk.data]).output.split(separator: "\n")
                .filter { $0.hasPrefix(#"{"type":"customer""#) }
        }
        let ids = try customers().map { try Self.field("id", String($0)) }

        for person in [known, visitor] {
            person.send("/auth \(Self.jwt("u1"))\n")
            _ = try person.linesToTerminator()
        }

        #expect(ids.count == 2)
        let history = try frontdesk(["history", ids[1], "--data", desk.data])
        #expect(history.output.hasPrefix("# \(ids[1]) joined \(ids[0])\n"), "\(history.errors)")
        #expect(history.output.contains("where is my order"))
        let exported = try customers()
        #expect(exported.count == 2)
        #expect(exported.last?.contains(#""joined_customer_id":"\#(ids[0])"}"#) == true)
        let entries = try frontdesk(["export", "--data", desk.data]).output
            .split(separator: "\n").filter { $0.contains("where is my order") }
        #expect(entries.count == 1)
        #expect(entries.first?.contains(#""customer_id":"\#(ids[0])""#) == true)
    }

    /// The token is told before a word is stored, and the customer identifies before the first.
    @Test func whoToldTheirTokenHasNoPartInWhatIsSaidBehindAnIdentity() throws {
        let (earlier, _) = try web(
            #"{"type":"hello","version":1,"identity_token":"\#(Self.jwt("vera"))"}"#)
        earlier.send(#"{"type":"ticket","client_message_id":"1","subject":"my private matter"}"#)
        _ = try earlier.receive(until: "\"event\"")
        let sharer = try desk.person()
        sharer.send("/help\n")
        let token = try #require(
            try sharer.linesToTerminator().first { $0.hasPrefix("* SESSION resume=") }?
                .dropFirst(17))

        let (customer, _) = try web(
            #"{"type":"hello","version":1,"session_token":"\#(token)","identity_token":"\#(Self.jwt("vera"))"}"#
        )
        customer.send(#"{"type":"message","client_message_id":"2","content":"my secret words"}"#)
        _ = try customer.receive(until: "\"ack\"")
        sharer.send("words of nobody\n/tickets\n/history\n")
        let lines = try sharer.allLines()
        let history = try frontdesk(["history", "vera", "--data", desk.data]).output

        #expect(!lines.contains { $0.contains("secret") || $0.contains("private") }, "\(lines)")
        #expect(lines.last?.hasPrefix("* BYE identity") == true)
        #expect(history.contains("my secret words") && !history.contains("words of nobody"))
    }

    @Test func whoSharesATokenLearnsNothingOfTheCustomerWhoIdentifies() throws {
        let (client, welcome) = try web()
        let token = try Self.field("session_token", welcome[0])
        client.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try client.receive(until: "\"reply_to\"")
        // Several, so that some share an event loop with the one who identifies.
        let sharers = try (0..<5).map { _ in
            try web(#"{"type":"hello","version":1,"session_token":"\#(token)"}"#).client
        }
        let person = try desk.person()
        person.send("/resume \(token)\n")
        _ = try person.linesToTerminator()

        let identity = Self.jwt("ann", #","name":"Ann Other","email":"ann@shop.example""#)
        client.send(#"{"type":"hello","version":1,"identity_token":"\#(identity)"}"#)
        let own = try client.receive(until: "\"synced\"")

        #expect(own.contains { $0.contains("ann@shop.example") })
        for sharer in sharers {
            var frames: [WebSocketClient.Frame] = []
            while let frame = try sharer.receive() { frames.append(frame) }
            #expect(!frames.contains { $0.text.contains("Ann") || $0.text.contains("verified") })
            #expect(frames.last?.code == 4401)
        }
        let lines = try person.allLines()
        #expect(!lines.contains { $0.contains("Ann") || $0.contains("PROFILE") }, "\(lines)")
        #expect(lines.last?.hasPrefix("* BYE identity") == true)
    }
}
