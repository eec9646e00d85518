import Foundation
import Testing

/// `frontdesk evaluate --queries`: what a whole desk makes of labelled messages.
@Suite(.serialized) struct EvaluateQueriesTests {
    private static let files = [
        "intents/all.csv": """
        text,intent
        reset my password,reset
        i forgot my password,reset
        new password please,reset
        where is my order,status
        track my parcel,status
        has my order shipped,status
        what is the moon made of,out_of_scope
        sing a song,out_of_scope
        """,
        "intents/said.yml": """
        responses:
          utter_reset:
          - text: "Look into your settings."
          utter_status:
          - text: "It is on its way."
        """,
        "corpus/en/fees.md": """
        # Fees
        ## How much is postage?
        Postage is free from 50 euros on.
        ## Do you deliver to Norway?
        No.
        """,
    ]

    /// Three that are answered rightly, one of them with a person, one wrongly, one of two things;
    /// and two that nothing answers.
    private static let queries = """
        text\texpected
        where is my order\tintent/status
        how much is postage\tintent/status|article/fees#how-much-is-postage
        reset my password\tarticle/fees
        track my parcel\tintent/status+intent/reset
        i want to talk to a person\tintent/talk_to_person
        zxqv wrpl\toos
        has my order shipped\toos

        """

    private static func run(
        _ files: [String: String], _ names: [String] = ["q.tsv"], _ arguments: [String] = []
    ) throws -> (status: Int32, output: String, errors: String) {
        let folder = try CommandTests.folder(Self.files.merging(files) { $1 })
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let named = names.flatMap { ["--queries", "\(folder)/\($0)"] }
        let run = try frontdesk(
            ["evaluate", "--assistant", folder, "--data", "\(folder)/data"] + named + arguments)
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/data"))
        return (run.status, run.output, run.errors.replacing(folder, with: "@"))
    }

    private static func figures(
        _ files: [String: String], _ names: [String] = ["q.tsv"]
    ) throws -> [String: Double] {
        let run = try run(files, names, ["--json"])
        #expect(run.status == 0)
        #expect(run.errors == "")
        let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        return try #require(json as? [String: Double], "\(run.output)")
    }

