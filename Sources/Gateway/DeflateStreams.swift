import CZlib
import NIOCore
import NIOPosix

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
