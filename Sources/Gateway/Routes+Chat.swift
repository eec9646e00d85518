import HTTPTypes
import Hummingbird
import NIOCore

/// The chat's own paths: a WebSocket that is none, and the frames where WebSocket is blocked.
extension Routes {
    static let framesPath = "/v1/chat/frames"
    static let eventsPath = "/v1/chat/events"

    /// Whether pages of the allowed origins may read what is answered at `uri`, a refusal, too.
    static func isShared(_ uri: String) -> Bool {
        let path = path(ofTarget: uri)
        return path == framesPath || path == eventsPath
    }

    /// A WebSocket request that may not be one: a foreign origin, or no upgrade at all.
    func notUpgraded(_ request: Request) -> Response {
        var response: Response
        if let fault = fault(ofUpgrade: request) {
            response = .problem(fault)
            // Behind a request to upgrade no other one is read.
            response.headers[.connection] = "close"
        } else {
            response = .problem(.init(.upgradeRequired, "this address speaks WebSocket"))
            response.headers[.upgrade] = "websocket"
            // RFC 9110, 7.8.
            response.headers[.connection] = "close, Upgrade"
            response.headers[.secWebSocketVersion] = "13"
        }
        return response
    }

    private func fault(ofUpgrade request: Request) -> HTTPRefusal? {
        guard admitsOrigin(of: request) else {
            context.refusals.note(.origin)
            return Self.foreign
        }
        guard request.headers[.secWebSocketVersion] == "13" else { return nil }
        guard UpgradeRule.isKey(request.headers[values: .secWebSocketKey]) else {
            return HTTPRefusal(.badRequest, "Sec-WebSocket-Key is not 16 bytes in base64")
        }
        let hasBody = UpgradeRule.hasBody(
            lengths: request.headers[values: .contentLength],
            codings: request.headers[values: .transferEncoding])
        return hasBody ? HTTPRefusal(.badRequest, "a request to upgrade has no body") : nil
    }

    func admitsOrigin(of request: Request) -> Bool {
        UpgradeRule(options: context.options).admits(
            request.headers[values: .origin], host: Self.host(of: request))
    }

    /// As the headers of a request that is not parsed have it.
    private static func host(of request: Request) -> [String] {
        request.head.authority.map { [$0] } ?? []
    }

    private static let foreign = HTTPRefusal(
        .forbidden, "this origin is not in web.allowedOrigins")

    /// Serves pages of the allowed origins only, and tells the browser so (Fetch, 3.3).
    func crossOrigin(
        _ request: Request, _ serve: () async throws(HTTPRefusal) -> Response
    ) async -> Response {
        var response: Response
        if !admitsOrigin(of: request) {
            context.refusals.note(.origin)
            response = .problem(Self.foreign)
        } else {
            do throws(HTTPRefusal) {
                response = try await serve()
            } catch {
                response = .problem(error)
            }
        }
        let shared = UpgradeRule(options: context.options).sharing(
            request.headers[values: .origin], host: Self.host(of: request))
        response.headers.append(contentsOf: shared)
        guard request.method == .options, shared[.accessControlAllowOrigin] != nil else {
            return response
        }
        response.headers[.accessControlAllowMethods] = "GET, POST"
        response.headers[.accessControlAllowHeaders] = "authorization, content-type, last-event-id"
        response.headers[.accessControlMaxAge] = "600"
        return response
    }

    func exchange(
        _ request: Request, _ place: RequestPlace
    ) async throws(HTTPRefusal) -> Response {
        let body = try await Self.body(request, upTo: GatewayOptions.bodyBytesMax)
        let answer = try await FallbackChannel(context: context).exchange(
            body, bearer: Self.bearer(request), on: place.channel.eventLoop)
        var response = Response.json(answer.body, answer.status)
        response.headers[.cacheControl] = "no-store"
        if answer.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    func events(
        _ request: Request, _ place: RequestPlace
    ) async throws(HTTPRefusal) -> Response {
        // A browser that comes back by itself says where it was in a header.
        let asked =
            request.headers[.lastEventID]
            ?? request.uri.queryParameters["after"].map(String.init) ?? "0"
        guard let after = Int64(asked), after >= 0 else {
            throw HTTPRefusal(.badRequest, "'after' is not a seq")
        }
        let body = try await FallbackChannel(context: context).events(
            after: after, bearer: Self.bearer(request), on: place.channel)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
                .xAccelBuffering: "no",
            ], body: body)
    }

    static func bearer(_ request: Request) -> String? {
        guard let header = request.headers[.authorization],
            header.lowercased().hasPrefix("bearer ")
        else { return nil }
        return String(header.dropFirst("bearer ".count))
    }
}
