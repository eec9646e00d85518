package import Desk
import Dialogue
package import Logging
import NIOPosix
import Wire

/// What every session needs; one value for all listeners.
package struct SessionContext: Sendable {
    let desk: FrontDesk
    let options: GatewayOptions
    let identity: IdentityVerifier?
    let registry: SessionRegistry
    /// Goes away with the desk.
    package let sessions = OpenSessions()
    let connections: ConnectionCounts
    let refusals = RefusalCounts()
    let readers: NIOThreadPool
    let logger: Logger
    let codec: FrameCodec
    let encoder: ServerFrameEncoder

    package init(
        desk: FrontDesk, options: GatewayOptions, identity: IdentityVerifier?, logger: Logger
    ) {
        (self.desk, self.options, self.identity) = (desk, options, identity)
        self.logger = logger
        registry = SessionRegistry(limits: options.limits)
        connections = ConnectionCounts(limit: options.connectionsPerAddress)
        // Archive reads block; they never run on an event loop.
        readers = NIOThreadPool.singleton
        codec = FrameCodec(limits: options.limits)
        encoder = ServerFrameEncoder(limits: options.limits)
    }
}
