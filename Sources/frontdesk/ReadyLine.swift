import Foundation
import Logging
import NIOCore
import Synchronization

/// Prints the line that says the desk takes connections, once both ports and the control socket
/// are bound and SIGHUP is heard.
final class ReadyLine: Sendable {
    private struct Bound {
        var http: SocketAddress?
        var line: SocketAddress?
        var hasControl = false
        var hearsReload = false
    }

    private let bound = Mutex(Bound())
    private let printsHints: Bool
    private let logger: Logger

    init(printsHints: Bool, _ logger: Logger) {
        (self.printsHints, self.logger) = (printsHints, logger)
    }

    func http(_ address: SocketAddress?) { note { $0.http = address } }

    func line(_ address: SocketAddress?) { note { $0.line = address } }

    func control() { note { $0.hasControl = true } }

    /// A signal that came before would be lost.
    func reload() { note { $0.hearsReload = true } }

    private func note(_ change: (inout Bound) -> Void) {
        let all = bound.withLock { bound -> (SocketAddress, SocketAddress)? in
            change(&bound)
            guard let http = bound.http, let line = bound.line, bound.hasControl,
                bound.hearsReload
            else { return nil }
            return (http, line)
        }
        guard let (http, line) = all else { return }
        var text = "ready http=\(Self.text(http)) line=\(Self.text(line))\n"
        if printsHints {
            let page = "http://\(Self.text(http))/"
            text += """

                page    \(page)
                nc      nc \(line.ipAddress ?? "?") \(line.port ?? 0)
                embed   <script async src="\(page)widget.js"></script>

                """
        }
        // Who started the desk may have gone; its customers have not.
        if !Output.offer(text) {
            let reason = String(cString: strerror(errno))
            logger.warning("standard output: the ready line was not taken: \(reason)")
        }
    }

    private static func text(_ address: SocketAddress) -> String {
        guard let ip = address.ipAddress, let port = address.port else { return "?" }
        return ip.contains(":") ? "[\(ip)]:\(port)" : "\(ip):\(port)"
    }
}
