import Desk
import Dialogue
import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// The chat where WebSocket is blocked: frames by POST, the rest as server-sent events.
///
/// Both run the very same ``ChatSession`` as the sockets do, so every rule of the protocol holds
/// here too: a POST is a session that ends with its answer, a stream is one that only listens.
struct FallbackChannel: Sendable {
    /// Frames of one POST.
    static let postFramesMax = GatewayOptions.backlogMax
    /// Seconds between two comments that show the stream is alive.
    static let heartbeatSeconds: Int64 = 15

    let context: SessionContext

    // MARK: POST

    /// The frames that answer `body`, a JSON array of client frames, as a JSON array.
    func exchange(
        _ body: [UInt8], bearer: String?, on eventLoop: any EventLoop
    ) async throws(HTTPRefusal) -> (status: HTTPResponse.Status, body: [UInt8]) {
        let frames = try Self.frames(in: body)
        let answers = FrameCollector(bytesMax: context.options.outputBytesMax)
        let outcome: Result<FrameCollector.Answer, HTTPRefusal> = await withCheckedContinuation {
            continuation in
            eventLoop.execute {
                let session = ChatSession(
                    .post, context, eventLoop: eventLoop, transport: answers)
                answers.whenClosed = { continuation.resume(returning: .success($0)) }
                answers.whenFull = { session.sayBye("too-long", .tooBig) }
                session.enter(bearer: bearer) { found in
                    let refusal: HTTPRefusal? =
                        switch found {
                        case .failure: Self.unavailable
                        case .success(true): nil
                        case .success(false):
                            FrameCodec.isHello(frames[0]) ? nil : Self.unknownBearer
                        }
                    if let refusal {
                        // A desk that goes away meanwhile has closed the session and answered.
                        guard answers.whenClosed != nil else { return }
                        answers.whenClosed = nil
                        session.disconnected()
                        continuation.resume(returning: .failure(refusal))
                        return
                    }
                    if case .success(true) = found { session.saidHello = true }
                    for frame in frames { session.receive(.frame(frame)) }
                    session.inputFinished()
                    session.done()
                }
            }
        }
        // A session does not keep its transport.
        withExtendedLifetime(answers) {}
        let answer = try outcome.get()
        return (Self.status(answer.code), answer.array)
    }

    private static let unknownBearer = HTTPRefusal(
        .unauthorized, "the bearer token is missing or unknown; begin with a 'hello' frame")

    private static let unavailable = HTTPRefusal(
        .serviceUnavailable, "the store does not answer; try again")

    private static func frames(in body: [UInt8]) throws(HTTPRefusal) -> [[UInt8]] {
        guard String(validating: body, as: UTF8.self) != nil else {
            throw HTTPRefusal(.badRequest, "the body is not UTF-8")
        }
        let elements: [Range<Int>]
        do throws(JSONError) {
            elements = try JSONParser.elements(of: body)
        } catch {
            throw HTTPRefusal(
                .badRequest,
                "the body is not a JSON array: \(error.reason) at byte \(error.position)")
        }
        guard 1...postFramesMax ~= elements.count else {
            throw HTTPRefusal(
                .badRequest, "\(elements.count) frames; 1 to \(postFramesMax) are taken")
        }
        return elements.map { Array(body[$0]) }
    }

    private static func status(_ code: CloseCode) -> HTTPResponse.Status {
        switch code {
        case .identity: .unauthorized
        case .badFrame, .notUTF8, .unsupported, .protocolError: .badRequest
        case .tooBig: .contentTooLarge
        case .rate: .tooManyRequests
        case .goingAway: .serviceUnavailable
        case .normal, .idle, .replaced: .ok
        }
    }

    // MARK: Events

    /// The durable frames behind `after`, then whatever comes, until either side ends it: a client
    /// that has sent its last byte gets what it missed and no more, for it may have gone.
    func events(
        after: Int64, bearer: String?, on channel: any Channel
    ) async throws(HTTPRefusal) -> ResponseBody {
        let eventLoop = channel.eventLoop
        let stream = EventStream(on: channel, bytesMax: context.options.outputBytesMax)
        let entered: Result<ChatSession, HTTPRefusal> = await withCheckedContinuation {
            continuation in
            eventLoop.execute {
                let session = ChatSession(
                    .stream, context, eventLoop: eventLoop, transport: stream)
                session.enter(bearer: bearer) { found in
                    switch found {
                    case .success(true):
                        session.follow(after: after)
                        Self.end(session, withInputOf: channel)
                        continuation.resume(returning: .success(session))
                        return
                    case .success(false):
                        continuation.resume(returning: .failure(Self.unknownBearer))
                    case .failure: continuation.resume(returning: .failure(Self.unavailable))
                    }
                    session.disconnected()
                }
            }
        }
        let session = try entered.get()
        stream.keepAlive(every: .seconds(Self.heartbeatSeconds))
        // The body may never be asked for: the peer can go before the head is written.
        let leave = { @Sendable in
            stream.left()
            eventLoop.execute { session.disconnected() }
        }
        // It may serve many streams, one after another: those that have ended must not stay with it.
        channel.closeFuture.whenComplete { [weak session, weak stream] _ in
            stream?.left()
            guard let session else { return }
            session.eventLoop.execute { session.disconnected() }
        }
        return ResponseBody { writer in
            defer { leave() }
            for await bytes in stream.output {
                stream.took(bytes.readableBytes)
                try await writer.write(bytes)
            }
            try await writer.finish(nil)
        }
    }

    /// Lets a session end when the peer of `channel` has sent its last byte.
    private static func end(_ session: ChatSession, withInputOf channel: any Channel) {
        do {
            let gate = try channel.pipeline.syncOperations.handler(type: RequestGate.self)
            gate.whenInputCloses { [weak session] in session?.inputFinished() }
        } catch {
            // The connection has closed meanwhile, and its handlers are gone.
            session.disconnected()
        }
    }
}
