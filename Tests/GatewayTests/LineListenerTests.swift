import Desk
import Dialogue
import Gateway
import NIOCore
import NIOPosix
import StorageSQLite
import Testing
import Wire

/// What a connection of the line port may still read when the conversation has become somebody's.
@Suite(.serialized) struct LineListenerTests {
    /// As another session with the same token does just before the request comes.
    private func identify(_ conversation: ConversationID, of desk: ServedDesk) throws {
        let other = Speaker(
            participant: ParticipantID("p_other"), conversation: conversation,
            customer: CustomerID("cu_other"), tokenHash: Mint.hash(.session, "other"))
        let submission = Submission(
            origin: .speaker(other, clientMessageID: nil, digest: 0),
            event: .identified(VerifiedIdentity(subject: Subject("vera"))),
            now: Timestamp(milliseconds: 0))
        _ = try #require(desk.store.advance([submission], policy: desk.policy).first).get()
    }

    @Test(arguments: ["@r1 /history", "@r1 /tickets", "@r1 /why"])
    func aRecordIsReadByItsCustomerOnly(request: String) async throws {
        try await ServedDesk.serving(interpreter: ServedDesk.reader()) { desk in
            try await LineClient.connected(to: desk.line) { client in
                try await client.send(
                    #"{"type":"ticket","client_message_id":"1","subject":"my private matter"}"#
                        + "\nHow long?\n")
                let ack = try await client.line { $0.contains("\"ack\"") }
                _ = try await client.line { $0.hasPrefix("OK ") }
                let id = try #require(
                    JSONParser.parse(Array(ack.utf8))["message_id"]?.string.map(MessageID.init))
                try identify(try #require(Entry.place(of: id)).conversation, of: desk)

                try await client.send("\(request)\n")
                let rest = try await client.rest()

                #expect(rest.first?.hasPrefix("ERR @r1 AUTH_REQUIRED") == true, "\(rest)")
                #expect(rest.last?.hasPrefix("* BYE identity") == true)
                #expect(rest.count == 2)
            }
        }
    }
}

/// A client of the line port, read by lines.
struct LineClient {
    struct Ended: Error {}

    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private let lines: Lines

    /// The one reader of what comes.
    private final class Lines {
        private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        private var pending = ""

        init(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>) {
            self.inbound = inbound.makeAsyncIterator()
        }

        func next() async throws -> String? {
            while true {
                if let end = pending.firstIndex(of: "\n") {
                    defer { pending.removeSubrange(...end) }
                    return String(pending[..<end])
                }
                guard let bytes = try await inbound.next() else { return nil }
                pending += String(buffer: bytes)
            }
        }
    }

    static func connected(
        to address: SocketAddress, _ body: (LineClient) async throws -> Void
    ) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(to: address) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        try await channel.executeThenClose { inbound, outbound in
            try await body(LineClient(outbound: outbound, lines: Lines(inbound)))
        }
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    /// The next line that is one of those asked for.
    func line(where isAsked: (String) -> Bool) async throws -> String {
        while let line = try await lines.next() {
            if isAsked(line) { return line }
        }
        throw Ended()
    }

    /// Every line to the end of the connection.
    func rest() async throws -> [String] {
        var all: [String] = []
        while let line = try await lines.next() { all.append(line) }
        return all
    }
}
