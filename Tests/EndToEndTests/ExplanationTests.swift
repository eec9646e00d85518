import Foundation
import Testing

// One after another: a hundred servers at once would measure the machine.
/// Why an answer was given, asked when the models that gave it no longer serve.
@Suite(.serialized) struct ExplanationTests {
    private static func serve(_ folder: String, _ more: [String] = []) throws -> (
        RunningCommand, port: Int
    ) {
        let desk = try RunningCommand(
            [
                "serve", "--assistant", folder, "--data", "\(folder)/data", "--http",
                "127.0.0.1:0", "--line", "127.0.0.1:0",
            ] + more)
        let ready = try desk.output.until("ready ").last
        return (
            desk, try #require(ready?.split(separator: ":").last.flatMap { Int($0) })
        )
    }

    /// Changes the examples, so that a reload trains another model.
    private static func retrain(_ folder: String, _ desk: RunningCommand, word: String) throws {
        let file = URL(fileURLWithPath: folder + "/intents/all.yml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(text.replacing("- hello\n", with: "- hello\n    - \(word)\n").utf8)
            .write(to: file)
        kill(desk.identifier, SIGHUP)
        _ = try desk.errors.until("reloaded: ")
    }

    /// Id of the first message of the bot.
    private static func firstAnswer(_ folder: String) throws -> String {
        let export = try frontdesk(["export", "--data", "\(folder)/data"]).output
        let answer = try #require(
            export.split(separator: "\n").first { $0.contains(#""sender":{"type":"bot""#) })
        return try #require(
            answer.firstMatch(of: /"message_id":"([^"]+)"/).map { String($0.output.1) })
    }

    private static func model(_ lines: [String]) -> String? {
        lines.first { $0.hasPrefix("* model: ") }.map { String($0.dropFirst(9)) }
    }

    @Test func anEarlierAnswerIsExplainedByTheModelThatGaveIt() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (desk, port) = try Self.serve(folder)
        let person = try Socket(port: port)
        person.send("where is my order\n")
        _ = try person.linesToTerminator()
        person.send("/why\n")
        let before = try person.linesToTerminator()

        try Self.retrain(folder, desk, word: "moin")

        person.send("/why\n")
        let after = try person.linesToTerminator()
        let other = try Socket(port: port)
        other.send("where is my order\n/why\n")
        _ = try other.linesToTerminator()
        let now = try other.linesToTerminator()
        #expect(before.count > 3)
        #expect(after == before)
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder + "/data/kept")
        let version = try #require(Self.model(before))
        #expect(kept == ["intents-\(version.prefix { $0 != "-" }).model"])
        #expect(try #require(Self.model(now)) != version)

        let id = try Self.firstAnswer(folder)
        let why = try frontdesk(["why", id, "--data", "\(folder)/data"])
        #expect(why.status == 0, "\(why.errors)")
        #expect(
            why.output.split(separator: "\n").map(String.init)
                == before.filter { $0.hasPrefix("* ") })

