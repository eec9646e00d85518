import Desk
import Dialogue
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
package import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket
import ServiceLifecycle
import Understanding
import Wire

/// Listens on HTTP; page, REST and WebSocket share the port.
package struct WebListener: Service {
    private let context: SessionContext
    private let routes: Routes
    private let host: String
    private let port: Int
    private let group: any EventLoopGroup
    private let onListening: @Sendable (SocketAddress?) -> Void

    package init(
        _ context: SessionContext, fault: @escaping @Sendable () -> String?, host: String,
        port: Int, group: any EventLoopGroup,
        onListening: @escaping @Sendable (SocketAddress?) -> Void
    ) {
        self.context = context
        let readiness = Readiness(pool: context.readers, eventLoop: group.any()) {
            context.desk.policy.interpreter.isEmpty ? "no model is loaded" : fault()
        }
        routes = Routes(context: context, readiness: readiness)
        (self.host, self.port, self.group) = (host, port, group)
        self.onListening = onListening
    }

    package func run() async throws {
        let context = context
        let onListening = onListening
        let application = Application(
            router: routes.router(),
            server: HTTPServerBuilder { responder in
                UpgradableChannel(context: context, responder: responder)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in
                Self.guardAccepting(channel, context.logger)
                onListening(channel.localAddress)
            },
            eventLoopGroupProvider: .shared(group), logger: Self.quiet(context.logger))
        try await application.run()
    }

    private static func guardAccepting(_ channel: any Channel, _ logger: Logger) {
        channel.eventLoop.submit { try AcceptPause.guarding(channel, "http", logger) }
            .whenFailure { logger.error("http: \($0)") }
    }

    /// The framework's own lines are of no use to an operator: its errors reach `run()`.
    private static func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .critical)
        return logger
    }
}

