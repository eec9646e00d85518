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
        (
            "a star for an address", ["config", "--http", "*:8080"],
            "flag --http: http is '*:8080', not HOST:PORT"
        ),
        ("a missing value", ["config", "--http"], "--http: a value is missing"),
        ("an empty value", ["--http=", "config"], "flag --http: http is '', not HOST:PORT"),
        (
            "a frame too small", ["config", "--limits-frame-bytes", "10"],
            "limits.frameBytes is '10', not at least 1024"
        ),
        (
            "no heartbeat", ["config", "--limits-heartbeat-seconds", "0"],
            "limits.heartbeatSeconds is '0', not within 1 to 86400"
        ),
        (
            "no time for hello", ["config", "--limits-hello-seconds", "0"],
            "limits.helloSeconds is '0', not within 1 to 86400"
        ),
        (
            "a score beyond all", ["config", "--answers-passage-score-min", "1.5"],
            "answers.passageScoreMin is '1.5', not within 0 to 1"
        ),
        (
            "a whole number beyond all", ["config", "--models-kept", "1000000001"],
            "models.kept is '1000000001', not a whole number within 0 to 1000000000"
        ),
        (
            "a rate too small", ["config", "--limits-message-rate", "1e-300"],
            "limits.messageRate is '1e-300', neither 0 nor within 0.001 to 1000000"
        ),
        (
            "a rate too great", ["config", "--limits-message-rate", "1e8"],
            "limits.messageRate is '1e8', neither 0 nor within 0.001 to 1000000"
        ),
        (
            "a negative rate", ["config", "--limits-message-rate", "-1"],
            "limits.messageRate is '-1', neither 0 nor within 0.001 to 1000000"
        ),
        (
            "a message larger than its frame",
            ["config", "--limits-content-bytes", "9000", "--limits-frame-bytes", "2000"],
            "limits.contentBytes is '9000', more than limits.frameBytes, 2000"
        ),
        (
            "an origin that no browser sends",
            ["config", "--web-allowed-origins", "https://*.a.example"],
            "of which 'https://*.a.example' is no origin such as https://shop.example"
        ),
        (
            "a port that goes without saying",
            ["config", "--web-allowed-origins", "http://a:80, https://b.example:443"],
            "of which 'http://a:80' is no origin"
        ),
        (
            "a port that there is not", ["config", "--web-allowed-origins", "https://a:99999"],
            "of which 'https://a:99999' is no origin"
        ),
        ("help for no command", ["help", "bogus"], "no command 'bogus'; see"),
        ("no command", ["bogus"], "no command 'bogus'; see"),
        (
            "letters that changed places", ["trian"],
            "no command 'trian'. Did you mean 'train'? See"
        ),
        ("a letter that is missing", ["histry", "x"], "Did you mean 'history'?"),
        ("help for a slip", ["help", "sevre"], "Did you mean 'serve'?"),
        (
            "no such secret", ["config", "--identity-secret-file", "/nowhere.key"],
            "/nowhere.key: cannot be read: no such file; look at the name (identity.secretFile)"
        ),
        (
            "no such config file", ["config", "--config", "/nowhere.yml"],
            "/nowhere.yml: cannot be read: no such file"
        ),
        (
            "no intents", ["train", "--assistant", "/nowhere", "--data", "/tmp"],
            "/nowhere/intents: error: no such folder"
        ),
        ("no database", ["history", "x", "--data", "/tmp/frontdesk-empty"], "no database"),
        ("nothing to measure", ["evaluate"], "nothing to measure"),
        (
            "no such labelled file", ["evaluate", "--train", "/a", "--test", "/b"],
            "/a: cannot be read: no such file"
        ),
    ]

    @Test(arguments: wrong)
    func aWrongCallIsOneLineAndAStatus(name: String, arguments: [String], error: String) throws {
        let run = try frontdesk(arguments)

        // Who calls it wrongly is shown the way; a value that will not do is another fault.
        let isUsage = run.errors.hasSuffix("ee 'frontdesk --help'\n")
        #expect(run.status == (isUsage ? 64 : 1), "\(name)")
        #expect(run.errors.contains(error), "\(name): \(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(name): \(run.errors)")
    }

    @Test func theVersionIsAFlag() throws {
        let (flag, command) = (try frontdesk(["--version"]), try frontdesk(["version"]))

        #expect(flag.status == 0)
        #expect(flag.output.hasPrefix("frontdesk "))
        #expect(flag.output == command.output)
    }

    static let readers = [
        ["history", "x"], ["tickets", "list"], ["tickets", "show", "101"],
        ["tickets", "solve", "101"], ["export"], ["ask", "where is my order"],
    ]

    @Test(arguments: readers)
    func aCommandThatReadsMakesNoDataFolder(arguments: [String]) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let run = try frontdesk(arguments + ["--assistant", folder, "--data", "\(folder)/typo"])

        #expect((run.status == 0) == (arguments[0] == "ask"), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/typo"))
    }

    /// It was "no such conversation".
    @Test func historyOfATicketSaysHowToSeeIt() throws {
        let desk = try RunningDesk()

        let ticket = try frontdesk(["history", "t-101", "--data", desk.data])
        let other = try frontdesk(["history", "T-shirt", "--data", desk.data])

        #expect(ticket.status == 1)
        #expect(
            ticket.errors == "frontdesk: no customer and no conversation 't-101'; "
                + "'frontdesk tickets show T-101' shows a ticket\n")
        #expect(other.errors.contains("'frontdesk export' shows all"))
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
            // It is said before the training.
            let files = try FileManager.default.contentsOfDirectory(
                atPath: "\(desk.folder)/\(listener)")
            #expect(files == ["frontdesk.lock"])
        }
    }

    @Test func aDataFolderTooDeepForItsSocketIsNamedBeforeReady() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let deep = folder + "/" + String(repeating: "d", count: 100)

        let run = try frontdesk([
            "serve", "--assistant", folder, "--data", deep, "--http", "127.0.0.1:0", "--line",
            "127.0.0.1:0",
        ])

        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("\(deep)/control.sock: a socket's path"), "\(run.errors)")
    }

    /// What stands in the place of a file of the server's is somebody's, or of no use.
    @Test func whatIsNoFileOfTheDesksIsRefusedAndStays() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let data = "\(folder)/data"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let serve = [
            "serve", "--assistant", folder, "--data", data, "--http", "127.0.0.1:0", "--line",
            "127.0.0.1:0",
        ]
        let control = "\(data)/control.sock"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: control))

        let taken = try frontdesk(serve)

        #expect(taken.status == 1 && taken.errors.contains("\(control): in the place of"))
        #expect(FileManager.default.contents(atPath: control) == Data("precious".utf8))
        let database = "\(data)/frontdesk.db"
        try FileManager.default.removeItem(atPath: database)
        #expect(mkfifo(database, 0o644) == 0)
        for command in [serve, ["tickets", "--data", data], ["history", "x", "--data", data]] {
            let run = try frontdesk(command)
            #expect(run.status == 1 && run.errors.contains("\(database): no file, but a pipe"))
        }
    }

    /// The link is followed: what it leads to is kept.
    @Test func aModelThatIsALinkIsKept() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let train = ["train", "--assistant", folder, "--data", "\(folder)/data"]
        #expect(try frontdesk(train).status == 0)
        let model = "\(folder)/data/intents.model"
        try FileManager.default.moveItem(atPath: model, toPath: "\(folder)/elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: model, withDestinationPath: "../elsewhere")
        let old = try #require(FileManager.default.contents(atPath: model))
        try Data("nlu:\n- intent: more\n  examples: [one more, and another]\n".utf8)
            .write(to: URL(fileURLWithPath: "\(folder)/intents/more.yml"))

        let run = try frontdesk(train)

        #expect(run.status == 0, "\(run.errors)")
        let kept = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/data/kept")
        let found = kept.filter { $0.hasPrefix("intents-") }
            .compactMap { FileManager.default.contents(atPath: "\(folder)/data/kept/\($0)") }
        #expect(found == [old])
    }

    /// Files and event loops without descriptors trapped.
    @Test(arguments: [["serve"], ["tickets"], ["train"]])
    func withTooFewDescriptorsNothingIsTried(command: [String]) throws {
        let run = try execute(
            "/bin/sh",
            ["-c", "ulimit -n 10; exec \"$0\" \"$@\"", Package.binary] + command
                + ["--data", "/nowhere"])

        #expect(run.status == 1)
        #expect(
            run.errors.contains("10 descriptors may be open, and 64 are needed"), "\(run.errors)")
    }

    @Test(.enabled(if: hasIPv6)) func theHintForAnIPv6AddressCanBeTyped() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let desk = try RunningCommand([
            "serve", "--hints", "--assistant", folder, "--data", "\(folder)/data", "--http",
            "127.0.0.1:0", "--line", "[::1]:0",
        ])

        let lines = try desk.output.until("embed ")

        let ready = try #require(lines.first { $0.hasPrefix("ready ") })
        let port = try #require(ready.split(separator: ":").last)
        #expect(ready.contains("line=[::1]:"))
        #expect(lines.contains("nc      nc ::1 \(port)"), "\(lines)")
    }

    /// Whether this machine has the loopback address ::1.
    static let hasIPv6: Bool = {
        let file = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(file) }
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr = in6addr_loopback
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
            }
        }
    }()

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
        #expect(
            shown.output.split(separator: "\n").dropFirst().first?.hasPrefix("# customer cu_")
                == true)
        #expect(export.output.split(separator: "\n").allSatisfy { $0.hasPrefix("{\"type\":") })
    }

    /// A desk that the files refuse made the folders that its name has, and a lock in them.
    @Test func aRefusedServerLeavesNoFolder() throws {
        let folder = try CommandTests.folder(["notes.txt": "x"])
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let run = try frontdesk(
            ["serve", "--assistant", folder, "--data", "\(folder)/a/b", "--http", "127.0.0.1:0"])

        #expect(run.status == 1)
        #expect(run.errors.contains("intents: error: no such folder"), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/a"))
    }

    static let unanswerable: [(question: String, error: String)] = [
        ("", "the question is empty"), (" \n", "the question is empty"),
        ("a\u{1B}[31mb", "the question has a control character other than TAB and LF"),
        ("caf\u{FFFD}", "the question is not UTF-8"),
        (String(repeating: "x", count: 8_193), "the question has more than 8192 bytes"),
    ]

    @Test(arguments: unanswerable)
    func aQuestionThatTheServerRefusesIsRefused(question: String, error: String) throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let run = try frontdesk(["ask", question, "--assistant", folder, "--data", "\(folder)/d"])

        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("frontdesk: \(error)"), "\(run.errors)")
        #expect(run.output == "")
    }

    @Test func aClosedStandardOutputIsNoTrap() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        person.send("hello\n")
        _ = try person.linesToTerminator()

        func export(to output: FileHandle) throws -> (process: Process, errors: [String]) {
            let (process, errors) = (Process(), Pipe())
            process.executableURL = URL(fileURLWithPath: Package.binary)
            process.arguments = ["export", "--data", desk.data]
            (process.standardOutput, process.standardError) = (output, errors)
            try process.run()
            try errors.fileHandleForWriting.close()
            let lines = try PipeLines(errors).rest()
            process.waitUntilExit()
            return (process, lines)
        }
        let full = try export(to: try #require(FileHandle(forWritingAtPath: "/dev/full")))
        // A reader that has gone, as `head` does.
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let gone = try export(to: pipe.fileHandleForWriting)

        #expect(full.process.terminationReason == .exit)
        #expect(full.process.terminationStatus == 1)
        // It is a matter of luck whether `head` has gone before the last line or behind it.
        #expect(gone.process.terminationReason == .exit)
        #expect(gone.process.terminationStatus == 0)
        #expect(full.errors == ["frontdesk: standard output: No space left on device"])
        #expect(gone.errors == [])
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
