import Gateway
import NIOCore
import NIOPosix
import StorageSQLite
import Testing
import Understanding

/// What the web listener says of the desk behind it, and to whom.
@Suite(.serialized) struct WebListenerTests {
    @Test func aDeskThatCanServeIsReady() async throws {
        try await ServedDesk.serving(interpreter: ServedDesk.reader()) { desk in
            let ready = try await desk.get("/readyz")
            let metrics = try await desk.get("/metrics")

            #expect(ready.hasPrefix("HTTP/1.1 200 "))
            #expect(metrics.contains("\nfrontdesk_ready 1\n"))
        }
    }

    @Test func aDeskWhoseDatabaseCannotBeWrittenIsAliveButNotReady() async throws {
        try await ServedDesk.serving(interpreter: ServedDesk.reader()) { desk in
            try desk.store.close()

            let ready = try await desk.get("/readyz")
            let metrics = try await desk.get("/metrics")
            let alive = try await desk.get("/livez")

            #expect(ready.hasPrefix("HTTP/1.1 503 "))
            #expect(ready.hasSuffix("the database is not writable\n"))
            #expect(metrics.contains("\nfrontdesk_ready 0\n"))
            #expect(alive.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func whoIsRefusedIsCounted() async throws {
        var options = GatewayOptions()
        options.connectionsPerAddress = 2
        try await ServedDesk.serving(interpreter: ServedDesk.reader(), options: options) { desk in
            try await LineClient.connected(to: desk.line) { client in
                try await client.send("/auth a.b.c\n/rate 9\n")
                _ = try await client.line { $0.hasPrefix("ERR AUTH_REQUIRED") }
                _ = try await client.line { $0.hasPrefix("ERR BAD_ARGUMENT") }
                let foreign = try await desk.get(
                    "/v1/chat/events", headers: ["Origin: https://evil.example"])
                #expect(foreign.hasPrefix("HTTP/1.1 403 "))
                let metrics = try await desk.get("/metrics")

                for sample in [
                    #"frontdesk_errors_total{code="AUTH_REQUIRED"} 1"#,
                    #"frontdesk_errors_total{code="BAD_ARGUMENT"} 1"#,
                    #"frontdesk_errors_total{code="RATE_LIMITED"} 0"#,
                    #"frontdesk_connections_refused_total{reason="origin"} 1"#,
                    #"frontdesk_connections_refused_total{reason="address"} 0"#,
                ] {
                    #expect(metrics.contains("\n\(sample)\n"), "\(metrics)")
                }
            }
        }
    }

    @Test func aDeskWithoutAModelIsNotReady() async throws {
        let blank = Interpreter(model: nil, passages: nil)
        try await ServedDesk.serving(interpreter: blank) { desk in
            let ready = try await desk.get("/readyz")

            #expect(ready.hasPrefix("HTTP/1.1 503 "))
            #expect(ready.hasSuffix("no model is loaded\n"))
        }
    }

    /// An address of this machine that is not loopback, where it has one.
    static let elsewhere: String? = {
        let addresses = try? System.enumerateDevices().compactMap { $0.address?.ipAddress }
        return addresses?.first { !$0.contains(":") && !$0.hasPrefix("127.") }
    }()

    @Test(.enabled(if: elsewhere != nil, "this machine has loopback only"))
    func theOperatorsTokenOpensTheirDoorBeyondLoopback() async throws {
        let host = try #require(Self.elsewhere)
        var options = GatewayOptions()
        options.operatorToken = "4711-operator-4711"
        try await ServedDesk.serving(
            host: "0.0.0.0", interpreter: ServedDesk.reader(), options: options
        ) { desk in
            func answer(_ headers: String..., name: String = host) async throws -> String {
                try await desk.get("/metrics", host: host, name: name, headers: headers)
            }

            let bare = try await answer()
            let disguised = try await answer(name: "localhost")
            let wrong = try await answer("Authorization: Bearer 4711-operator-4712")
            let right = try await answer("Authorization: Bearer 4711-operator-4711")

            for refused in [bare, disguised, wrong] { #expect(refused.hasPrefix("HTTP/1.1 403 ")) }
            #expect(right.hasPrefix("HTTP/1.1 200 "))
        }
    }

    /// More answers than the system's own buffers hold, of which nothing is ever read.
    @Test func whoTakesNothingOfAnAnswerIsCutOff() async throws {
        var options = GatewayOptions()
        options.writeSeconds = 1
        try await ServedDesk.serving(interpreter: ServedDesk.reader(), options: options) { desk in
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let silent = try await ClientBootstrap(group: loop)
                .channelOption(.autoRead, value: false)
                .connect(to: desk.address).get()
            let cutOff = loop.makePromise(of: Void.self)
            silent.closeFuture.cascade(to: cutOff)
            loop.scheduleTask(in: .seconds(60)) { cutOff.fail(ChannelError.connectTimeout(.zero)) }

            let request = "GET /widget.js HTTP/1.1\r\nHost: localhost\r\n\r\n"
            silent.writeAndFlush(
                ByteBuffer(string: String(repeating: request, count: 20_000)), promise: nil)

            try await cutOff.futureResult.get()
        }
    }

    /// A byte at a time, so that the connection is never idle.
    @Test func aBodyThatNeverEndsIsCutOff() async throws {
        var options = GatewayOptions()
        options.bodySeconds = 1
        try await ServedDesk.serving(interpreter: ServedDesk.reader(), options: options) { desk in
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let slow = try await ClientBootstrap(group: loop).connect(to: desk.address).get()
            let cutOff = loop.makePromise(of: Void.self)
            slow.closeFuture.cascade(to: cutOff)
            loop.scheduleTask(in: .seconds(60)) { cutOff.fail(ChannelError.connectTimeout(.zero)) }

            let head =
                "POST /v1/chat/frames HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
            slow.writeAndFlush(ByteBuffer(string: head), promise: nil)
            let drip = loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(100)) {
                _ in slow.writeAndFlush(ByteBuffer(string: " "), promise: nil)
            }
            defer { drip.cancel() }

            try await cutOff.futureResult.get()
        }
    }

    /// Those that may stay have longer to ask for something.
    @Test func aConnectionTooManyThatAsksNothingIsSoonClosed() async throws {
        var options = GatewayOptions()
        options.connectionsPerAddress = 1
        options.firstRequestSeconds = 3_600
        try await ServedDesk.serving(interpreter: ServedDesk.reader(), options: options) { desk in
            try await LineClient.connected(to: desk.line) { client in
                _ = try await client.line { $0.hasPrefix("* HELLO ") }
                let loop = MultiThreadedEventLoopGroup.singleton.next()
                let silent = try await ClientBootstrap(group: loop).connect(to: desk.address).get()
                let closed = loop.makePromise(of: Void.self)
                silent.closeFuture.cascade(to: closed)
                // Before it would be closed for being idle.
                loop.scheduleTask(in: .seconds(30)) { closed.fail(ChannelError.ioOnClosedChannel) }

                try await closed.futureResult.get()
            }
        }
    }

    static let broken: [(name: String, bytes: [UInt8])] = [
        ("an unmasked frame", [0x81, 0x01, 0x61]),
        ("not UTF-8", [0x81, 0x81, 1, 2, 3, 4, 0xFE]),
        ("half a close code", [0x88, 0x81, 1, 2, 3, 4, 2]),
    ]

    /// RFC 6455, 7.1.7: the server's half does not wait for the client's.
    @Test(arguments: broken)
    func afterAFaultTheServersHalfEndsAtOnce(name: String, bytes: [UInt8]) async throws {
        var options = GatewayOptions()
        options.closeSeconds = 3_600
        try await ServedDesk.serving(interpreter: ServedDesk.reader(), options: options) { desk in
            let upgrade = [
                "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            ]

            let answer = try await desk.get("/v1/chat", headers: upgrade, behind: bytes)

            #expect(answer.hasPrefix("HTTP/1.1 101 "), "\(name)")
        }
    }

    @Test func aBodyThatDoesNotComeHoldsUpNoShutdown() async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let (goOn, closed) = (loop.makePromise(of: Void.self), loop.makePromise(of: Void.self))
        try await ServedDesk.serving(interpreter: ServedDesk.reader()) { desk in
            let slow = try await ClientBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(FirstBytes(goOn))
                    }
                }
                .connect(to: desk.address).get()
            slow.closeFuture.cascade(to: closed)
            let head =
                "POST /v1/chat/frames HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
                + "Expect: 100-continue\r\n\r\n"
            slow.writeAndFlush(ByteBuffer(string: head), promise: nil)
            // The request has been taken.
            try await goOn.futureResult.get()
            loop.scheduleTask(in: .seconds(30)) { closed.fail(ChannelError.ioOnClosedChannel) }
        }

