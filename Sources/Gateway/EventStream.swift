import NIOConcurrencyHelpers
import NIOCore
import Wire

/// Writes frames as server-sent events (HTML Living Standard, 9.2.5).
///
/// `@unchecked Sendable` is safe because what is not locked is set before the stream is shared.
final class EventStream: SessionTransport, @unchecked Sendable {
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
    private let bytesMax: Int
    private let state = NIOLockedValueBox(State())

    /// `bytesMax` is the unsent output at which the peer counts as slow.
    init(on channel: any Channel, bytesMax: Int) {
        (self.channel, self.bytesMax) = (channel, bytesMax)
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
        if waiting > bytesMax { end() } else { input.yield(bytes) }
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
