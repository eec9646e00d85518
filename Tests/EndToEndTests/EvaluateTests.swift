import Foundation
import Testing

/// `frontdesk evaluate` as scripts use it.
@Suite(.serialized) struct EvaluateTests {
    static let labelled = [
        "reset": ["reset my password", "i forgot my password", "new password please"],
        "status": ["where is my order", "track my parcel", "has my order shipped"],
        "refund": ["i want my money back", "refund please", "give me a refund"],
    ].sorted { $0.key < $1.key }.flatMap { label, texts in texts.map { "\($0)\t\(label)\n" } }
        .joined()

    private func figures(_ arguments: [String]) throws -> [String: Double] {
        let folder = try CommandTests.folder([
            "all.tsv": Self.labelled, "oos.tsv": "what is the moon made of\n",
        ])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = ["--train", "\(folder)/all.tsv", "--test", "\(folder)/all.tsv"]
        return try measured(["--oos", "\(folder)/oos.tsv"] + files + arguments)
    }

    private func measured(_ arguments: [String]) throws -> [String: Double] {
        let run = try frontdesk(["evaluate", "--json"] + arguments)
        #expect(run.status == 0)
        #expect(run.errors == "")
        let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        return try #require(json as? [String: Double])
    }

    @Test func whatWasLearntIsKnown() throws {
        let figures = try figures([])

        #expect(figures["accuracy"] == 1)
        #expect(figures["accuracy_spread"] == nil)
        let names: Set = [
            "accuracy", "macro_f1", "ece", "in_scope_accuracy", "oos_recall", "oos_auroc",
            "threshold", "train_seconds", "model_megabytes", "model_ready_ms", "peak_megabytes",
            "predict_us_p50",
        ]
        #expect(Set(figures.keys) == names)
        #expect(try #require(figures["model_megabytes"]) > 0.1)
    }

    private static func plots(
        _ folder: String, _ more: [String] = []
    ) throws -> (output: String, lines: [String]) {
        let files = ["--train", "\(folder)/all.tsv", "--test", "\(folder)/all.tsv"]
        let run = try frontdesk(["evaluate", "--oos", "\(folder)/oos.tsv"] + files + more)
        #expect(run.status == 0, "\(run.errors)")
        return (run.output, run.output.split(separator: "\n").map(String.init))
    }

    @Test func peopleSeeHowFarConfidenceCanBeBelieved() throws {
        let folder = try CommandTests.folder([
            "all.tsv": Self.labelled, "oos.tsv": "what is the moon made of\nsing a song\n",
        ])
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let (output, lines) = try Self.plots(folder)
        let drawn = try Self.plots(folder, ["--shots", "2", "--draws", "1"]).output

        let start = try #require(lines.firstIndex { $0.hasPrefix("confidence ") })
        let rows = lines[(start + 1)...].prefix { $0.contains("-") && $0.hasSuffix("█") }
        let counts = rows.compactMap { Int($0.split(separator: " ")[1]) }
        #expect(counts.reduce(0, +) == 9, "\(output)")
        #expect(rows.allSatisfy { $0.contains("1.000  ███") }, "\(output)")
        let scores = try #require(lines.firstIndex { $0.hasPrefix("out of scope, 2 messages") })
        let bins = lines[(scores + 1)...].prefix(10)
        #expect(bins.count { $0.contains("> ") } == 1, "\(output)")
        let all = bins.compactMap {
            Int($0.replacing(">", with: " ").split(separator: " ")[1])
        }
        #expect(all.reduce(0, +) == 2, "\(output)")
        #expect(!output.contains("\u{1B}"))
        #expect(!drawn.contains("█"))
    }

    static let colours: [(environment: [String: String], isColoured: Bool)] = [
        (["NO_COLOR": "", "TERM": "xterm"], true), (["NO_COLOR": "1", "TERM": "xterm"], false),
        (["NO_COLOR": "", "TERM": "dumb"], false),
    ]

    static let hasTerminal = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

