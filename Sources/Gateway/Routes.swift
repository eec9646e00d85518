import Desk
import Dialogue
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Understanding
import Wire

/// What the HTTP port answers beside the WebSocket.
struct Routes: Sendable {
    /// Bytes of a request body.
    private static let bodyBytesMax = 65_536

    let context: SessionContext
    let readiness: Readiness

    struct RequestPlace: RequestContext {
        var coreContext: CoreRequestContextStorage
        let peer: String?
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            peer = source.channel.remoteAddress?.ipAddress
            channel = source.channel
        }
    }

    func router() -> Router<RequestPlace> {
        let router = Router(context: RequestPlace.self)
        router.add(middleware: UnknownPath())
        let assets = WebAssets(framedBy: context.options.allowedOrigins)
        for path in assets.paths {
            router.get(RouterPath(path)) { request, _ in assets.response(path, to: request) }
            router.head(RouterPath(path)) { request, _ in
                assets.response(path, to: request).createHeadResponse()
            }
        }
        router.get("/livez") { _, _ in Self.text("ok\n") }
        router.get("/readyz") { _, _ in
            await readiness.fault().map { Self.text("\($0)\n", .serviceUnavailable) }
                ?? Self.text("ok\n")
        }
        router.get("/metrics") { request, place in
            guard isOperator(request, place) else { return Self.forbidden() }
            let isReady = await readiness.fault() == nil
            return Self.page(Array(metrics(isReady).utf8), "text/plain; version=0.0.4")
        }
        router.get("/articles/**") { _, place in article(place.parameters.getCatchAll()) }
        router.get("/webhooks/rest") { _, _ in Self.json("{\"status\":\"ok\"}") }
        router.post("/webhooks/rest/webhook") { request, place in
            guard isOperator(request, place) else { return Self.forbidden() }
            return try await webhook(request)
        }
        router.post("/model/parse") { request, place in
            guard isOperator(request, place) else { return Self.forbidden() }
            return try await parse(request)
        }
        router.get("/v1/chat") { request, _ in notUpgraded(request) }
        router.post("/v1/chat/frames") { request, place in
            await crossOrigin(request) { () throws(FallbackChannel.Refusal) in
                try await exchange(request, place)
            }
        }
        router.get("/v1/chat/events") { request, place in
            await crossOrigin(request) { () throws(FallbackChannel.Refusal) in
                try await events(request, place)
            }
        }
        for path in ["/v1/chat/frames", "/v1/chat/events"] {
            router.on(RouterPath(path), method: .options) { request, _ in
                await crossOrigin(request) { Response(status: .noContent) }
            }
        }
        return router
    }

    /// Says so, as every refusal does, where there is nothing at a path.
    private struct UnknownPath: RouterMiddleware {
        func handle(
            _ request: Request, context: RequestPlace,
            next: (Request, RequestPlace) async throws -> Response
        ) async throws -> Response {
            do {
                return try await next(request, context)
            } catch let error as HTTPError where error.status == .notFound {
                return Routes.problem(.notFound, "nothing answers at this path")
            }
        }
    }

    // MARK: Who may

    /// Loopback, or the operator's token: these endpoints act for any customer.
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

    /// A WebSocket request that may not be one: a foreign origin, or no upgrade at all.
    private func notUpgraded(_ request: Request) -> Response {
        guard admitsOrigin(of: request) else { return Self.foreign() }
        var response = Self.problem(.upgradeRequired, "this address speaks WebSocket")
        response.headers[.upgrade] = "websocket"
        response.headers[.connection] = "close"
        response.headers[.secWebSocketVersion] = "13"
        return response
    }

    private func admitsOrigin(of request: Request) -> Bool {
        let host = request.head.authority.map { [$0] } ?? []
        return UpgradeRule(options: context.options).admits(
            request.headers[values: .origin], host: host)
    }

    private static func foreign() -> Response {
        problem(.forbidden, "this origin is not in web.allowedOrigins")
    }

    // MARK: Where WebSocket is blocked

    /// Serves pages of the allowed origins only, and tells the browser so (Fetch, 3.3).
    private func crossOrigin(
        _ request: Request, _ serve: () async throws(FallbackChannel.Refusal) -> Response
    ) async -> Response {
        guard admitsOrigin(of: request) else { return Self.foreign() }
        var response: Response
        do throws(FallbackChannel.Refusal) {
            response = try await serve()
        } catch {
            response = Self.problem(error.status, error.detail)
        }
        response.headers[.vary] = "Origin"
        guard let origin = request.headers[.origin] else { return response }
        response.headers[.accessControlAllowOrigin] = origin
        guard request.method == .options else { return response }
        response.headers[.accessControlAllowMethods] = "GET, POST"
        response.headers[.accessControlAllowHeaders] = "authorization, content-type, last-event-id"
        response.headers[.accessControlMaxAge] = "600"
        return response
    }

    private func exchange(
        _ request: Request, _ place: RequestPlace
    ) async throws(FallbackChannel.Refusal) -> Response {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: FallbackChannel.postBytesMax)
        } catch {
            throw .init(
                status: .contentTooLarge,
                detail: "the body is cut short or longer than \(FallbackChannel.postBytesMax) bytes"
            )
        }
        let answer = try await FallbackChannel(context: context).exchange(
            Array(body.readableBytesView), bearer: Self.bearer(request),
            on: place.channel.eventLoop)
        var response = Self.json(String(decoding: answer.body, as: UTF8.self), answer.status)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private func events(
        _ request: Request, _ place: RequestPlace
    ) async throws(FallbackChannel.Refusal) -> Response {
        // A browser that comes back by itself says where it was in a header.
        let asked =
            request.headers[.lastEventID]
            ?? request.uri.queryParameters["after"].map(String.init) ?? "0"
        guard let after = Int64(asked), after >= 0 else {
            throw .init(status: .badRequest, detail: "'after' is not a seq")
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

    private static func bearer(_ request: Request) -> String? {
        guard let header = request.headers[.authorization],
            header.lowercased().hasPrefix("bearer ")
        else { return nil }
        return String(header.dropFirst("bearer ".count))
    }

    // MARK: Answers

    /// A page with a style of its own that loads nothing and runs nothing.
    private static func page(_ bytes: [UInt8], _ type: String) -> Response {
        var headers: HTTPFields = [.contentType: "\(type); charset=utf-8"]
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'self'"
        headers[.xContentTypeOptions] = "nosniff"
        return Response(
            status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// Problem details (RFC 9457).
    private static func problem(_ status: HTTPResponse.Status, _ detail: String) -> Response {
        Response(
            status: status, headers: [.contentType: "application/problem+json"],
            body: .init(byteBuffer: ByteBuffer(bytes: problemBody(status, detail))))
    }

    static func problemBody(_ status: HTTPResponse.Status, _ detail: String) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.field("type", "about:blank")
            $0.field("title", status.reasonPhrase)
            $0.field("status", status.code)
            $0.field("detail", detail)
        }
        return json.bytes
    }

    private static func forbidden() -> Response {
        problem(.forbidden, "answered on loopback, elsewhere with 'Authorization: Bearer <token>'")
    }

    // MARK: Articles

    /// The article an answer cites, as a plain page; its text is never taken for HTML.
    private func article(_ path: [Substring]) -> Response {
        let name = path.joined(separator: "/").removingPercentEncoding ?? ""
        let passages = context.desk.policy.interpreter.passages(ofArticle: name)
        guard !passages.isEmpty else { return Self.problem(.notFound, "no such article") }
        var html = "<!doctype html><meta charset=utf-8><meta name=viewport "
        html += "content='width=device-width'><style>body{font:16px/1.6 system-ui;max-width:42rem;"
        html +=
            "margin:2rem auto;padding:0 1rem;color-scheme:light dark}p{white-space:pre-wrap}</style>"
        for passage in passages {
            let anchor = passage.anchor
            let id = Self.escaped(String(anchor))
            // A further part of a section, `costs~2`, stands under the section's heading.
            if anchor.contains("~") {
                html += "<p id=\"\(id)\">\(Self.escaped(passage.text))</p>"
            } else {
                html += "<h2 id=\"\(id)\">\(Self.escaped(passage.title))</h2>"
                html += "<p>\(Self.escaped(passage.text))</p>"
            }
        }
        return Self.page(Array(html.utf8), "text/html")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    // MARK: Rasa's front door

    private func body(_ request: Request) async throws -> JSON? {
        let buffer = try await request.body.collect(upTo: Self.bodyBytesMax)
        let bytes = Array(buffer.readableBytesView)
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        do {
            let value = try JSONParser.parse(bytes)
            guard case .object = value else { return nil }
            return value
        } catch {
            return nil
        }
    }

    private func webhook(_ request: Request) async throws -> Response {
        guard let body = try await body(request) else {
            return Self.problem(.badRequest, "the body is not a JSON object")
        }
        let named = body["sender"] ?? .null
        guard let sender = named == .null ? "default" : named.string else {
            return Self.problem(.badRequest, "'sender' is not a string")
        }
        guard let message = body["message"]?.string else {
            return Self.problem(.badRequest, "'message' is missing")
        }
        do {
            try ContentRule.check(message)
        } catch {
            return Self.problem(.badRequest, "'message' \(error.reason)")
        }
        guard message.utf8.count <= context.options.limits.contentMax,
            sender.utf8.count <= 256
        else { return Self.problem(.contentTooLarge, "'message' or 'sender' is too long") }
        do {
            let replies = try await RESTChannel(context: context).replies(to: message, of: sender)
            return Self.json(String(decoding: replies, as: UTF8.self))
        } catch {
            context.logger.error("webhook: \(error)")
            return Self.problem(.serviceUnavailable, "the message was not stored; send it again")
        }
    }

    private func parse(_ request: Request) async throws -> Response {
        guard let text = try await body(request)?["text"]?.string else {
            return Self.problem(.badRequest, "the body is not a JSON object with 'text'")
        }
        let reading = context.desk.policy.interpreter.interpret(
            text, at: ReferenceTime(context.desk.time))
        var json = JSONWriter()
        json.object { json in
            json.field("text", text)
            json.name("intent")
            json.intent(reading.intents.first)
            json.name("intent_ranking")
            json.array(reading.intents) { $0.intent($1) }
            json.name("entities")
            json.array(reading.entities) { json, entity in
                json.object {
                    $0.field("entity", entity.name)
                    $0.field("value", entity.value)
                    $0.field("start", entity.start)
                    $0.field("end", entity.end)
                    $0.field("extractor", entity.source)
                }
            }
        }
        return Self.json(String(decoding: json.bytes, as: UTF8.self))
    }

    // MARK: Metrics

    private func metrics(_ isReady: Bool) -> String {
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

extension JSONWriter {
    fileprivate mutating func intent(_ intent: RankedIntent?) {
        object {
            if let intent {
                $0.field("name", intent.name)
            } else {
                $0.name("name")
                $0.null()
            }
            $0.field("confidence", intent?.score ?? 0)
        }
    }
}

extension HTTPField.Name {
    fileprivate static var lastEventID: Self { Self("Last-Event-ID") ?? .range }
    /// Proxies that gather answers pass this one on at once.
    fileprivate static var xAccelBuffering: Self { Self("X-Accel-Buffering") ?? .cacheControl }
}
