import Desk
import Dialogue
import HTTPTypes
import Hummingbird
import NIOCore

/// What the HTTP port answers beside the WebSocket.
struct Routes: Sendable {
    typealias Handler = @Sendable (Request, RequestPlace) async throws -> Response

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

    /// What answers at one path, by method.
    private struct Endpoint {
        let path: String
        let handlers: [HTTPRequest.Method: Handler]

        /// Answers GET, and HEAD with the same head.
        static func page(_ path: String, _ handler: @escaping Handler) -> Endpoint {
            let head: Handler = { try await handler($0, $1).createHeadResponse() }
            return Endpoint(path: path, handlers: [.get: handler, .head: head])
        }

        /// Whether a request's path is this one; `/**` at the end stands for anything further.
        func matches(_ path: String) -> Bool {
            path == self.path
                || self.path.hasSuffix("/**") && path.hasPrefix(self.path.dropLast(2))
        }
    }

    func router() -> Router<RequestPlace> {
        let router = Router(context: RequestPlace.self)
        let endpoints = endpoints()
        router.add(middleware: Refusals(routes: self, endpoints: endpoints))
        for endpoint in endpoints {
            for (method, handler) in endpoint.handlers {
                router.on(RouterPath(endpoint.path), method: method, use: handler)
            }
        }
        return router
    }

    /// The path of a request's target as the router takes it: without the scheme and the host of an
    /// absolute one (RFC 9112, 3.2.2) and without the query; more slashes than one say nothing.
    static func path(ofTarget target: String) -> String {
        var rest = target.prefix { $0 != "?" }
        if !rest.hasPrefix("/"), let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
            rest = rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
        }
        return "/" + rest.split(separator: "/").joined(separator: "/")
    }

    private func endpoints() -> [Endpoint] { pages() + operators() + chat() }

    private func pages() -> [Endpoint] {
        let assets = WebAssets(framedBy: context.options.allowedOrigins)
        return assets.paths.map { path in
            .page(path) { request, _ in assets.response(path, to: request) }
        } + [
            .page("/livez") { _, _ in .text("ok\n") },
            .page("/readyz") { _, _ in
                await readiness.fault().map { .text("\($0)\n", .serviceUnavailable) }
                    ?? .text("ok\n")
            },
            .page(ArticleLink.folder + "**") { _, place in
                try article(place.parameters.getCatchAll())
            },
        ]
    }

    private func operators() -> [Endpoint] {
        let figures: Handler = { _, _ in
            let isReady = await readiness.fault() == nil
            return .page(Array(metrics(isReady).utf8), "text/plain; version=0.0.4")
        }
        return [
            .page("/metrics", guarded(figures)),
            .page("/webhooks/rest") { _, _ in .json("{\"status\":\"ok\"}") },
            Endpoint(
                path: Self.webhookPath,
                handlers: [.post: guarded { request, _ in try await webhook(request) }]),
            Endpoint(
                path: Self.parsePath,
                handlers: [.post: guarded { request, _ in try await parse(request) }]),
        ]
    }

    private func guarded(_ handler: @escaping Handler) -> Handler {
        { request, place in
            try requireOperator(request, place)
            return try await handler(request, place)
        }
    }

    private func chat() -> [Endpoint] {
        let refusal: Handler = { request, _ in notUpgraded(request) }
        let frames: Handler = { request, place in
            await crossOrigin(request) { () throws(HTTPRefusal) in
                try await exchange(request, place)
            }
        }
        let stream: Handler = { request, place in
            await crossOrigin(request) { () throws(HTTPRefusal) in
                try await events(request, place)
            }
        }
        let preflight: Handler = { request, place in
            await crossOrigin(request) { Response(status: .noContent) }
        }
        return [
            Endpoint(path: UpgradeRule.chatPath, handlers: [.get: refusal]),
            Endpoint(path: Self.framesPath, handlers: [.post: frames, .options: preflight]),
            Endpoint(path: Self.eventsPath, handlers: [.get: stream, .options: preflight]),
        ]
    }

    /// Says with problem details why a request is not served: its own fault, a path where nothing
    /// is, or a method that the path does not know (RFC 9110, 15.5.6).
    private struct Refusals: RouterMiddleware {
        let routes: Routes
        let endpoints: [Endpoint]

        func handle(
            _ request: Request, context: RequestPlace,
            next: (Request, RequestPlace) async throws -> Response
        ) async throws -> Response {
            let response: Response
            do {
                return try await next(request, context)
            } catch let refusal as HTTPRefusal {
                response = .problem(refusal)
            } catch let error as HTTPError where error.status == .notFound {
                response = await unknown(request)
            }
            return request.method == .head ? response.createHeadResponse() : response
        }

        private func unknown(_ request: Request) async -> Response {
            let path = Routes.path(ofTarget: request.head.path ?? "")
            guard let endpoint = endpoints.first(where: { $0.matches(path) }) else {
                return .problem(.init(.notFound, "nothing answers at this path"))
            }
            let methods = endpoint.handlers.keys.map(\.rawValue).sorted().joined(separator: ", ")
            guard Routes.isShared(path) else { return Self.unknownMethod(methods) }
            return await routes.crossOrigin(request) { Self.unknownMethod(methods) }
        }

        private static func unknownMethod(_ known: String) -> Response {
            var response = Response.problem(
                .init(.methodNotAllowed, "this path answers \(known)"))
            response.headers[.allow] = known
            return response
        }
    }

    /// The body of a request, of at most `bytesMax` bytes.
    static func body(
        _ request: Request, upTo bytesMax: Int
    ) async throws(HTTPRefusal) -> [UInt8] {
        do {
            return Array(try await request.body.collect(upTo: bytesMax).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw .tooLong(bytesMax)
        } catch {
            throw HTTPRefusal(.badRequest, "the body is cut short or malformed")
        }
    }
}
