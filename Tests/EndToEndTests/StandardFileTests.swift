import Foundation
import Testing

/// Programs whose standard input or output is closed, and those that want one folder at once.
@Suite(.serialized) struct StandardFileTests {
    /// What a shell says that runs `command`; `$F` is the program.
    private static func shell(
        _ command: String
    ) throws -> (status: Int32, output: String, errors: String) {
        try execute("/bin/sh", ["-c", command], environment: ["F": Package.binary])
    }

    /// A model file would get the number of standard output, and the report would be written in it.
    @Test func trainingWithoutStandardOutputWritesItsFiles() throws {
        let folder = try CommandTests.folder(RunningDesk.files)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let place = "--assistant \(folder) --data \(folder)/data"

        let trained = try Self.shell("$F train \(place) >&- 2>&-")
        let asked = try Self.shell("$F ask \(place) 'where is my order'")

        #expect(trained.status == 0)
        #expect(asked.status == 0 && asked.output.hasPrefix("<bot> "), "\(asked)")
        #expect(!asked.errors.contains("train"), "\(asked.errors)")
    }

    @Test func aChatWithoutStandardInputEnds() throws {
        let desk = try RunningDesk()

        let run = try Self.shell("timeout 60 $F chat --line 127.0.0.1:\(desk.line) <&-")

        #expect(run.status == 0, "\(run)")
    }

    @Test func aDeskServesThoughNobodyReadsThatItIsReady() throws {
        let folder = try CommandTests.folder(RunningDesk.files)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let desk = try RunningCommand(
            [
                "serve", "--assistant", folder, "--data", "\(folder)/data", "--http",
                "127.0.0.1:0", "--line", "127.0.0.1:0",
            ], prelude: "exec >/dev/full")

        let told = try desk.errors.until("the ready line was not taken").last
        // It is stopped, and has not ended by itself.
        let stopped = kill(desk.identifier, SIGTERM)

        #expect(told?.contains("No space left") == true, "\(told ?? "")")
        #expect(stopped == 0)
        #expect(desk.status() == 0)
    }

    /// Another character in its place would make another message of it.
    @Test func whatIsPipedAndNotUTF8IsNotSent() throws {
        let desk = try RunningDesk()

        let run = try Self.shell(
            "printf 'where is my order caf\\351\\nhello there\\r\\n' | "
                + "$F chat --line 127.0.0.1:\(desk.line)")

        #expect(run.status == 1)
        #expect(run.errors.contains("a line is not UTF-8; not sent"), "\(run)")
        #expect(run.output.contains("<bot> Hello! What can I do for you?"))
        #expect(!run.output.contains("on its way"))
    }

    @Test func commandsThatWantTheFolderAtOnceTakeTurns() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        person.send("/ticket my kettle leaks\n")
        _ = try person.linesToTerminator()
        #expect(desk.stop() == 0)

        let run = try Self.shell(
            "seq 5 | xargs -P 5 -I @ $F tickets solve T-101 --data \(desk.data)")

        #expect(run.output == "T-101 solved\n", "\(run.errors)")
        let refusals = run.errors.split(separator: "\n")
        #expect(refusals.count == 4)
        #expect(refusals.allSatisfy { $0.contains("already solved") }, "\(refusals)")
    }
}