    @Test func messagesAreCountedByWhatComesOfThem() throws {
        let figures = try Self.figures(["q.tsv": Self.queries])

        let counts: [String: Double] = [
            "messages": 7, "answered_right": 3, "answered_partly": 1, "answered_wrong": 1,
            "asked_right": 0, "asked_wrong": 0, "not_understood": 0, "oos_answered": 1,
            "oos_asked": 0, "oos_refused": 1, "intent_answers": 5, "intent_answers_right": 2,
            "article_answers": 1, "article_answers_right": 1,
        ]
        #expect(figures.filter { counts[$0.key] != nil } == counts)
        let shares: [String: Double] = [
            "right_reply": 4.0 / 7, "answer_precision": 0.5, "answer_coverage": 1,
            "oos_refused_share": 0.5, "article_recall_at_1": 0,
        ]
        for (name, share) in shares {
            #expect(abs(try #require(figures[name]) - share) < 1e-5, "\(name)")
        }
        #expect(
            Set(figures.keys).subtracting(counts.keys).subtracting(shares.keys)
                == ["answer_ece", "intent_accuracy", "intent_macro_f1"])
    }

    @Test func severalFilesAreCountedTogether() throws {
        let figures = try Self.figures(
            [
                "q.tsv": "text\texpected\nwhere is my order\tintent/status\n",
                "q.csv": "expected,text\noos,zxqv wrpl\narticle/fees,do you deliver to norway\n",
            ], ["q.tsv", "q.csv"])

        #expect(figures["messages"] == 3)
        #expect(figures["answered_right"] == 2)
        #expect(figures["oos_refused"] == 1)
        #expect(figures["right_reply"] == 1)
        #expect(figures["answered_partly"] == nil)
    }

    @Test func peopleSeeWhatCameOfTheMessages() throws {
        let run = try Self.run(["q.tsv": Self.queries])

        #expect(run.status == 0)
        let rows = run.output.replacing(/\ +/, with: " ").replacing(/█+/, with: "█")
        for row in [
            "messages that something answers 5\n", "\n answered rightly 3 █\n",
            "\n answered in part 1 █\n", "\n answered wrongly 1 █\n", "\n not understood 0\n",
            "messages that nothing answers 2\n", "\n answered 1 █\n", "\n intents 5 2 █\n",
            "\n articles 1 1 █\n", "\nright_reply 0.57143\n",
        ] {
            #expect(rows.contains(row), "\(run.output)")
        }
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("confidence ") })
        let bands = lines[(start + 1)...].prefix { !$0.isEmpty }.map { $0.split(separator: " ") }
        func sum(_ column: Int) -> Int { bands.reduce(0) { $0 + (Int($1[column]) ?? 0) } }
        // Who asks for a person is answered without a score.
        #expect((sum(1), sum(2)) == (2, 3), "\(run.output)")
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test func whatTheDeskDoesNotHaveIsNamedOnceWhereItStandsFirst() throws {
        let run = try Self.run([
            "q.tsv": "text\texpected\nwhere is it\tintent/statuss\nand now\tintent/statuss|oos\n"
                + "postage\tarticle/fee|article/fees#late\n"
        ])

        #expect(run.status == 0)
        #expect(
            run.errors == """
                @/q.tsv:2: warning: 'intent/statuss' is never right: the desk has no such intent. \
                Did you mean 'intent/status'?
                @/q.tsv:4: warning: 'article/fee' is never right: the desk has no such article. \
                Did you mean 'article/fees'?
                @/q.tsv:4: warning: 'article/fees#late' is never right: the desk has no such section

                """)
        #expect(run.output.contains("\nright_reply "))
    }

    static let unreadable: [(name: String, text: String, error: String)] = [
        ("q.tsv", "", "@/q.tsv: no labelled message; write 'text' and 'expected' over two columns"),
        ("q.tsv", "text\texpected\n", "@/q.tsv: no labelled message; write "),
        (
            "q.tsv", "where is my order\tintent/status\n",
            "@/q.tsv:1: no header names the text and what is expected; write 'text' and 'expected'"
        ),
        (
            "q.tsv", "kind\tfirst\tsecond\texpected\na\tb\tc\toos\nd\te\tf\toos\n",
            "@/q.tsv:1: the header 'kind', 'first', 'second', 'expected' names no text"
        ),
        (
            "q.csv", "text,expected\nwhere is my order\n",
            "@/q.csv:2: needs a text and a label, has 1 column(s), parted by commas"
        ),
        (
            "q.tsv", "text\texpected\nhello\toos\nwhere is my order\tstatus\n",
            "@/q.tsv:3: 'status' is no label; write intent/NAME, article/FILE, "
        ),
        ("q.tsv", "text\texpected\nhello\toos+intent/status\n", "@/q.tsv:2: 'oos' is no label"),
        ("q.tsv", "text\texpected\nhello\tintent/status|\n", "@/q.tsv:2: '' is no label"),
        ("q.json", "[]", "@/q.json: no table; write 'text' and 'expected'"),
    ]

    @Test(arguments: unreadable)
    func whatCannotBeJudgedByIsRefused(name: String, text: String, error: String) throws {
        let run = try Self.run([name: text], [name])

        #expect(run.status == 1)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("frontdesk: \(error)"), "\(run.errors)")
    }

    @Test func optionsOfOtherMeasurementsAreRefused() throws {
        let run = try Self.run(["q.tsv": Self.queries], ["q.tsv"], ["--typos"])

        #expect(run.status == 1)
        #expect(
            run.errors
                == "frontdesk: --typos is only for what --train and --test measure; leave it out\n")
    }

    @Test func aDeskThatCannotServeIsRefused() throws {
        let run = try Self.run([
            "q.tsv": Self.queries, "intents/all.csv": "", "intents/said.yml": "",
        ])

        #expect(run.status == 1)
        #expect(run.output == "")
    }
}