/// One connection of the HTTP port: an HTTP connection, or a WebSocket after its first request.
private struct UpgradableChannel: HTTPChannelHandler {
    typealias HTTPChannel = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    enum Outcome: Sendable {
        case http(HTTPChannel)
        case webSocket
    }

    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let outcome: EventLoopFuture<Outcome>
    }

    /// Seconds an idle HTTP connection is kept.
    private static let idleSeconds = 60

    let context: SessionContext
    let responder: HTTPChannelHandler.Responder

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let rule = UpgradeRule(options: context.options)
            let isAdmitted = admit(channel)
            let deadline = FirstRequestDeadline(
                channel, seconds: context.options.firstRequestSeconds, isAdmitted: isAdmitted)
            let configuration = NIOTypedHTTPServerUpgradeConfiguration<Outcome>(
                upgraders: [upgrader(rule, deadline, isAdmitted: isAdmitted)],
                notUpgradingCompletionHandler: { channel in
                    channel.eventLoop.makeCompletedFuture { try http(channel, logger) }
                })
            var pipeline = NIOUpgradableHTTPServerPipelineConfiguration(
                upgradeConfiguration: configuration)
            pipeline.enablePipelining = false
            // The gate answers what cannot be parsed, in its turn.
            pipeline.enableErrorHandling = false
            let sync = channel.pipeline.syncOperations
            let outcome = try sync.configureUpgradableHTTPServerPipeline(configuration: pipeline)
            let upgradeHandler = try sync.handler(
                type: NIOTypedHTTPServerUpgradeHandler<Outcome>.self)
            try sync.addHandler(
                RequestGate(rule, deadline, isAdmitted: isAdmitted),
                position: .before(upgradeHandler))
            channel.closeFuture.whenComplete { _ in deadline.met() }
            return Value(channel: channel, outcome: outcome)
        }
    }

    /// Counts the connection against its address, whatever it will speak, until it closes.
    private func admit(_ channel: any Channel) -> Bool {
        let connections = context.connections
        let address = channel.remoteAddress?.ipAddress ?? "?"
        let isAdmitted = connections.admit(address)
        if isAdmitted {
            channel.closeFuture.whenComplete { _ in connections.release(address) }
        } else {
            context.refusals.note(.address)
        }
        return isAdmitted
    }

    private func http(_ channel: any Channel, _ logger: Logger) throws -> Outcome {
        let sync = channel.pipeline.syncOperations
        try sync.addHandler(
            WriteDeadline(.seconds(context.options.writeSeconds)), position: .first)
        try sync.addHandler(HTTP1ToHTTPServerCodec(secure: false))
        try sync.addHandler(
            HTTPConnectionStateHandler(idleTimeout: .seconds(Self.idleSeconds), logger: logger))
        return .http(
            try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true)))
    }

    private func upgrader(
        _ rule: UpgradeRule, _ deadline: FirstRequestDeadline, isAdmitted: Bool
    ) -> some NIOTypedHTTPServerProtocolUpgrader<Outcome> {
        let context = context
        return NIOTypedWebSocketServerUpgrader<Outcome>(
            maxFrameSize: DeflateStreams.packedBytesMax(
                max(
                    context.options.limits.frameBytes,
                    context.options.isConformance ? UpgradeRule.echoBytesMax : 0)),
            enableAutomaticErrorHandling: false,
            shouldUpgrade: { channel, head in
                var headers = HTTPHeaders()
                if let deflate = Self.agreement(head) {
                    headers.add(name: "Sec-WebSocket-Extensions", value: deflate.header)
                }
                let offered = head.headers[canonicalForm: "sec-websocket-protocol"]
                if offered.contains("chat.v1.json") {
                    headers.add(name: "Sec-WebSocket-Protocol", value: "chat.v1.json")
                }
                return channel.eventLoop.makeSucceededFuture(headers)
            },
            upgradePipelineHandler: { channel, head in
                deadline.met()
                return channel.eventLoop.makeCompletedFuture {
                    let messages = try Self.messages(
                        rule.endpoint(head), head, channel, context, isAdmitted: isAdmitted)
                    let sync = channel.pipeline.syncOperations
                    let decoder = try sync.handler(
                        type: ByteToMessageHandler<WebSocketFrameDecoder>.self)
                    try sync.addHandler(FrameScanner(messages), position: .before(decoder))
                    try sync.addHandler(messages)
                    return .webSocket
                }
            })
    }

    private static func agreement(_ head: HTTPRequestHead) -> DeflateAgreement? {
        DeflateAgreement(offers: head.headers["sec-websocket-extensions"])
    }

    private static func messages(
        _ endpoint: UpgradeRule.Endpoint?, _ head: HTTPRequestHead, _ channel: any Channel,
        _ context: SessionContext, isAdmitted: Bool
    ) throws -> WebSocketMessages {
        switch endpoint {
        case .echo:
            return WebSocketMessages(
                EchoSocket(), deflate: agreement(head),
                messageBytesMax: UpgradeRule.echoBytesMax, outputBytesMax: nil,
                options: context.options)
        case .chat, nil:
            try channel.syncOptions?.setOption(
                .writeBufferWaterMark, value: .output(of: context.options))
            return WebSocketMessages(
                ChatSocket(context, channel.eventLoop, isAdmitted: isAdmitted),
                deflate: agreement(head), messageBytesMax: context.options.limits.frameBytes,
                outputBytesMax: context.options.outputBytesMax, options: context.options)
        }
    }

    func handle(value: Value, logger: Logger) async {
        do {
            let outcome = try await withTaskCancellationHandler {
                try await value.outcome.get()
            } onCancel: {
                value.channel.close(promise: nil)
            }
            switch outcome {
            case .http(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
            case .webSocket:
                try await withTaskCancellationHandler {
                    try await value.channel.closeFuture.get()
                } onCancel: {
                    value.channel.close(promise: nil)
                }
            }
        } catch {
            logger.debug("http connection: \(error)")
            value.channel.close(promise: nil)
        }
    }
}
