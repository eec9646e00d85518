import Foundation

/// A blocking TCP connection with a deadline on every read.
final class Socket {
    struct TimedOut: Error { var got: String }
    struct Refused: Error {}

    let file: Int32
    private var pending: [UInt8] = []

    init(port: Int, seconds: Int = 60) throws {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Refused() }
    }

    /// To a socket of the file system.
    init(path: String) throws {
        file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { throw Refused() }
    }

    deinit { close(file) }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var at = 0
        while at < bytes.count {
            let count = bytes[at...].withUnsafeBytes {
                Foundation.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            at += count
        }
    }

    /// No more is sent; what comes can still be read.
    func finish() { shutdown(file, Int32(SHUT_WR)) }

    /// Whether the stream ends here, and not by a reset.
    func endsInOrder() throws -> Bool {
        var byte: UInt8 = 0
        let count = recv(file, &byte, 1, 0)
        guard count >= 0 || errno == ECONNRESET else { throw TimedOut(got: "") }
        return count == 0
    }

    /// More bytes; false at the end of the stream.
    private func fill() throws -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(file, &chunk, chunk.count, 0)
        guard count >= 0 else {
            if errno == ECONNRESET { return false }
            throw TimedOut(got: String(decoding: pending, as: UTF8.self))
        }
        pending += chunk[..<count]
        return count > 0
    }

    /// The next line without its end, or what is left at the end of the stream; then nil.
    func line() throws -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pending.removeSubrange(...end) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            guard try fill() else {
                defer { pending = [] }
                return pending.isEmpty ? nil : String(decoding: pending, as: UTF8.self)
            }
        }
    }

    /// Lines up to and with the first one that is a terminator of the line protocol.
    func linesToTerminator() throws -> [String] {
        var lines: [String] = []
        while let line = try line() {
            lines.append(line)
            if line.hasPrefix("OK ") || line.hasPrefix("ERR ") { break }
        }
        return lines
    }

    func allLines() throws -> [String] {
        var lines: [String] = []
        while let line = try line() { lines.append(line) }
        return lines
    }

    func bytes(_ count: Int) throws -> [UInt8]? {
        while pending.count < count {
            guard try fill() else { return nil }
        }
        defer { pending.removeFirst(count) }
        return Array(pending[..<count])
    }
}

/// One HTTP exchange on a connection of its own.
struct HTTPAnswer {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]
    var body: String

    init(
        port: Int, _ method: String, _ path: String, headers: [String: String] = [:],
        body: String = ""
    ) throws {
        try self.init(of: Self.ask(port: port, method, path, headers: headers, body: body))
    }

    /// Reads the answer to a request that ``ask(port:_:_:headers:body:)`` has sent.
    init(of socket: Socket) throws {
        (status, headers) = try Self.head(of: socket)
        body = try socket.allLines().joined(separator: "\n")
    }

    /// Sends a request; the answer is still to be read.
    static func ask(
        port: Int, _ method: String, _ path: String, headers: [String: String] = [:],
        body: String = ""
    ) throws -> Socket {
        let socket = try Socket(port: port)
        let fixed = ["Host": "127.0.0.1:\(port)", "Content-Length": "\(body.utf8.count)"]
        let lines = fixed.merging(headers) { $1 }.map { "\($0): \($1)" }
        socket.send(
            (["\(method) \(path) HTTP/1.1", "Connection: close"] + lines)
                .joined(separator: "\r\n") + "\r\n\r\n\(body)")
        return socket
    }

    static func head(of socket: Socket) throws -> (status: Int, headers: [String: String]) {
        let status = try socket.line()?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        var headers: [String: String] = [:]
        while let line = try socket.line(), line != "\r" {
            let pair = line.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { continue }
            headers[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return (status ?? 0, headers)
    }
}

/// A WebSocket client of bare frames, so that a test can break every rule.
final class WebSocketClient {
    struct Frame: Equatable {
        var opcode: UInt8
        var payload: [UInt8]
        var rsv1 = false

        var text: String { String(decoding: payload, as: UTF8.self) }
        /// Code of a close frame.
        var code: Int { payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : 0 }
    }

    let socket: Socket
    /// Head of the answer to the handshake, a line each.
    private(set) var head: [String] = []

    init(
        port: Int, path: String = "/v1/chat", headers: [String] = [], behind: [UInt8] = []
    ) throws {
        socket = try Socket(port: port)
        let lines = [
            "GET \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ]
        let request = (lines + headers).joined(separator: "\r\n") + "\r\n\r\n"
        socket.send(Array(request.utf8) + behind)
        while let line = try socket.line() {
            let trimmed = line.trimmingCharacters(in: .whitespacesAndNewlines)
            if trimmed.isEmpty { break }
            head.append(trimmed)
        }
    }

    var isOpen: Bool { head.first?.contains(" 101 ") ?? false }

    static func frame(
        _ opcode: UInt8, _ payload: [UInt8], fin: Bool = true, bits: UInt8 = 0, masked: Bool = true
    ) -> [UInt8] {
        var bytes: [UInt8] = [(fin ? 0x80 : 0) | bits | opcode]
        let mask: UInt8 = masked ? 0x80 : 0
        switch payload.count {
        case 0..<126: bytes.append(mask | UInt8(payload.count))
        case 126..<65_536:
            bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default:
            bytes.append(mask | 127)
            bytes += (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> ($0 * 8)) }
        }
        guard masked else { return bytes + payload }
        let key: [UInt8] = [1, 2, 3, 4]
        return bytes + key + payload.enumerated().map { $1 ^ key[$0 % 4] }
    }

    func send(_ text: String) { socket.send(Self.frame(1, Array(text.utf8))) }

    /// The next frame; nil at the end of the stream.
    func receive() throws -> Frame? {
        guard let start = try socket.bytes(2) else { return nil }
        var length = Int(start[1] & 0x7F)
        if length >= 126 {
            guard let more = try socket.bytes(length == 126 ? 2 : 8) else { return nil }
            length = more.reduce(0) { $0 << 8 | Int($1) }
        }
        let payload = try socket.bytes(length) ?? []
        return Frame(opcode: start[0] & 0x0F, payload: payload, rsv1: start[0] & 0x40 != 0)
    }

    /// Text frames up to and with the first that holds `mark`.
    func receive(until mark: String) throws -> [String] {
        var texts: [String] = []
        while let frame = try receive() {
            guard frame.opcode == 1 else { continue }
            texts.append(frame.text)
            if frame.text.contains(mark) { break }
        }
        return texts
    }
}
