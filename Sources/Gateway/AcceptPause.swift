import Foundation
package import Logging
package import NIOCore

/// Lets a listener rest where the process or the system has no descriptors or memory for another
/// connection, and says so in the log now and then.
///
/// The connection that could not be taken waits on, so that the event loop would be told of it
/// again at once: NIO's own backoff holds back the next read, but not the one that goes on.
package final class AcceptPause: ChannelInboundHandler {
    package typealias InboundIn = any Channel

    /// Seconds until the next attempt.
    private static let pauseSeconds: Int64 = 1
    /// Seconds between two lines in the log.
    private static let silenceSeconds: Int64 = 60

    private let listener: String
    private let logger: Logger
    private var lastLogged: NIODeadline?

    private init(_ listener: String, _ logger: Logger) {
        (self.listener, self.logger) = (listener, logger)
    }

    /// Puts one before everything else that hears of accepted connections, on the event loop of
    /// `channel`; `listener` is the name that the log calls it by.
    package static func guarding(
        _ channel: any Channel, _ listener: String, _ logger: Logger
    ) throws {
        try channel.pipeline.syncOperations.addHandler(
            AcceptPause(listener, logger), position: .first)
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? IOError, Self.isShortage(error.errnoCode) else {
            context.fireErrorCaught(error)
            return
        }
        log(error)
        let channel = context.channel
        channel.setOption(.autoRead, value: false).whenFailure { [logger, listener] in
            logger.error("\(listener): \($0)")
        }
        context.eventLoop.scheduleTask(in: .seconds(Self.pauseSeconds)) {
            // Fails where the listener is closed, which is what it should be then.
            _ = channel.setOption(.autoRead, value: true)
        }
    }

    private static func isShortage(_ code: CInt) -> Bool {
        [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(code)
    }

    private func log(_ error: IOError) {
        let now = NIODeadline.now()
        if let lastLogged, now - lastLogged < .seconds(Self.silenceSeconds) { return }
        lastLogged = now
        logger.error(
            "\(listener): new connections wait: \(String(cString: strerror(error.errnoCode)))")
    }
}
