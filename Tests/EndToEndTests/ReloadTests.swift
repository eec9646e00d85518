import Foundation
import Testing

// One after another: a hundred servers at once would measure the machine.
/// SIGHUP: the set is read again while the desk goes on.
@Suite(.serialized) struct ReloadTests {
    /// A desk that says what it does on standard error.
    private struct Desk {
        let folder: String
        let process: RunningCommand
        let http: Int
        let line: Int

        init(_ flags: [String] = []) throws {
            folder = try CommandTests.folder()
            process = try RunningCommand(
                [
                    "serve", "--assistant", folder, "--data", "\(folder)/data", "--http",
                    "127.0.0.1:0", "--line", "127.0.0.1:0",
                ] + flags)
            let ready = try process.output.until("ready ").last ?? ""
            let ports = ready.split { $0 == ":" || $0 == " " }.compactMap { Int($0) }
            (http, line) = (try #require(ports.first), try #require(ports.last))
        }

        func reload() { kill(process.identifier, SIGHUP) }

        func remove() throws { try FileManager.default.removeItem(atPath: folder) }

        /// What a customer hears who says hello.
        func answer() throws -> [String] {
            let person = try Socket(port: line)
            person.send("hello\n")
            return try person.linesToTerminator()
        }

        /// Writes examples that take seconds to learn.
        static func writeManyIntents(_ folder: String) throws {
            let intents = (0..<40).map { intent in
                let examples = (0..<25).map { example in
                    let words = [intent, 1_000 + intent * 25 + example, 40 + example * 7]
                    return "    - " + words.map(word).joined(separator: " ")
                }
                return "- intent: topic_\(intent)\n  examples: |\n"
                    + examples.joined(separator: "\n")
            }
            try Data("nlu:\n\(intents.joined(separator: "\n"))\n".utf8)
                .write(to: URL(fileURLWithPath: "\(folder)/intents/topics.yml"))
        }

        /// A word of its own for every number below 216,000.
        private static func word(_ number: Int) -> String {
            let (consonants, vowels) = (Array("bdfgklmnprst"), Array("aeiou"))
            return [number % 60, number / 60 % 60, number / 3_600 % 60].map {
                "\(consonants[$0 % 12])\(vowels[$0 / 12])"
            }.joined()
        }

        /// Nice values of the threads with this name.
        func niceValues(ofThreads name: String) throws -> [Int] {
            let tasks = "/proc/\(process.identifier)/task"
            return try FileManager.default.contentsOfDirectory(atPath: tasks).compactMap { task in
                // A thread may end before it is looked at.
                let stat = try? String(contentsOfFile: "\(tasks)/\(task)/stat", encoding: .utf8)
                guard let stat, stat.contains("(\(name))"), let end = stat.lastIndex(of: ")")
                else { return nil }
                // Field 19 of proc(5); the third stands behind the name.
                let fields = stat[end...].split(separator: " ").dropFirst()
                return Int(fields.dropFirst(16).first ?? "")
            }
        }
    }

    /// Asks for `found` until it is there; a minute is long enough for anything.
    private static func wait(for found: () throws -> Bool) throws {
        let start = ContinuousClock.now
        while try !found() { try #require(ContinuousClock.now - start < .seconds(60)) }
    }

    @Test func aReloadTakesANewReplyAndRefusesABrokenSet() throws {
        let desk = try Desk()
        defer { try? desk.remove() }
        let file = URL(fileURLWithPath: desk.folder + "/intents/all.yml")
        let text = try String(contentsOf: file, encoding: .utf8)

        try Data("nlu: [".utf8).write(to: file)
        desk.reload()
        _ = try desk.process.errors.until("not reloaded, the old set keeps serving")
        #expect(try desk.answer().contains("<bot> Hello! What can I do for you?"))

        try Data(text.replacing("What can I do for you?", with: "Welcome back!").utf8).write(
            to: file)
        desk.reload()
        _ = try desk.process.errors.until("reloaded: ")
        #expect(try desk.answer().contains("<bot> Hello! Welcome back!"))
    }

    /// It may be a disk that is not there, or a deployment half done.
    @Test func aReloadWithoutTheFolderOfTheArticlesIsRefusedAndOneThatIsEmptyTaken() throws {
        let desk = try Desk()
        defer { try? desk.remove() }
        func isAnswered() throws -> Bool {
            let person = try Socket(port: desk.line)
            person.send("forgot password\n")
            return try person.linesToTerminator().contains { $0.contains("Reset password") }
        }
        let corpus = desk.folder + "/corpus"

        try FileManager.default.removeItem(atPath: corpus)
        desk.reload()
        let refused = try desk.process.errors.until("not reloaded, the old set keeps serving").last
        #expect(refused?.contains("\(corpus): the folder is gone") == true, "\(refused ?? "")")
        #expect(try isAnswered())

        try FileManager.default.createDirectory(
            atPath: corpus, withIntermediateDirectories: false)
        desk.reload()
        let taken = try desk.process.errors.until(" reloaded: ").last
        #expect(taken?.contains(" warning ") == true, "\(taken ?? "")")
        #expect(taken?.contains(" 0 passages") == true)
        #expect(try !isAnswered())
    }

    @Test func whileAChangedSetTrainsEveryRequestIsAnswered() throws {
        let desk = try Desk()
        defer { try? desk.remove() }
        try Desk.writeManyIntents(desk.folder)
        let clock = ContinuousClock()
        var (answered, niceValues): (Int, [Int]) = (0, [])

        let start = clock.now
        desk.reload()
        while try !desk.process.errors.has("reloaded: ", withinMilliseconds: 50) {
            try #require(clock.now - start < .seconds(300))
            niceValues += try desk.niceValues(ofThreads: "training")
            #expect(try HTTPAnswer(port: desk.http, "GET", "/livez").status == 200)
            #expect(try desk.answer().contains("<bot> Hello! What can I do for you?"))
            answered += 1
        }

        // Who waits for the end of the training is answered once or twice.
        #expect(answered >= 5)
        #expect(!niceValues.isEmpty)
        #expect(niceValues.allSatisfy { $0 > 0 }, "\(niceValues)")
    }

    @Test func aStartThatIsStillTrainingEndsWhenAsked() throws {
        let folder = try CommandTests.folder(RunningDesk.files)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Desk.writeManyIntents(folder)
        let starting = try RunningCommand([
            "serve", "--assistant", folder, "--data", "\(folder)/data", "--http", "127.0.0.1:0",
            "--line", "127.0.0.1:0",
        ])
        // The lock is taken before the training.
        try Self.wait {
            FileManager.default.fileExists(atPath: "\(folder)/data/frontdesk.lock")
        }

        kill(starting.identifier, SIGTERM)

        #expect(starting.status() == 0)
        #expect(try starting.output.rest().isEmpty)
    }

    @Test func aTrainingThatIsUnderWayDoesNotHoldUpTheEnd() throws {
        let desk = try Desk()
        defer { try? desk.remove() }
        try Desk.writeManyIntents(desk.folder)
        desk.reload()
        try Self.wait { try !desk.niceValues(ofThreads: "training").isEmpty }

        kill(desk.process.identifier, SIGTERM)

        #expect(desk.process.status() == 0)
        let said = try desk.process.errors.rest()
        #expect(said.contains { $0.contains("not reloaded: the server stops") }, "\(said)")
    }
}
