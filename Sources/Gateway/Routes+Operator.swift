import Desk
import Hummingbird

/// The operator's endpoints: they act for any customer.
extension Routes {
    /// Refuses whoever is neither on loopback nor holds the operator's token.
    func requireOperator(_ request: Request, _ place: RequestPlace) throws(HTTPRefusal) {
        guard !isOperator(request, place) else { return }
        throw HTTPRefusal(
            .forbidden, "answered on loopback, elsewhere with 'Authorization: Bearer <token>'")
    }

    private func isOperator(_ request: Request, _ place: RequestPlace) -> Bool {
        if let token = context.options.operatorToken,
            request.headers[.authorization].map({ Mint.hash(.bearer, $0) })
                == Mint.hash(.bearer, "Bearer \(token)")
        {
            return true
        }
        // A browser on this machine is on loopback, too, and asks for whatever page it shows.
        guard let peer = place.peer, Self.namesLoopback(request.head.authority),
            request.headers[.origin] == nil || admitsOrigin(of: request)
        else { return false }
        return Self.isLoopback(peer)
    }

    private static func isLoopback(_ address: some StringProtocol) -> Bool {
        address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }

    /// Whether the host asked for is this machine by its own name: another one can be made to point
    /// here (DNS rebinding).
    private static func namesLoopback(_ authority: String?) -> Bool {
        guard let authority = authority?.lowercased() else { return true }
        if authority.hasPrefix("[") {
            return isLoopback(authority.dropFirst().prefix { $0 != "]" })
        }
        let host = authority.prefix { $0 != ":" }
        let isAddress = host.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
        return host == "localhost" || isAddress && isLoopback(host)
    }

    // MARK: Metrics

    func metrics(_ isReady: Bool) -> String {
        let figures = context.desk.figures
        return """
            # HELP frontdesk_turns_total Events that the desk decided, by outcome.
            # TYPE frontdesk_turns_total counter
            frontdesk_turns_total{outcome="stored"} \(figures.stored)
            frontdesk_turns_total{outcome="duplicate"} \(figures.duplicates)
            frontdesk_turns_total{outcome="refused"} \(figures.refused)
            frontdesk_turns_total{outcome="failed"} \(figures.failed)
            # HELP frontdesk_queue_events Events that wait for the writer.
            # TYPE frontdesk_queue_events gauge
            frontdesk_queue_events \(figures.waiting)
            # HELP frontdesk_sessions Connections that chat now.
            # TYPE frontdesk_sessions gauge
            frontdesk_sessions \(context.registry.sessionCount)
            # HELP frontdesk_ready Whether the desk can serve.
            # TYPE frontdesk_ready gauge
            frontdesk_ready \(isReady ? 1 : 0)

            """
    }
}
