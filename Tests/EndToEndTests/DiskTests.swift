import Foundation
import Testing

// One after another: a hundred servers at once would measure the machine.
/// What is on the disk after a stop, and what is said when nothing more fits on it.
@Suite(.serialized) struct DiskTests {
    @Test func afterAStopTheDatabaseAloneHoldsTheRecord() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        person.send("/ticket a lamp\n")
        _ = try person.linesToTerminator()
        #expect(desk.stop() == 0)
        let copy = "\(desk.folder)/copy"
        func copied() throws -> [String] {
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.createDirectory(
                atPath: copy, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "\(desk.data)/frontdesk.db", toPath: "\(copy)/frontdesk.db")
            let run = try frontdesk(["tickets", "list", "--data", copy])
            #expect(run.status == 0, "\(run.errors)")
            return run.output.split(separator: "\n").map(String.init)
        }

        #expect(try copied().first?.hasPrefix("T-101  new") == true)
        #expect(try frontdesk(["tickets", "solve", "101", "--data", desk.data]).status == 0)
        #expect(try copied().first?.hasPrefix("T-101  solved") == true)
    }

    /// A link to a larger disk; it was no database, for a link has the size of its text.
    @Test func aDatabaseMayBeALink() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        person.send("/ticket a lamp\n")
        _ = try person.linesToTerminator()
        #expect(desk.stop() == 0)
        let (path, moved) = ("\(desk.data)/frontdesk.db", "\(desk.folder)/moved.db")
        try FileManager.default.moveItem(atPath: path, toPath: moved)
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: moved)

        try desk.start()
        let other = try desk.person()
        other.send("/ticket a second lamp\n")

        #expect(try other.linesToTerminator().contains("* TICKET T-102 new"))
        #expect(try HTTPAnswer(port: desk.http, "GET", "/readyz").status == 200)
        #expect(desk.stop() == 0)
        let listed = try frontdesk(["tickets", "--data", desk.data])
        #expect(listed.output.split(separator: "\n").count == 2, "\(listed.errors)")
    }

    /// What is written to a file that no path leads to is lost with the process.
    @Test(arguments: [false, true])
    func aDatabaseThatIsDeletedOrReplacedWhileItIsServedTakesNothingMore(isReplaced: Bool) throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        person.send("hello\n")
        #expect(try person.linesToTerminator().last?.hasPrefix("OK ") == true)
        for end in ["", "-wal", "-shm"] {
            try FileManager.default.removeItem(atPath: "\(desk.data)/frontdesk.db\(end)")
        }
        if isReplaced { try Data().write(to: URL(fileURLWithPath: "\(desk.data)/frontdesk.db")) }

        person.send("where is my order\n")

        #expect(try person.linesToTerminator().last?.hasPrefix("ERR INTERNAL") == true)
        #expect(try HTTPAnswer(port: desk.http, "GET", "/readyz").status == 503)
        #expect(desk.stop() == 1)
    }

    /// Of a program that was stopped while it wrote a model.
    @Test func whatWasHalfWrittenByAnotherProcessIsRemovedAtTheNextStart() throws {
        let desk = try RunningDesk()
        #expect(desk.stop() == 0)
        let left = "\(desk.data)/intents.model.\(Int32.max).new"
        let young = "\(desk.data)/passages.model.\(Int32.max).new"
        let kept = ["\(desk.data)/notes.new", "\(desk.data)/x.\(getpid()).new", young]
        for path in [left] + kept {
            try Data("x".utf8).write(to: URL(fileURLWithPath: path))
            guard path != young else { continue }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -7_200)], ofItemAtPath: path)
        }

        try desk.start()

        #expect(!FileManager.default.fileExists(atPath: left))
        #expect(kept.allSatisfy { FileManager.default.fileExists(atPath: $0) })
    }

    static let canLimitFiles = FileManager.default.isExecutableFile(atPath: "/usr/bin/prlimit")

    /// `prlimit` stands in for a disk: what may not grow fails, as what does not fit.
    @Test(.enabled(if: canLimitFiles)) func aDeskThatCannotStoreIsNotReadyUntilItCan() throws {
        let log = Pipe()
        let desk = try RunningDesk(errors: log.fileHandleForWriting)
        let person = try desk.person()
        func limit(_ bytes: String) throws {
            let run = try execute(
                "/usr/bin/prlimit", ["--pid", "\(desk.identifier)", "--fsize=\(bytes):unlimited"])
            #expect(run.status == 0, "\(run.errors)")
        }
        /// A look is good for a second, so the answer may be the one before.
        func becomes(_ status: Int) throws -> Bool {
            let start = ContinuousClock.now
            while ContinuousClock.now - start < .seconds(60) {
                if try HTTPAnswer(port: desk.http, "GET", "/readyz").status == status {
                    return true
                }
            }
            return false
        }
        #expect(try becomes(200))

        try limit("1")
        for _ in 0..<5 {
            person.send("hello\n")
            #expect(try person.linesToTerminator().last?.hasPrefix("ERR INTERNAL") == true)
        }
        #expect(try becomes(503))
        #expect(try HTTPAnswer(port: desk.http, "GET", "/livez").status == 200)

        try limit("unlimited")
        #expect(try becomes(200))
        person.send("hello\n")
        #expect(try person.linesToTerminator().last?.hasPrefix("OK ") == true)

        // One line a minute, however many are refused.
        #expect(desk.stop() == 0)
        try log.fileHandleForWriting.close()
        let bytes = try log.fileHandleForReading.readToEnd() ?? Data()
        let told = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let causes = told.filter { $0.contains("frontdesk.db: ") }
        #expect(causes.count { !$0.contains("not ready: ") } == 1, "\(told)")
        #expect(causes.count { $0.contains("not ready: ") } == 1, "\(told)")
    }

    /// A limit of a file's size, which no model and no database keeps to.
    @Test(.enabled(if: canLimitFiles)) func whatADiskRefusesIsToldWithWhatToDo() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func limited(_ command: [String], _ data: String) throws -> (
            status: Int32, output: String, errors: String
        ) {
            try execute(
                "/usr/bin/prlimit",
                ["--fsize=8192", Package.binary] + command
                    + ["--assistant", folder, "--data", data])
        }

        CommandErrorTests.expectOneLine(
            try limited(["train"], "\(folder)/a"),
            "\(folder)/a/intents.model: cannot be written: File too large; raise the limit")
        CommandErrorTests.expectOneLine(
            try limited(
                ["serve", "--http", "127.0.0.1:0", "--line", "127.0.0.1:0"], "\(folder)/b"),
            "\(folder)/b/frontdesk.db: disk I/O error; check the disk")
    }

    /// Mounts a disk of 8 KiB on the first argument, in a name space of its own.
    private static let mount = #"mount -t tmpfs -o size=8k none "$1" && shift && exec "$@""#

    private static func onASmallDisk(
        _ folder: String, _ command: [String]
    ) throws -> (status: Int32, output: String, errors: String) {
        try execute("/usr/bin/unshare", ["-rm", "sh", "-c", mount, "sh", folder] + command)
    }

    static let canMount =
        (try? onASmallDisk(FileManager.default.temporaryDirectory.path, ["true"]).status) == 0

    @Test(.enabled(if: canMount)) func aModelThatDoesNotFitAsksForRoom() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let data = "\(folder)/data"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)

        CommandErrorTests.expectOneLine(
            try Self.onASmallDisk(
                data, [Package.binary, "train", "--assistant", folder, "--data", data]),
            "\(data)/intents.model: cannot be written: No space left on device; make room")
    }
}
