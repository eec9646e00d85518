import Wire

/// Keeps the frames of one POST; ends the exchange where they are as much as one answer may hold.
///
/// `@unchecked Sendable` is safe because it is touched on the session's event loop only: what was
/// collected leaves it as a value. A turn that was being stored when the desk went away is told to
/// it later still.
final class FrameCollector: SessionTransport, @unchecked Sendable {
    /// How the session closed, and its frames as a JSON array.
    struct Answer {
        var code: CloseCode
        var array: [UInt8]
    }

    private let bytesMax: Int
    private var frames: [[UInt8]] = []
    private var byteCount = 0
    /// Called once, to end the session, where more would make a slow reader.
    var whenFull: (() -> Void)?
    /// nil once it was called.
    var whenClosed: ((Answer) -> Void)?

    /// `bytesMax` is how much one answer may hold, but for the frame that goes beyond and the last.
    init(bytesMax: Int) { self.bytesMax = bytesMax }

    func write(frame: [UInt8], seq: Int64?) {
        guard whenClosed != nil else { return }
        frames.append(frame)
        byteCount += frame.count
        guard byteCount > bytesMax, let end = whenFull else { return }
        whenFull = nil
        end()
    }

    /// Lines are for the TCP port; a POST never leaves the JSON mode.
    func write(lines: [String]) {}
    func flush() {}
    func resumeReading() {}

    func close(_ code: CloseCode, _ reason: String) {
        whenClosed?(Answer(code: code, array: array))
        (whenClosed, whenFull) = (nil, nil)
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