        try FileManager.default.removeItem(atPath: folder + "/data/kept")
        person.send("/why\n")
        #expect(
            try person.linesToTerminator().last?.contains("ERR NOT_FOUND") == true)
        let gone = try frontdesk(["why", id, "--data", "\(folder)/data"])
        #expect(gone.status == 1)
        #expect(gone.errors.contains("\(version), are no longer kept"))
    }

    @Test func aPressedChoiceIsExplainedAsOneAndWordsByTheirTerms() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        person.send("where is my order\n1\n/why\n//order_cancel\n/why\n")
        _ = try (0..<2).map { _ in try person.linesToTerminator() }
        let chosen = try person.linesToTerminator()
        _ = try person.linesToTerminator()
        let called = try person.linesToTerminator()
        let other = try Socket(port: desk.line)
        other.send("cancel my order\n/why\n")
        _ = try other.linesToTerminator()
        let read = try other.linesToTerminator()

        #expect(
            chosen.first == "* intent: intent order_cancel, chosen from the offered readings")
        #expect(called.first == "* intent: intent order_cancel, called by its name")
        #expect(!(chosen + called).contains { $0.hasPrefix("* terms") })
        #expect(read.contains { $0.hasPrefix("* terms: ") })

        let export = try frontdesk(["export", "--data", desk.data]).output
        #expect(export.contains(#""content":"Cancel it","lang":"en","payload":"/order_cancel""#))
        let answers = export.split(separator: "\n").filter { $0.contains("It is cancelled.") }
        let id = try #require(
            answers.first?.firstMatch(of: /"message_id":"([^"]+)"/).map { String($0.output.1) })
        let why = try frontdesk(["why", id, "--data", desk.data])
        #expect(why.output.hasPrefix("* intent: intent order_cancel, chosen from"), "\(why.errors)")
    }

    /// `/why` explained the answer before the last reply.
    @Test func whatIsNoAnswerIsNotExplainedByAnEarlierOne() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        person.send("where is my order\nthanks\n/why\nwhere is my order\n2\n/why\n")
        _ = try (0..<2).map { _ in try person.linesToTerminator() }
        let courtesy = try person.linesToTerminator()
        _ = try (0..<2).map { _ in try person.linesToTerminator() }
        let handoff = try person.linesToTerminator()
        let ask = try frontdesk([
            "ask", "--why", "agent", "--assistant", desk.folder, "--data", desk.data,
        ])

        #expect(
            courtesy.last?.contains(
                "(that reply is no answer of an intent or article: a word of courtesy, or about the "
                    + "conversation, a ticket or a number)"
            )
                == true, "\(courtesy)")
        #expect(handoff.last?.hasPrefix("ERR NOT_FOUND ") == true)
        #expect(
            handoff.last?.contains("article: a person was asked for, as was chosen)") == true,
            "\(handoff)")
        #expect(
            ask.output.contains("* no answer of an intent or article: a person was asked for\n"),
            "\(ask.output)\(ask.errors)")
    }

    private static let bookings = """
        nlu:
        - intent: greet
          examples: |
            - hello
            - hi there
            - good morning
            - hello there
        - intent: book
          examples: |
            - book a table
            - book a table for tomorrow
            - i want to book a table
            - reserve a table for friday
            - a table for tonight please
        responses:
          utter_greet:
          - text: "Hello!"
            buttons:
            - {title: "A table", payload: "book a table for tomorrow"}
          utter_book:
          - text: "Booked for {date}."
        """

    /// Its words are read as if typed: relative dates count from now, and terms explain them.
    @Test func aButtonThatSaysPlainWordsIsReadAndExplainedByThem() throws {
        let desk = try RunningDesk(files: [
            "intents/all.yml": Self.bookings,
            "corpus/en/table.md": RunningDesk.files["corpus/en/account.md"] ?? "",
        ])
        let person = try desk.person()
        person.send("hello\n1\n/why\n")
        _ = try person.linesToTerminator()

        let booked = try person.linesToTerminator()
        let why = try person.linesToTerminator()

        #expect(
            booked.first?.wholeMatch(of: /<bot> Booked for \d{4}-\d\d-\d\d\./) != nil, "\(booked)")
        #expect(why.first?.hasPrefix("* intent: intent book ") == true, "\(why)")
        #expect(why.contains { $0.hasPrefix("* terms: ") && $0.contains("table") }, "\(why)")
    }

    static let unsure: [(question: String, kind: String, passage: String)] = [
        ("how do i change it", "clarify", "en/account.md#how-do-i-change-my-address"),
        ("zzz address qqq www", "fallback", "en/account.md#how-do-i-change-my-address"),
    ]

    @Test(arguments: unsure)
    func whatWasNotAnsweredShowsThePassagesThatWereWeighed(
        question: String, kind: String, passage: String
    ) throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let run = try frontdesk([
            "ask", "--why", question, "--assistant", folder, "--data", "\(folder)/data",
        ])

        let lines = run.output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("* \(kind): ") }, "\(run.output)")
        #expect(
            lines.contains { $0.hasPrefix("* passages: ") && $0.contains("\(passage) ") },
            "\(run.output)")
    }

    @Test(arguments: [(limit: 0, kept: 0), (limit: 1, kept: 1)])
    func asManyModelsAreKeptAsConfigured(limit: Int, kept: Int) throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (desk, _) = try Self.serve(folder, ["--models-kept", "\(limit)"])

        for word in ["moin", "servus"] { try Self.retrain(folder, desk, word: word) }

        let files = try? FileManager.default.contentsOfDirectory(atPath: folder + "/data/kept")
        #expect((files ?? []).count == kept)
    }

    @Test func aKeptModelThatIsDamagedIsNamedAndNotCalledGone() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (desk, port) = try Self.serve(folder)
        let person = try Socket(port: port)
        person.send("where is my order\n")
        _ = try person.linesToTerminator()
        try Self.retrain(folder, desk, word: "moin")
        let kept = folder + "/data/kept"
        let name = try #require(FileManager.default.contentsOfDirectory(atPath: kept).first)
        try Data("no model".utf8)
            .write(to: URL(fileURLWithPath: "\(kept)/\(name)"), options: .atomic)
        let id = try Self.firstAnswer(folder)

        person.send("/why\n")
        let answer = try person.linesToTerminator()
        let log = try desk.errors.until("\(kept)/\(name)")
        let why = try frontdesk(["why", id, "--data", "\(folder)/data"])

        #expect(answer.last?.hasPrefix("ERR INTERNAL") == true, "\(answer)")
        #expect(log.last?.contains("cut short") == true, "\(log)")
        #expect(why.status == 1)
        #expect(why.errors.contains("\(kept)/\(name): cut short"), "\(why.errors)")
    }

    /// It was explained by the lines of the day that somebody asked.
    @Test func anEarlierAnswerIsExplainedByTheLinesOfItsTime() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let chosen = ["--answers-intent-threshold", "0.05", "--answers-passage-score-min", "0.4"]
        let (desk, port) = try Self.serve(folder, chosen)
        let person = try Socket(port: port)
        person.send("where is my order\n")
        _ = try person.linesToTerminator()
        person.send("/why\n")
        let before = try person.linesToTerminator().filter { $0.hasPrefix("* ") }
        withExtendedLifetime(desk) {}

        let id = try Self.firstAnswer(folder)
        let why = try frontdesk(["why", id, "--data", "\(folder)/data"])

        #expect(before.contains { $0.contains("threshold 0.05") }, "\(before)")
        #expect(Self.model(before)?.hasSuffix("+intent=0.05+passage=0.4") == true, "\(before)")
        #expect(why.output.split(separator: "\n").map(String.init) == before, "\(why.errors)")
    }

    @Test func anotherThresholdTrainsNothing() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let folders = ["--assistant", folder, "--data", "\(folder)/data"]
        #expect(try frontdesk(["train"] + folders).status == 0)
        let models = "\(folder)/data/intents.model"
        let before = FileManager.default.contents(atPath: models)

        let changed = ["--answers-intent-threshold", "0.05"] + folders
        let train = try frontdesk(["train"] + changed)
        let ask = try frontdesk(["ask", "--why", "where is my order"] + changed)

        #expect(train.output.contains("acts from 0.05, as answers.intentThreshold says"))
        #expect(ask.output.contains("threshold 0.05"), "\(ask.output)\(ask.errors)")
        #expect(FileManager.default.contents(atPath: models) == before)
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/data/kept"))
    }

    static let wrongIDs: [(id: String, error: String)] = [
        ("nonsense", "'nonsense' is no message's id"),
        ("m_0000-1", "'m_0000-1' is no message's id"),
        ("m_x.2", "'m_x.2' is no answer of the bot and got none"),
    ]

    @Test(arguments: wrongIDs)
    func anIDOfNoAnswerIsNamed(id: String, error: String) throws {
        let desk = try RunningDesk()

        let run = try frontdesk(["why", id, "--data", desk.data])

        #expect(run.status == 1)
        #expect(run.errors.contains(error), "\(run.errors)")
    }
}
