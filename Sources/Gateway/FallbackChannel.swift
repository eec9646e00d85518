import Desk
import Dialogue
import HTTPTypes
import Hummingbird
import NIOConcurrencyHelpers
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
        let answers = FrameCollector()
        let outcome: Result<FrameCollector.Answer, HTTPRefusal> = await withCheckedContinuation {
            continuation in
            eventLoop.execute {
                let session = ChatSession(
                    context, eventLoop: eventLoop, transport: answers, mode: .json,
                    needsHello: true, isPassing: true)
                answers.whenClosed = { continuation.resume(returning: .success($0)) }
                enter(session, bearer) { found in
                    let refusal: HTTPRefusal? =
                        switch found {
                        case .failure: Self.unavailable
                        case .success(true): nil
                        case .success(false): Self.isHello(frames[0]) ? nil : Self.unknownBearer
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

    private static func isHello(_ frame: [UInt8]) -> Bool {
        do {
            return try JSONParser.parse(frame)["type"]?.string == "hello"
        } catch {
            return false
        }
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

    /// The durable frames behind `after`, then whatever comes, until either side ends it.
    func events(
        after: Int64, bearer: String?, on channel: any Channel
    ) async throws(HTTPRefusal) -> ResponseBody {
        let eventLoop = channel.eventLoop
        let stream = EventStream(on: channel)
        let entered: Result<ChatSession, HTTPRefusal> = await withCheckedContinuation {
            continuation in
            eventLoop.execute {
                let session = ChatSession(
                    context, eventLoop: eventLoop, transport: stream, mode: .json,
                    needsHello: true)
                enter(session, bearer) { found in
                    switch found {
                    case .success(true):
                        session.follow(after: after)
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
        channel.closeFuture.whenComplete { _ in leave() }
        return ResponseBody { writer in
            defer { leave() }
            for await bytes in stream.output {
                stream.took(bytes.readableBytes)
                try await writer.write(bytes)
            }
            try await writer.finish(nil)
        }
    }

    /// Lets a session into the conversation of a bearer token; see ``ChatSession/enter(bearer:_:)``.
    private func enter(
        _ session: ChatSession, _ bearer: String?,
        _ answer: @escaping @Sendable (Result<Bool, WireError>) -> Void
    ) {
        guard let bearer else {
            answer(.success(false))
            return
        }
        session.enter(bearer: bearer, answer)
    }
}

/// Keeps the frames of one POST.
///
/// `@unchecked Sendable` is safe because it is touched on the session's event loop only: what was
/// collected leaves it as a value. A turn that was being stored when the desk went away is told to
/// it later still.
private final class FrameCollector: SessionTransport, @unchecked Sendable {
    /// How the session closed, and its frames as a JSON array.
    struct Answer {
        var code: CloseCode
        var array: [UInt8]
    }

    private var frames: [[UInt8]] = []
    /// nil once it was called.
    var whenClosed: ((Answer) -> Void)?

    func write(frame: [UInt8], seq: Int64?) {
        guard whenClosed != nil else { return }
        frames.append(frame)
    }

    /// Lines are for the TCP port; a POST never leaves the JSON mode.
    func write(lines: [String]) {}
    func flush() {}
    func resumeReading() {}

    func close(_ code: CloseCode, _ reason: String) {
        whenClosed?(Answer(code: code, array: array))
        whenClosed = nil
    }

    private var array: [UInt8] {
        var json: [UInt8] = [UInt8(ascii: "[")]
        for (at, frame) in frames.enumerated() {
            if at > 0 { json.append(UInt8(ascii: ",")) }
            json += frame
        }
        json.append(UInt8(ascii: "]"))
        return json
    }
}

/// Writes frames as server-sent events (HTML Living Standard, 9.2.5).
///
/// `@unchecked Sendable` is safe because what is not locked is set before the stream is shared.
private final class EventStream: SessionTransport, @unchecked Sendable {
    private struct State {
        var unsent = 0
        var heartbeat: RepeatedTask?
        var closing: Scheduled<Void>?
        /// Whether nobody writes to the connection any more.
        var isLeft = false
    }

    /// Seconds that what was said may take to leave, once the stream has ended: fewer than a desk
    /// that stops waits for its connections.
    private static let closeSeconds: Int64 = 4

    let output: AsyncStream<ByteBuffer>
    private let input: AsyncStream<ByteBuffer>.Continuation
    private let channel: any Channel
    private let state = NIOLockedValueBox(State())

    init(on channel: any Channel) {
        self.channel = channel
        (output, input) = AsyncStream.makeStream()
        put("retry: 1000\n\n")
    }

    func keepAlive(every interval: TimeAmount) {
        let task = channel.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) {
            [weak self] task in
            if let self { put(": ping\n\n") } else { task.cancel() }
        }
        state.withLockedValue { $0.heartbeat = task }
    }

    private func put(_ text: String) { put(ByteBuffer(string: text)) }

    /// A reader that leaves too much unread is cut off and resumes (rule 10).
    private func put(_ bytes: ByteBuffer) {
        let waiting = state.withLockedValue { state in
            state.unsent += bytes.readableBytes
            return state.unsent
        }
        if waiting > GatewayOptions.outputBytesMax { end() } else { input.yield(bytes) }
    }

    func took(_ count: Int) { state.withLockedValue { $0.unsent -= count } }

    /// Says nothing more. A peer that does not read would hold up the last write, and the session
    /// with it, for ever: what has not left in time is cut off.
    private func end() {
        input.finish()
        state.withLockedValue { state in
            state.heartbeat?.cancel()
            state.heartbeat = nil
            guard !state.isLeft, state.closing == nil else { return }
            state.closing = channel.eventLoop.scheduleTask(in: .seconds(Self.closeSeconds)) {
                [channel] in channel.close(promise: nil)
            }
        }
    }

    /// The body is written, or never will be; the connection may serve another request.
    func left() {
        input.finish()
        state.withLockedValue { state in
            state.heartbeat?.cancel()
            state.closing?.cancel()
            state = State(isLeft: true)
        }
    }

    func write(frame: [UInt8], seq: Int64?) {
        var event = ByteBuffer()
        if let seq { event.writeString("id: \(seq)\n") }
        event.writeString("data: ")
        event.writeBytes(frame)
        event.writeString("\n\n")
        put(event)
    }

    /// Lines are for the TCP port; an event stream never leaves the JSON mode.
    func write(lines: [String]) {}
    func flush() {}
    func resumeReading() {}
    func close(_ code: CloseCode, _ reason: String) { end() }
}
