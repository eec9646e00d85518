import Foundation
import Testing

/// What a desk that stops, or has stopped, says to everybody, and whom it waits for.
@Suite(.serialized) struct StopTests {
    @Test func aDeskThatStopsSaysSoToEveryClient() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "\"synced\"")

        #expect(desk.stop() == 0)

        #expect(try person.allLines().last?.hasPrefix("* BYE restarting resume=") == true)
        let bye = try client.receive()
        #expect(
            bye?.text.contains(#""type":"bye","reason":"restarting","retry_after_ms":"#) == true)
        #expect(try client.receive()?.code == 1001)
    }

    /// An open one held the stop to its deadline, which is a failure.
    @Test func aDeskThatStopsClosesTheConformanceEcho() throws {
        let desk = try RunningDesk(["--conformance"])
        let client = try WebSocketClient(port: desk.http, path: "/_conformance/echo")
        client.send("still here")
        #expect(try client.receive()?.text == "still here")

        #expect(desk.stop() == 0)

        #expect(try client.receive()?.code == 1001)
    }

    /// Stored or refused, and never dropped in silence.
    @Test func whatWaitsWhenTheDeskStopsIsAnswered() throws {
        let desk = try RunningDesk(["--limits-message-burst", "0"])
        let person = try desk.person()
        let count = 60
        person.send((0..<count).map { "@m\($0) hello there\n" }.joined())
        let first = try person.linesToTerminator()

        let status = desk.stop()
        let lines = first + (try person.allLines())

        let ends = lines.filter { $0.hasPrefix("OK ") || $0.hasPrefix("ERR ") }
        let answered = ends.count { $0.hasPrefix("OK ") }
        let stored = try frontdesk(["export", "--data", desk.data]).output
            .split(separator: "\n").count { $0.contains("hello there") }
        #expect(status == 0)
        #expect(ends.count == count)
        #expect(ends.dropFirst(answered).allSatisfy { $0.contains(" SHUTTING_DOWN ") })
        #expect(stored == answered)
        #expect(lines.last?.hasPrefix("* BYE restarting resume=") == true)
    }

    @Test func aConnectionThatSaysNothingHoldsUpNoShutdown() throws {
        let desk = try RunningDesk()
        let silent = try Socket(port: desk.http)

        // Held to its deadline it would fail.
        #expect(desk.stop() == 0)
        #expect(try silent.line() == nil)
    }

    @Test func aCommandThatNeverComesHoldsUpNoShutdown() throws {
        let desk = try RunningDesk()
        let silent = try Socket(path: "\(desk.data)/control.sock")
        silent.send("ticket 101 ")
        // Connections are taken in turn: the one before is open.
        let other = try Socket(path: "\(desk.data)/control.sock")
        other.send("nonsense\n")

        #expect(try other.line() == "unknown command")
        #expect(desk.stop() == 0)
        #expect(try silent.line() == nil)
    }

    /// As one that is stopped, or stuck.
    @Test func aCommandThatIsNotAnsweredEndsAndSaysSo() throws {
        let desk = try RunningDesk()
        kill(desk.identifier, SIGSTOP)

        let solved = try frontdesk(["tickets", "solve", "101", "--data", desk.data])

        #expect(solved.status != 0)
        #expect(solved.errors.contains("has not answered yet and may still"), "\(solved.errors)")
    }
}
