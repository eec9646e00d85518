import CZlib
import NIOCore
import NIOPosix

/// What client and server agreed on for permessage-deflate (RFC 7692, section 7.1).
///
/// The server always chooses no context takeover in both directions: a connection then needs no
/// compressor of its own, and thousands share the streams of their event loop.
struct DeflateAgreement: Sendable, Hashable {
    /// Window of what the server sends, as log2 of bytes, 9...15.
    var serverWindowBits: Int32 = 15
    /// Whether the client named `server_max_window_bits`, which then must be answered.
    var namesServerWindow = false

    /// The answer to a client's offers, or nil where none can be met; the first that fits wins.
    init?(offers: [String]) {
        for header in offers {
            for offer in Self.parts(of: header[...], at: ",") {
                if let agreement = Self(offer: offer) {
                    self = agreement
                    return
                }
            }
        }
        return nil
    }

    private init?(offer: Substring) {
        let parts = Self.parts(of: offer, at: ";").map(Self.trimmed)
        guard parts.first?.lowercased() == "permessage-deflate" else { return nil }
        var seen: Set<String> = []
        for parameter in parts.dropFirst() {
            let pair = parameter.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.trimmed(pair[0]).lowercased()
            let value = pair.count > 1 ? Self.unquoted(Self.trimmed(pair[1])) : nil
            guard seen.insert(name).inserted, take(name, value) else { return nil }
        }
    }

    /// false where the parameter is unknown or its value is not allowed.
    private mutating func take(_ name: String, _ value: String?) -> Bool {
        switch name {
        case "server_no_context_takeover", "client_no_context_takeover": return value == nil
        case "client_max_window_bits": return value.map { Self.bits($0) != nil } ?? true
        case "server_max_window_bits":
            // zlib makes no raw stream with a window of 256 bytes: an offer of 8 is declined.
            guard let bits = value.flatMap(Self.bits), bits >= 9 else { return false }
            (serverWindowBits, namesServerWindow) = (bits, true)
            return true
        default: return false
        }
    }

    var header: String {
        let base = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        return namesServerWindow ? "\(base); server_max_window_bits=\(serverWindowBits)" : base
    }

    private static func bits(_ text: String) -> Int32? {
        guard text.utf8.count <= 2, text.first != "0", text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let bits = Int32(text), 8...15 ~= bits
        else {
            return nil
        }
        return bits
    }

    /// The parts of a list; a separator between quotation marks separates nothing.
    private static func parts(of text: Substring, at separator: Character) -> [Substring] {
        var (isQuoted, isEscaped) = (false, false)
        return text.split(omittingEmptySubsequences: false) { character in
            defer { isEscaped = isQuoted && character == "\\" && !isEscaped }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            return character == separator && !isQuoted
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(
            text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }
                .reversed())
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return text }
        return String(text.dropFirst().dropLast())
    }
}

/// zlib's streams of one event loop, reset before every message.
///
/// `@unchecked Sendable` is safe because an instance is reached through ``ofThisLoop`` only, so
/// that it never leaves the thread that made it.
final class DeflateStreams: @unchecked Sendable {
    enum Fault: Error { case tooBig, damaged }

    /// Bytes below which compressing costs more than it saves.
    static let compressFrom = 256
    private static let level: Int32 = 4
    private static let memoryLevel: Int32 = 8
    private static let tail: [UInt8] = [0x00, 0x00, 0xFF, 0xFF]

    private static let current = ThreadSpecificVariable<DeflateStreams>()

    /// The streams of the event loop this is called on.
    static var ofThisLoop: DeflateStreams {
        if let known = current.currentValue { return known }
        let streams = DeflateStreams()
        current.currentValue = streams
        return streams
    }

    private var compressors: [Int32: UnsafeMutablePointer<z_stream>] = [:]
    private var decompressor: UnsafeMutablePointer<z_stream>?
    private var chunk = [UInt8](repeating: 0, count: 16_384)

    deinit {
        for stream in compressors.values {
            deflateEnd(stream)
            stream.deallocate()
        }
        if let decompressor {
            inflateEnd(decompressor)
            decompressor.deallocate()
        }
    }

    /// The most bytes that a message of `count` may come as: what cannot be compressed is stored in
    /// blocks, which takes a little more than it has itself.
    static func packedBytesMax(_ count: Int) -> Int { count + count / 1_024 + 64 }

    /// `message` compressed, without the tail that RFC 7692 takes off.
    func compress(_ message: [UInt8], windowBits: Int32) throws(Fault) -> [UInt8] {
        guard !message.isEmpty else { return [0x00] }
        let stream = try compressor(windowBits)
        deflateReset(stream)
        var output: [UInt8] = []
        var input = message
        var failed = false
        input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(truncatingIfNeeded: input.count)
            repeat {
                let status = run(stream, into: &output) { deflate($0, Z_SYNC_FLUSH) }
                failed = status != Z_OK && status != Z_BUF_ERROR
            } while !failed && (stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0)
        }
        guard !failed, output.count >= 4 else { throw .damaged }
        output.removeLast(4)
        return output
    }

    /// The message behind `compressed`, of at most `limit` bytes.
    func decompress(_ compressed: [UInt8], limit: Int) throws(Fault) -> [UInt8] {
        let stream = try inflater()
        inflateReset(stream)
        var output: [UInt8] = []
        var input = compressed + Self.tail
        var fault: Fault?
        // Bit 7 of data_type: the input ended with a block, not inside one. A call that makes no
        // progress clears it, so it is noted after those that do.
        var isAtBoundary = false
        input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(truncatingIfNeeded: input.count)
            while fault == nil {
                let status = run(stream, into: &output) { inflate($0, Z_SYNC_FLUSH) }
                if output.count > limit { fault = .tooBig }
                if status == Z_OK { isAtBoundary = stream.pointee.data_type & 128 != 0 }
                if status == Z_STREAM_END {
                    // A block marked final: what follows it starts a new stream (7.2.3.5).
                    inflateReset(stream)
                    if stream.pointee.avail_in <= 4 { break }
                    continue
                }
                if status != Z_OK && status != Z_BUF_ERROR { fault = .damaged }
                guard stream.pointee.avail_out > 0 else { continue }
                if stream.pointee.avail_in > 0 && status == Z_OK { continue }
                if !isAtBoundary { fault = fault ?? .damaged }
                break
            }
        }
        if let fault { throw fault }
        return output
    }

    private func run(
        _ stream: UnsafeMutablePointer<z_stream>, into output: inout [UInt8],
        _ step: (UnsafeMutablePointer<z_stream>) -> Int32
    ) -> Int32 {
        chunk.withUnsafeMutableBufferPointer { chunk in
            stream.pointee.next_out = chunk.baseAddress
            stream.pointee.avail_out = UInt32(truncatingIfNeeded: chunk.count)
            let status = step(stream)
            let written = chunk.count - Int(stream.pointee.avail_out)
            output.append(contentsOf: chunk[..<written])
            return status
        }
    }

    private func compressor(_ bits: Int32) throws(Fault) -> UnsafeMutablePointer<z_stream> {
        if let known = compressors[bits] { return known }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard frontdesk_deflate_init(stream, Self.level, -bits, Self.memoryLevel) == Z_OK else {
            stream.deallocate()
            throw .damaged
        }
        compressors[bits] = stream
        return stream
    }

    private func inflater() throws(Fault) -> UnsafeMutablePointer<z_stream> {
        if let decompressor { return decompressor }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard frontdesk_inflate_init(stream, -15) == Z_OK else {
            stream.deallocate()
            throw .damaged
        }
        decompressor = stream
        return stream
    }
}