    /// `script` gives the program a terminal.
    @Test(.enabled(if: hasTerminal), arguments: colours)
    func coloursAreForWhoWantsThem(environment: [String: String], isColoured: Bool) throws {
        let folder = try CommandTests.folder(["all.tsv": Self.labelled])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = "\(folder)/all.tsv"

        let run = try execute(
            "/usr/bin/script",
            ["-qec", "\(Package.binary) evaluate --train \(file) --test \(file)", "/dev/null"],
            environment: environment)

        #expect(run.output.contains("█"), "\(run.output)")
        #expect(run.output.contains(/\x1B\[\d+m/) == isColoured, "\(run.output)")
    }

    @Test func fewExamplesAreDrawnAndTheSpreadIsGiven() throws {
        let figures = try figures(["--shots", "1", "--draws", "3", "--model", "ensemble"])

        let spread = try #require(figures["accuracy_spread"])
        #expect(try #require(figures["accuracy"]) >= 1.0 / 3)
        #expect(0...0.5 ~= spread)
    }

    @Test func slipsOfTheHandAreTheSameOnEveryRun() throws {
        let (clean, one, two) = (
            try figures([]), try figures(["--typos"]), try figures(["--typos"])
        )

        #expect(one["ece"] == two["ece"])
        #expect(one["ece"] != clean["ece"])
    }

