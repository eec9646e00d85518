/// One line of the TCP protocol, without its end.
package enum DecodedLine: Sendable, Hashable {
    /// Bytes of a line that fits; never empty.
    case line([UInt8])
    /// A line beyond its limit, swallowed up to its end, but for its head and id.
    case tooLong(SwallowedLine)
}

/// What is kept of a line beyond its limit.
package struct SwallowedLine: Sendable, Hashable {
    /// Its first ``LineDecoder/headBytes``.
    package let head: [UInt8]
    /// Its `@id`, or the `client_message_id` of a frame, where that stood in what was read.
    package let id: String?

    /// `read` are the bytes before the rest was swallowed.
    package init(read: [UInt8]) {
        head = Array(read.prefix(LineDecoder.headBytes))
        id = Self.isFrame(read) ? FrameCodec.id(inHead: read) : TextRequest.id(inHead: head)
    }

    /// Whether it started with `{`.
    package var isFrame: Bool { Self.isFrame(head) }

    private static func isFrame(_ bytes: [UInt8]) -> Bool { bytes.first == UInt8(ascii: "{") }

    /// Whether it started as an HTTP request does: a method and a target.
    package var isRequest: Bool { HTTPRequestLine(head).isBegun }
}

/// Cuts a TCP stream into lines (protocol.md, line protocol, rules 2 and 3).
///
/// Any split of the bytes gives the same lines. `\n` ends a line, one `\r` before it is dropped;
/// telnet commands (RFC 854), CR NUL and a leading byte order mark are stripped; empty lines are
/// ignored. A byte 0xFF that starts no telnet command stays, and makes the line invalid UTF-8.
package struct LineDecoder: Sendable {
    private enum State {
        case text, carriageReturn, command
        case option(UInt8)
        case subnegotiation
        case subCommand
    }

    private static let newline: UInt8 = 0x0A
    private static let carriage: UInt8 = 0x0D
    /// Interpret As Command.
    private static let iac: UInt8 = 0xFF
    private static let (subBegin, subEnd): (UInt8, UInt8) = (250, 240)

    private static let subLengthMax = 64

    /// Bytes that are kept of a swallowed line: as long as the longest `@id ` in front of one.
    static let headBytes = WireLimits.clientMessageIDBytes + 2

    /// Bytes of a line for people, and of one that starts with `{`.
    private let textMax: Int
    private let frameMax: Int
    private var state = State.text
    private var line: [UInt8] = []
    /// Set while the rest of a line is swallowed.
    private var swallowed: SwallowedLine?
    /// Bytes of a subnegotiation whose end has not come.
    private var held: [UInt8] = []
    private var isFirst = true

    /// A decoder at the start of a connection; a line of exactly its limit is no longer than it.
    package init(textMax: Int, frameMax: Int) {
        (self.textMax, self.frameMax) = (textMax, frameMax)
    }

    /// The lines that `bytes` complete, in order.
    package mutating func decode(_ bytes: some Sequence<UInt8>) -> [DecodedLine] {
        var lines: [DecodedLine] = []
        for byte in bytes { take(byte, &lines) }
        return lines
    }

    /// What is left when the peer has sent its last byte: a line without a newline counts.
    package mutating func finish() -> [DecodedLine] {
        var lines: [DecodedLine] = []
        while isNegotiating { releaseHeld(&lines) }
        if case .command = state { append(Self.iac) }
        endLine(&lines)
        return lines
    }

    private var isNegotiating: Bool {
        switch state {
        case .subnegotiation, .subCommand: true
        case .text, .carriageReturn, .command, .option: false
        }
    }

    private mutating func take(_ byte: UInt8, _ lines: inout [DecodedLine]) {
        switch state {
        case .text: text(byte, &lines)
        case .carriageReturn:
            state = .text
            if byte == 0 { return }
            if byte != Self.newline { append(Self.carriage) }
            text(byte, &lines)
        case .command:
            state = .text
            switch byte {
            case 251...254: state = .option(byte)
            case Self.subBegin: state = .subnegotiation
            case 236...249: break
            default:
                append(Self.iac)
                text(byte, &lines)
            }
        case .option(let command):
            state = .text
            guard byte == Self.newline else { return }
            append(Self.iac)
            append(command)
            text(byte, &lines)
        case .subnegotiation:
            held.append(byte)
            if byte == Self.iac { state = .subCommand }
            if held.count > Self.subLengthMax { releaseHeld(&lines) }
        case .subCommand:
            held.append(byte)
            state = .subnegotiation
            if byte == Self.subEnd {
                held = []
                state = .text
            } else if held.count > Self.subLengthMax {
                releaseHeld(&lines)
            }
        }
    }

    /// What began as a subnegotiation is none: its bytes are text, so that a stray one swallows
    /// nothing of the stream.
    private mutating func releaseHeld(_ lines: inout [DecodedLine]) {
        let bytes = held
        held = []
        state = .text
        append(Self.iac)
        append(Self.subBegin)
        for byte in bytes { take(byte, &lines) }
    }

    private mutating func text(_ byte: UInt8, _ lines: inout [DecodedLine]) {
        switch byte {
        case Self.newline: endLine(&lines)
        case Self.carriage: state = .carriageReturn
        case Self.iac: state = .command
        default: append(byte)
        }
    }

    private mutating func append(_ byte: UInt8) {
        guard swallowed == nil else { return }
        line.append(byte)
        if isFirst, line == [0xEF, 0xBB, 0xBF] {
            isFirst = false
            line.removeAll(keepingCapacity: true)
        }
        if line.count > (line.first == UInt8(ascii: "{") ? frameMax : textMax) {
            swallowed = SwallowedLine(read: line)
            line.removeAll()
        }
    }

    private mutating func endLine(_ lines: inout [DecodedLine]) {
        defer {
            line = []
            (swallowed, isFirst, state) = (nil, false, .text)
        }
        if let swallowed {
            lines.append(.tooLong(swallowed))
        } else if !line.isEmpty {
            lines.append(.line(line))
        }
    }
}
