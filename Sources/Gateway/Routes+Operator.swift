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
        if let token = context.options.operatorToken, let shown = Self.bearer(request),
            Mint.hash(.bearer, shown) == Mint.hash(.bearer, token)
        {
            return true
        }
        // A browser on this machine is on loopback, too, and asks for whatever page it shows.
        guard let peer = place.peer, Loopback.isName(request.head.authority),
            isOfThisServer(request)
        else { return false }
        return Loopback.isAddress(peer)
    }

    /// Whether no page of another origin asks, be it one that may chat.
    private func isOfThisServer(_ request: Request) -> Bool {
        UpgradeRule.isOwn(
            request.headers[values: .origin], host: request.head.authority.map { [$0] } ?? [])
    }

    // MARK: Metrics

    func metrics(_ isReady: Bool) -> String {
        let figures = context.desk.figures
        let refused = context.refusals.samples
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
            frontdesk_sessions \(context.sessions.count)
            # HELP frontdesk_errors_total Errors that sessions were told, by code.
            # TYPE frontdesk_errors_total counter
            \(refused.errors)
            # HELP frontdesk_connections_refused_total Connections refused, by reason.
            # TYPE frontdesk_connections_refused_total counter
            \(refused.connections)
            # HELP frontdesk_ready Whether the desk can serve.
            # TYPE frontdesk_ready gauge
            frontdesk_ready \(isReady ? 1 : 0)

            """
    }
}