        try await closed.futureResult.get()
    }

    @Test func whoComesWhileTheDeskGoesIsToldSo() async throws {
        try await ServedDesk.serving(interpreter: ServedDesk.reader()) { desk in
            await desk.sessions.shutDown()

            let answer = try await desk.post(
                "/v1/chat/frames", #"[{"type":"hello","version":1}]"#)
            try await LineClient.connected(to: desk.line) { client in
                let lines = try await client.rest()

                #expect(lines.last?.hasPrefix("* BYE restarting resume=") == true, "\(lines)")
            }

            #expect(answer.hasPrefix("HTTP/1.1 503 "))
            #expect(answer.contains(#""code":"SHUTTING_DOWN""#))
            #expect(answer.contains(#"{"type":"bye","reason":"restarting""#))
        }
    }

    @Test func withoutATokenNothingOpensTheOperatorsDoorToAnotherName() async throws {
        try await ServedDesk.serving(interpreter: ServedDesk.reader()) { desk in
            let refused = try await desk.get(
                "/metrics", name: "desk.example", headers: ["Authorization: Bearer "])

            #expect(refused.hasPrefix("HTTP/1.1 403 "))
        }
    }
}

/// Tells when something has come.
private final class FirstBytes: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let come: EventLoopPromise<Void>

    init(_ come: EventLoopPromise<Void>) { self.come = come }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { come.succeed() }

    func channelInactive(context: ChannelHandlerContext) { come.fail(ChannelError.eof) }
}
