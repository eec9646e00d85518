import Foundation
import Testing

/// A log that nobody reads.
@Suite struct ServerLogTests {
    @Test func itStopsNobodyAndGoesOnWhereItIsRead() throws {
        let pipe = Pipe()
        let (reader, writer) = (pipe.fileHandleForReading, pipe.fileHandleForWriting)
        let desk = try RunningDesk(errors: writer)
        try Data("nlu: [".utf8).write(to: URL(fileURLWithPath: "\(desk.folder)/intents/all.yml"))
        try Self.fill(writer.fileDescriptor)

        // Each is refused with a line that finds no room.
        for _ in 0..<5 {
            kill(desk.identifier, SIGHUP)
            let person = try desk.person()
            person.send("hello\n")
            #expect(try person.linesToTerminator().last?.hasPrefix("OK ") == true)
        }
        var told = ""
        let end = ContinuousClock.now + .seconds(60)
        while !told.contains("not reloaded"), ContinuousClock.now < end {
            told += Self.drain(reader, milliseconds: 1_000)
        }
        #expect(told.contains("not reloaded"))

        try Self.fill(writer.fileDescriptor)
        kill(desk.identifier, SIGHUP)
        #expect(desk.stop() == 0)
    }

    /// Writes until the pipe takes no more.
    private static func fill(_ file: Int32) throws {
        let flags = fcntl(file, F_GETFL)
        #expect(fcntl(file, F_SETFL, flags | O_NONBLOCK) == 0)
        let page = [UInt8](repeating: 0x20, count: 4_096)
        while write(file, page, page.count) > 0 {}
        #expect(fcntl(file, F_SETFL, flags) == 0)
    }

    /// What stands in the pipe, and what comes within `milliseconds`.
    private static func drain(_ reader: FileHandle, milliseconds: Int32) -> String {
        var text = ""
        var page = [UInt8](repeating: 0, count: 4_096)
        var ready = pollfd(fd: reader.fileDescriptor, events: Int16(POLLIN), revents: 0)
        while poll(&ready, 1, milliseconds) == 1 {
            let count = read(reader.fileDescriptor, &page, page.count)
            guard count > 0 else { break }
            text += String(decoding: page[..<count], as: UTF8.self)
        }
        return text
    }
}