    /// What stands beside the labelled messages: the same in another form, and messages of another
    /// business.
    static let forms: [(name: String, inside: String, outside: String)] = {
        let rows = labelled.split(separator: "\n").map { $0.split(separator: "\t") }
        func json(_ rows: [[some StringProtocol]]) -> String {
            "[\(rows.map { "[\"\($0[0])\",\"\($0[1])\"]" }.joined(separator: ",\n"))]"
        }
        let common = rows.map { "{\"text\":\"\($0[0])\",\"intent\":\"\($0[1])\"}" }
        let oos = json(outside.map { [$0, "oos"] })
        return [
            (
                "a.csv", "意图,问题\n" + rows.map { "\($0[1]),\"\($0[0])\"\n" }.joined(),
                "text,label\n" + outside.map { "\"\($0)\",oos\n" }.joined()
            ),
            (
                "a.tsv", labelled.replacing("\n", with: "\r\n"),
                "text\n" + outside.joined(separator: "\n")
            ),
            (
                "a.yml",
                "nlu:\n"
                    + rows.map { "- intent: \($0[1])\n  examples:\n  - \($0[0])\n" }.joined(),
                "nlu:\n- intent: oos\n  examples: |\n" + outside.map { "    - \($0)\n" }.joined()
            ),
            (
                "a.md", rows.map { "## intent:\($0[1])\n- \($0[0])\n" }.joined(),
                "## intent:oos\n" + outside.map { "- \($0)\n" }.joined()
            ),
            (
                "a.json",
                "{\"rasa_nlu_data\":{\"common_examples\":[\(common.joined(separator: ",\n"))]}}",
                "{\"oos_train\":\(oos),\n\"oos_test\":\(oos)}"
            ),
        ]
    }()

    /// Training gives the same bytes wherever it runs, so the same messages give the same figures.
    private func expectSame(_ one: [String: Double], _ other: [String: Double]) {
        for name in ["accuracy", "ece", "in_scope_accuracy", "oos_recall", "oos_auroc"] {
            #expect(one[name] != nil)
            #expect(one[name] == other[name], "\(name)")
        }
    }

    private static let outside = [
        "what, then, is the moon made of", "sing me a song", "who won the match",
    ]

    @Test(arguments: forms)
    func everyFormOfLabelledDataGivesTheSameFigures(
        name: String, inside: String, outside: String
    ) throws {
        let folder = try CommandTests.folder([
            "plain": Self.labelled, "oos": Self.outside.joined(separator: "\n"), name: inside,
            "oos-\(name)": outside,
        ])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func figures(_ inside: String, _ outside: String) throws -> [String: Double] {
            let (inside, outside) = ("\(folder)/\(inside)", "\(folder)/\(outside)")
            return try measured([
                "--train", inside, "--test", inside, "--oos-train", outside, "--oos", outside,
            ])
        }

        expectSame(try figures(name, "oos-\(name)"), try figures("plain", "oos"))
    }

    @Test func oneFileOfCLINC150HoldsAllParts() throws {
        let rows = Self.labelled.split(separator: "\n").map { row in
            "[\(row.split(separator: "\t").map { "\"\($0)\"" }.joined(separator: ","))]"
        }
        let all = rows.joined(separator: ",")
        let oos = Self.outside.map { "[\"\($0)\",\"oos\"]" }.joined(separator: ",")
        let folder = try CommandTests.folder([
            "plain": Self.labelled, "oos": Self.outside.joined(separator: "\n"),
            "data.json": """
            {"train":[\(all)],"val":[\(all)],"oos_train":[\(oos)],"oos_val":[\(oos)]}
            """,
        ])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (file, plain, outside) = ("\(folder)/data.json", "\(folder)/plain", "\(folder)/oos")

        let one = try measured([
            "--train", file, "--test", file, "--oos-train", file, "--oos", file,
        ])
        let apart = try measured([
            "--train", plain, "--test", plain, "--oos-train", outside, "--oos", outside,
        ])

        expectSame(one, apart)
    }

    /// As a spreadsheet in China saves it, and as one anywhere saves "Unicode text".
    @Test(arguments: [String.Encoding(rawValue: 0x8000_0632), .utf16])
    func aTableInAnotherEncodingGivesTheSameFigures(encoding: String.Encoding) throws {
        let rows = [
            ("退款", ["我要退款", "把钱退给我", "怎么退钱"]), ("物流", ["快递到哪了", "查一下包裹", "什么时候发货"]),
        ]
        let table = rows.flatMap { label, texts in texts.map { "\($0)\t\(label)\n" } }.joined()
        let folder = try CommandTests.folder(["plain": table, "oos": "月亮是什么做的\n"])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = "文本\t类别\r\n" + table.replacing("\n", with: "\r\n")
        try #require(text.data(using: encoding)).write(
            to: URL(fileURLWithPath: "\(folder)/all.tsv"))
        func figures(_ name: String) throws -> [String: Double] {
            let file = "\(folder)/\(name)"
            return try measured(["--train", file, "--test", file, "--oos", "\(folder)/oos"])
        }

        expectSame(try figures("all.tsv"), try figures("plain"))
    }

    /// Two documents that only their alternative questions tell from each other.
    @Test func queriesBecomeAlternativesAndTheOthersAreAsked() throws {
        let asked = ["a": "where is my parcel", "b": "how much is postage"]
        let folder = try CommandTests.folder([
            "corpus.jsonl": #"{"_id":"a","text":"Tracking."}"# + "\n"
                + #"{"_id":"b","text":"Fees."}"#,
            "queries.jsonl": asked.flatMap { id, text in
                (0..<3).map { #"{"_id":"\#(id)\#($0)","text":"\#(text)"}"# }
            }.joined(separator: "\n"),
            "qrels.tsv": asked.keys.flatMap { id in (0..<3).map { "\(id)\($0)\t\(id)\t1" } }
                .joined(separator: "\n"),
        ])
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let run = try frontdesk(
            ["evaluate", "--json", "--retrieval", folder, "--alternatives", "1", "--draws", "2"])

        let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        let figures = try #require(json as? [String: Double], "\(run.errors)")
        #expect(figures["queries"] == 4)
        #expect(figures["recall_at_1"] == 1)
    }

    static let wrong: [(arguments: [String], error: String)] = [
        (["--shots", "0"], "--shots: at least 1"),
        (["--alternatives", "0"], "--alternatives: at least 1"),
        (["--draws", "0"], "--draws: 1 to 1000"),
    ]

    @Test(arguments: wrong)
    func aWrongMeasureIsOneLineAndAStatus(arguments: [String], error: String) throws {
        let run = try frontdesk(["evaluate"] + arguments)

        #expect(run.status != 0)
        #expect(run.errors.contains(error), "\(run.errors)")
    }
}
