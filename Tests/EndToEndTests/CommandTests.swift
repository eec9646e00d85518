import Foundation
import Testing

// One after another: a hundred servers at once would measure the machine.
/// The command line as scripts and people use it.
@Suite(.serialized) struct CommandTests {
    static func folder(_ files: [String: String] = RunningDesk.files) throws -> String {
        let folder = FileManager.default.temporaryDirectory.path + "/frontdesk-\(UUID().uuidString)"
        for (name, text) in files {
            let file = URL(fileURLWithPath: "\(folder)/\(name)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return folder
    }

    @Test func trainingTwiceWritesTheSameFilesAndNothingElse() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }

        for data in ["one", "two"] {
            let run = try frontdesk(["train", "--assistant", folder, "--data", "\(folder)/\(data)"])
            #expect(run.status == 0, "\(run.errors)")
        }

        let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/one").sorted()
        #expect(files == ["intents.model", "passages.model"])
        for file in files {
            let (one, two) = ("\(folder)/one/\(file)", "\(folder)/two/\(file)")
            #expect(FileManager.default.contentsEqual(atPath: one, andPath: two), "\(file)")
        }
    }

    static let wrong: [(name: String, arguments: [String], error: String)] = [
        ("an unknown flag", ["serve", "--frobnicate"], "Unknown option '--frobnicate'"),
        (
            "a wrong number", ["config", "--limits-message-rate", "fast"],
            "flag --limits-message-rate: limits.messageRate is 'fast', not a number"
        ),
        (
            "a wrong address", ["config", "--http", "foo"],
            "flag --http: http is 'foo', not HOST:PORT"
        ),
        ("a missing value", ["config", "--http"], "--http: a value is missing"),
        (
            "no such config file", ["config", "--config", "/nowhere.yml"],
            "/nowhere.yml: cannot be read"
        ),
        (
            "no intents", ["train", "--assistant", "/nowhere", "--data", "/tmp"],
            "/nowhere/intents: error: no such folder"
        ),
        ("no database", ["history", "x", "--data", "/tmp/frontdesk-empty"], "no database"),
        ("nothing to measure", ["evaluate"], "nothing to measure"),
        (
            "no such labelled file", ["evaluate", "--train", "/a", "--test", "/b"],
            "/a: cannot be read"
        ),
    ]

    @Test(arguments: wrong)
    func aWrongCallIsOneLineAndAStatus(name: String, arguments: [String], error: String) throws {
        let run = try frontdesk(arguments)

        #expect(run.status != 0, "\(name)")
        #expect(run.errors.contains(error), "\(name): \(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(name): \(run.errors)")
    }

