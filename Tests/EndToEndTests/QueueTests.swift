import Foundation
import Testing

// One after another: a hundred servers at once would measure the machine.
/// People who wait hear of their place when somebody ahead is gone.
@Suite(.serialized) struct QueueTests {
    private static func waiting(_ desk: RunningDesk, place: Int) throws -> Socket {
        let person = try desk.person()
        person.send("/human\n")
        let told = try person.linesToTerminator()
        #expect(told.first?.hasSuffix("You are number \(place) in the queue.") == true)
        #expect(told.dropFirst().first == "* HANDOFF waiting place=\(place)")
        return person
    }

    @Test func whoWaitsHearsOfTheNewPlaceUnasked() throws {
        let desk = try RunningDesk()
        let people = try (1...3).map { try Self.waiting(desk, place: $0) }

        people[0].send("/bot\n")
        _ = try people[0].linesToTerminator()

        #expect(try people[1].line() == "* HANDOFF waiting place=1")
        #expect(try people[2].line() == "* HANDOFF waiting place=2")
        // Nothing more came, and what came is part of the record.
        people[2].send("/history 9\n")
        let history = try people[2].linesToTerminator()
        #expect(
            history.filter { $0.hasPrefix("* HANDOFF") }
                == ["* HANDOFF waiting place=3", "* HANDOFF waiting place=2"])
        people[0].send("/history 9\n")
        #expect(
            try people[0].linesToTerminator().filter { $0.hasPrefix("* HANDOFF") }
                == ["* HANDOFF waiting place=1", "* HANDOFF bot"])
    }

    @Test func aPlaceThatCouldNotBeToldBeforeTheServerEndedIsToldAfterwards() throws {
        let desk = try RunningDesk()
        let first = try Self.waiting(desk, place: 1)
        let second = try desk.person()
        second.send("/human\n")
        let lines = try second.linesToTerminator()
        let token = try #require(lines.first { $0.hasPrefix("* SESSION resume=") }?.dropFirst(17))

        first.send("/bot\n")
        _ = try first.linesToTerminator()
        desk.killHard()
        try desk.start()
        let back = try desk.person()
        back.send("/resume \(token) 3\n")

        // Told before the end or after the start: once, whichever it was.
        var shown: [String] = []
        while !shown.contains("* HANDOFF waiting place=1"), let line = try back.line() {
            shown.append(line)
        }
        back.send("/history 9\n")
        var history = try back.linesToTerminator()
        if !history.contains(where: { $0.hasPrefix("* HANDOFF") }) {
            history = try back.linesToTerminator()
        }
        #expect(
            history.filter { $0.hasPrefix("* HANDOFF") }
                == ["* HANDOFF waiting place=2", "* HANDOFF waiting place=1"])
    }
}
