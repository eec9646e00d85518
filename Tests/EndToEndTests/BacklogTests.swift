import CZlib
import Foundation
import Testing

/// A client that asks faster than it is answered.
@Suite(.serialized) struct BacklogTests {
    static func greeted(_ desk: RunningDesk, _ headers: [String] = []) throws -> WebSocketClient {
        let client = try WebSocketClient(port: desk.http, headers: headers)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "\"synced\"")
        return client
    }

    static func frame(_ text: String) -> [UInt8] { WebSocketClient.frame(1, Array(text.utf8)) }

    /// `text` as permessage-deflate sends it.
    static func deflated(_ text: String) throws -> [UInt8] {
        var stream = z_stream()
        try #require(frontdesk_deflate_init(&stream, 9, -15, 8) == Z_OK)
        defer { deflateEnd(&stream) }
        var input = Array(text.utf8)
        var output = [UInt8](repeating: 0, count: input.count)
        let count = try input.withUnsafeMutableBufferPointer { input in
            try output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                try #require(deflate(&stream, Z_SYNC_FLUSH) == Z_OK)
                return output.count - Int(stream.avail_out)
            }
        }
        return Array(output[..<(count - 4)])
    }

    /// Of the process, in bytes; `VmHWM` is the most there was since ``forgetPeak(of:)``.
    static func memory(_ name: String, of desk: RunningDesk) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(desk.identifier)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("\(name):") })
        return try #require(line.split(separator: " ").compactMap { Int($0) }.first) * 1_024
    }

    static func forgetPeak(of desk: RunningDesk) throws {
        try "5".write(
            toFile: "/proc/\(desk.identifier)/clear_refs", atomically: false, encoding: .utf8)
    }

    static let tellsMemory = FileManager.default.fileExists(atPath: "/proc/self/clear_refs")

    /// Lets the server get used to long frames, which it then reads in large pieces.
    static func sendAtLength(_ client: WebSocketClient) throws {
        let letters = String(repeating: "x", count: 60_000)
        let typing = Self.frame(#"{"type":"typing","state":"active","p":"\#(letters)"}"#)
        for _ in 0..<30 { client.socket.send(typing) }
        client.socket.send(WebSocketClient.frame(9, []))
        while let frame = try client.receive(), frame.opcode != 10 {}
    }

    /// Three thousand frames of 65 KB in 400 KB, behind a message that is being stored.
    @Test(.enabled(if: tellsMemory, "this system does not tell a process's memory"))
    func compressedFramesThatWaitAreNotInflated() throws {
        let desk = try RunningDesk()
        let letters = String(repeating: "x", count: 65_000)
        let packed = try Self.deflated(
            #"{"type":"message","client_message_id":"a","content":"\#(letters)"}"#)
        let frames = [[UInt8]](
            repeating: WebSocketClient.frame(1, packed, bits: 0x40), count: 3_000)
        let message = Self.frame(#"{"type":"message","client_message_id":"m","content":"hello"}"#)
        let clients = try (0..<4).map { _ in
            try Self.greeted(desk, ["Sec-WebSocket-Extensions: permessage-deflate"])
        }
        for client in clients { try Self.sendAtLength(client) }
        let before = try Self.memory("VmRSS", of: desk)
        try Self.forgetPeak(of: desk)

        for client in clients { client.socket.send(message + frames.joined()) }
        for client in clients {
            while try client.receive() != nil {}
        }

        let growth = try Self.memory("VmHWM", of: desk) - before
        #expect(packed.count < 200)
        #expect(growth < 48_000_000)
    }

    /// Their answers come in order, the pongs among them, and the close frame last; also to a
    /// client that has sent its last byte meanwhile.
    @Test func whatWaitsBeforeACloseIsAnsweredInOrder() throws {
        let desk = try RunningDesk(["--limits-message-burst", "0"])
        let client = try Self.greeted(desk)
        let count = 300

        client.socket.send(
            (0..<count).flatMap { number in
                Self.frame(
                    #"{"type":"message","client_message_id":"m\#(number)","content":"hello"}"#)
                    + WebSocketClient.frame(9, Array("\(number)".utf8))
            } + WebSocketClient.frame(8, [0x03, 0xE8]))
        client.socket.finish()

        var frames: [WebSocketClient.Frame] = []
        while let frame = try client.receive() { frames.append(frame) }
        let acks = try frames.filter { $0.opcode == 1 && $0.text.contains("\"ack\"") }
            .map { try ChatTests.field("client_message_id", $0.text) }
        let pongs = frames.filter { $0.opcode == 10 }.map(\.text)
        #expect(acks == (0..<count).map { "m\($0)" })
        #expect(pongs == (0..<count).map { "\($0)" })
        #expect(frames.last == .init(opcode: 8, payload: [0x03, 0xE8]))
    }

    @Test func thousandsOfTinyFramesInOneReadAreAllAnswered() throws {
        let desk = try RunningDesk(["--conformance"])
        let client = try WebSocketClient(port: desk.http, path: "/_conformance/echo")
        let frame = WebSocketClient.frame(2, [7])

        client.socket.send(Array([[UInt8]](repeating: frame, count: 50_000).joined()))
        client.socket.send(WebSocketClient.frame(8, [0x03, 0xE8]))

        var count = 0
        while let frame = try client.receive(), frame.opcode == 2 { count += 1 }
        #expect(count == 50_000)
    }
}