    @Test func aFlagWinsOverTheEnvironmentAndTheEnvironmentOverTheFile() throws {
        let folder = try Self.folder([
            "c.yml": "limits:\n  messageRate: 3\n  messageBurst: 30\n  contentBytes: 300\n",
            "bad.yml": "limits:\n  mesageRate: 3\n",
        ])
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let run = try frontdesk(
            ["config", "--config", folder + "/c.yml", "--limits-message-rate", "5"],
            environment: [
                "FRONTDESK_LIMITS_MESSAGE_RATE": "4", "FRONTDESK_LIMITS_MESSAGE_BURST": "40",
            ])
        let unknown = try frontdesk(["config", "--config", folder + "/bad.yml"])
        let stray = try frontdesk(["config"], environment: ["FRONTDESK_FOO": "1"])

        #expect(run.output.contains("limits.messageRate: 5  # flag --limits-message-rate"))
        #expect(
            run.output.contains(
                "limits.messageBurst: 40  # environment FRONTDESK_LIMITS_MESSAGE_BURST"))
        #expect(run.output.contains("limits.contentBytes: 300  # \(folder)/c.yml:4"))
        #expect(unknown.errors.contains("bad.yml:2: unknown key 'limits.mesageRate'"))
        #expect(stray.errors.contains("FRONTDESK_FOO: unknown setting"))
    }

    @Test func everySettingStandsInTheOperatingManual() throws {
        let manual = try String(
            contentsOfFile: Package.root + "/docs/operating.md", encoding: .utf8)
        let keys = try frontdesk(["config"]).output.split(separator: "\n")
            .compactMap { $0.split(separator: ":").first }

        #expect(keys.count > 15)
        for key in keys { #expect(manual.contains("| `\(key)` |"), "\(key)") }
    }

    @Test func aSecondServerAndABusyPortAreRefused() throws {
        let desk = try RunningDesk()
        let second = try frontdesk([
            "serve", "--assistant", desk.folder, "--data", desk.data, "--http", "127.0.0.1:0",
            "--line", "127.0.0.1:0",
        ])
        #expect(second.status == 1)
        #expect(second.errors.contains("another server has this data folder"))

        for (listener, port) in [("http", desk.http), ("line", desk.line)] {
            let other = listener == "http" ? "line" : "http"
            let busy = try frontdesk([
                "serve", "--assistant", desk.folder, "--data", "\(desk.folder)/\(listener)",
                "--\(listener)", "127.0.0.1:\(port)", "--\(other)", "127.0.0.1:0",
            ])
            #expect(busy.status == 1)
            #expect(busy.errors.contains("Address already in use"), "\(busy.errors)")
            #expect(busy.errors.contains("--\(listener) HOST:PORT"), "\(busy.errors)")
        }
    }

    @Test func ticketsAreSolvedAndReopenedWithAndWithoutAServer() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        person.send("/ticket my kettle leaks\n")
        _ = try person.linesToTerminator()
        let data = ["--data", desk.data]

        let solved = try frontdesk(["tickets", "solve", "T-101"] + data)
        let again = try frontdesk(["tickets", "solve", "101"] + data)
        #expect(try person.line() == "* TICKET T-101 solved")
        #expect(desk.stop() == 0)
        let reopened = try frontdesk(["tickets", "reopen", "T-101"] + data)
        let listed = try frontdesk(["tickets", "list", "--json"] + data)
        let shown = try frontdesk(["tickets", "show", "T-101"] + data)
        let export = try frontdesk(["export"] + data)

        #expect(solved.output == "T-101 solved\n", "\(solved.errors)")
        #expect(again.status == 1 && again.errors.contains("already solved"))
        #expect(reopened.output == "T-101 open\n", "\(reopened.errors)")
        #expect(
            listed.output.contains(#""number":"T-101","status":"open","subject":"my kettle leaks""#)
        )
        #expect(shown.output.contains("* TICKET T-101 solved"))
        #expect(export.output.split(separator: "\n").allSatisfy { $0.hasPrefix("{\"type\":") })
    }

    @Test func aDamagedModelIsRefusedAndLeftAndAnOldOneIsMadeAnew() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let arguments = [
            "ask", "--assistant", folder, "--data", "\(folder)/data", "where is my order",
        ]
        let first = try frontdesk(arguments)
        #expect(first.output.hasPrefix("<bot> It is on its way."), "\(first.errors)")
        let path = "\(folder)/data/intents.model"
        let bytes = try #require(FileManager.default.contents(atPath: path))

        var damaged = bytes
        damaged[bytes.count / 2] ^= 1
        try damaged.write(to: URL(fileURLWithPath: path))
        let refused = try frontdesk(arguments)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("\(path): damaged"))
        #expect(FileManager.default.contents(atPath: path) == damaged)

        var old = bytes
        old[16] = 1
        try old.write(to: URL(fileURLWithPath: path))
        #expect(try frontdesk(arguments).output == first.output)
        #expect(FileManager.default.contents(atPath: path) == bytes)
    }

    @Test func aClosedStandardOutputIsNoTrap() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        person.send("hello\n")
        _ = try person.linesToTerminator()

        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "'\(Package.binary)' export --data '\(desk.data)' > /dev/full",
        ]
        process.standardError = FileHandle(forWritingAtPath: "/dev/null")
        try process.run()
        process.waitUntilExit()

        #expect(process.terminationStatus == 1)
    }

    @Test func aReloadTakesANewReplyAndRefusesABrokenSet() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        let file = URL(fileURLWithPath: desk.folder + "/intents/all.yml")
        let text = try String(contentsOf: file, encoding: .utf8)

        try Data("nlu: [".utf8).write(to: file)
        kill(desk.identifier, SIGHUP)
        person.send("hello\n")
        #expect(try person.linesToTerminator().contains("<bot> Hello! What can I do for you?"))

        try Data(text.replacing("What can I do for you?", with: "Welcome back!").utf8).write(
            to: file)
        kill(desk.identifier, SIGHUP)
        // The reload runs beside the chat: ask until the new reply is there, a bounded number of times.
        var isNew = false
        for _ in 0..<5_000 where !isNew {
            let other = try desk.person()
            other.send("hello\n")
            isNew = try other.linesToTerminator().contains("<bot> Hello! Welcome back!")
        }
        #expect(isNew)
    }

    @Test func aChatThroughAPipeAnswersAndEnds() throws {
        let desk = try RunningDesk()

        let run = try frontdesk(
            ["chat", "--line", "127.0.0.1:\(desk.line)"], input: "hello there\n/quit\n")

        #expect(run.status == 0)
        #expect(run.output.contains("<bot> Hello! What can I do for you?"))
        #expect(!run.output.contains("\u{1B}"))
    }
}
