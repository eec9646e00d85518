import Foundation
import Testing

/// A desk whose database another program holds for a while.
@Suite(.serialized) struct HeldDatabaseTests {
    /// Keeps the one place of a writer in SQLite's log (its WAL_WRITE_LOCK) until it is closed.
    private final class Writer {
        private var file: Int32

        init(_ database: String) throws {
            file = open("\(database)-shm", O_RDWR)
            var place = flock()
            place.l_type = Int16(F_WRLCK)
            place.l_whence = Int16(SEEK_SET)
            (place.l_start, place.l_len) = (120, 1)
            try #require(fcntl(file, F_SETLKW, &place) == 0)
        }

        deinit { release() }

        func release() {
            if file >= 0 { close(file) }
            file = -1
        }
    }

    /// The answers to its pings waited behind its own messages, and it was taken for gone.
    @Test func whoAnswersEveryPingStaysHoweverManyMessagesWait() throws {
        let desk = try RunningDesk(["--limits-heartbeat-seconds", "1"])
        let client = try BacklogTests.greeted(desk)
        client.send(#"{"type":"message","client_message_id":"0","content":"hello"}"#)
        _ = try client.receive(until: "\"reply_to\"")
        let writer = try Writer("\(desk.data)/frontdesk.db")

        for number in 1...120 {
            client.send(
                #"{"type":"message","client_message_id":"\#(number)","content":"hello"}"#)
        }
        var pings = 0
        // Two may stay unanswered; in the place of the third it was closed.
        while pings < 3, let frame = try client.receive() {
            #expect(frame.opcode != 8, "\(frame)")
            guard frame.opcode == 9 else { continue }
            pings += 1
            client.socket.send(WebSocketClient.frame(10, frame.payload))
        }
        writer.release()
        let last = try client.receive(until: #""client_message_id":"120""#).last
        #expect(pings == 3)
        #expect(last?.contains(#""client_message_id":"120""#) == true)
    }
}
