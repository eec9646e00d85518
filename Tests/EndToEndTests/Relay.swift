import Foundation
import Synchronization

/// A TCP relay in front of a desk, so that a test can cut the line or have nobody answer.
final class Relay: Sendable {
    struct Failed: Error {}

    private struct State {
        /// Port behind the relay; nil while nobody answers.
        var target: Int?
        /// Every socket, open until ``stop()`` so that no number is used twice.
        var files: [Int32] = []
    }

    let port: Int
    /// One signal a caller who was turned away.
    let refusals = DispatchSemaphore(value: 0)
    private let listener: Int32
    private let state: Mutex<State>

    init(to target: Int) throws {
        state = Mutex(State(target: target))
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { [listener] in
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard isBound else { throw Failed() }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread { [self] in accept() }.start()
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return address
    }

    /// Ends every connection; from now on callers reach `target`, or nobody.
    func cut(to target: Int?) {
        state.withLock { state in
            state.target = target
            for file in state.files { shutdown(file, Int32(SHUT_RDWR)) }
        }
    }

    /// Lets callers through to `target`.
    func open(to target: Int) { state.withLock { $0.target = target } }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        cut(to: nil)
    }

    private func accept() {
        while case let caller = Foundation.accept(listener, nil, nil), caller >= 0 {
            guard let desk = connect(caller) else {
                close(caller)
                refusals.signal()
                continue
            }
            Thread { Self.pump(caller, desk) }.start()
            Thread { Self.pump(desk, caller) }.start()
        }
        close(listener)
    }

    private func connect(_ caller: Int32) -> Int32? {
        state.withLock { state in
            guard let target = state.target else { return nil }
            let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = Self.loopback(port: target)
            let isConnected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Foundation.connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            guard isConnected else {
                close(file)
                return nil
            }
            state.files += [caller, file]
            return file
        }
    }

    private static func pump(_ from: Int32, _ to: Int32) {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while case let count = recv(from, &chunk, chunk.count, 0), count > 0 {
            guard send(to, &chunk, count, Int32(MSG_NOSIGNAL)) == count else { break }
        }
        shutdown(to, Int32(SHUT_WR))
    }
}
