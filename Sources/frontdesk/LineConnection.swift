import Foundation

/// A TCP connection that is written and read by lines, by one thread.
final class LineConnection {
    /// Seconds one address may take, and a peer that does not read.
    private static let connectMilliseconds: Int32 = 5_000
    private static let sendSeconds = 10
    /// Bytes of one line; a page of history is far below.
    private static let lineBytesMax = 4 << 20

    let file: Int32
    private var pending: [UInt8] = []

    /// Tries every address of `host` in the resolver's order; nil where none takes a connection.
    init?(host: String, port: Int) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let found else { return nil }
        defer { freeaddrinfo(found) }
        var next: UnsafeMutablePointer<addrinfo>? = found
        while let address = next?.pointee {
            if let file = Self.connected(to: address) {
                self.file = file
                return
            }
            next = address.ai_next
        }
        return nil
    }

    deinit { close(file) }

    private static func connected(to address: addrinfo) -> Int32? {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let file = socket(address.ai_family, kind, 0)
        guard file >= 0 else { return nil }
        if connect(file, address.ai_addr, address.ai_addrlen) != 0 {
            var ready = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
            var (fault, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
            guard errno == EINPROGRESS, poll(&ready, 1, connectMilliseconds) == 1,
                getsockopt(file, SOL_SOCKET, SO_ERROR, &fault, &size) == 0, fault == 0
            else {
                close(file)
                return nil
            }
        }
        var (isOn, wait) = (Int32(1), timeval(tv_sec: sendSeconds, tv_usec: 0))
        _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK)
        setsockopt(file, SOL_SOCKET, SO_KEEPALIVE, &isOn, socklen_t(MemoryLayout<Int32>.size))
        setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        return file
    }

    /// Writes a line and its end; a peer that takes no more loses the connection.
    func send(line: [UInt8]) {
        // The socket has a time limit of its own.
        if !writeAll(line + [UInt8(ascii: "\n")], to: file, waits: false) {
            shutdown(file, Int32(SHUT_RDWR))
        }
    }

    /// The lines that one read completes; nil at the end of the stream.
    func lines() -> [[UInt8]]? {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = read(file, &chunk, chunk.count)
        if count < 0, errno == EINTR { return [] }
        guard count > 0, pending.count <= Self.lineBytesMax else { return nil }
        pending += chunk[..<count]
        var parts = pending.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        pending = Array(parts.removeLast())
        return parts.map { Array($0) }
    }
}
