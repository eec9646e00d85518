import Foundation
import Testing

/// What `evaluate` says of files that hardly fit, and of options that change nothing.
@Suite(.serialized) struct EvaluateDoubtTests {
    private static func run(
        _ files: [String: String], _ arguments: [String]
    ) throws -> (status: Int32, output: String, errors: String) {
        let folder = try CommandTests.folder(files)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let run = try frontdesk(
            ["evaluate", "--json"] + arguments.map { $0.replacing("@", with: folder) })
        return (run.status, run.output, run.errors.replacing(folder, with: "@"))
    }

    /// They were confusions without a word.
    @Test func aLabelThatTrainingLacksIsNamedOnceWhereItStandsFirst() throws {
        let run = try Self.run(
            [
                "train.tsv": EvaluateTests.labelled,
                "test.tsv": "where is my order\tstatus\ncash please\trefunds\nmoney\trefunds\n"
                    + "sing a song\tout_of_scope\n",
            ], ["--train", "@/train.tsv", "--test", "@/test.tsv"])

        #expect(run.status == 0)
        #expect(
            run.errors == """
                @/test.tsv:2: warning: no message to train on has the label 'refunds'; \
                what has it counts as wrong
                @/test.tsv:4: warning: 'out_of_scope' is no intent: name its messages with --oos; \
                what has it counts as wrong

                """)
        #expect(run.output.contains("\"accuracy\""))
    }

    @Test func aSetThatOnlyRefusesIsNamed() throws {
        let run = try Self.run(
            ["all.tsv": "sing a song\tout_of_scope\n"],
            ["--train", "@/all.tsv", "--test", "@/all.tsv"])

        #expect(run.status == 1)
        #expect(
            run.errors
                == "frontdesk: @/all.tsv: no label but 'out_of_scope', which is no intent\n")
    }

    static let retrieval = [
        "corpus.jsonl": """
        {"_id":"a","text":"Returns within 30 days."}

        {"_id":"b","text":"Postage is free."}
        {"_id":"a","text":"Returns are free."}
        """,
        "queries.jsonl": """
        {"_id":"q","text":"how much is postage"}
        {"_id":"q","text":"what does postage cost"}
        """,
        "qrels.tsv": "query-id\tcorpus-id\tscore\nq\tb\t1\nq\tc\t1\nr\ta\t1\nq\tb\t2\n",
    ]

    @Test func doublesAndWhatIsMissingAreToldWithTheirLine() throws {
        let run = try Self.run(Self.retrieval, ["--retrieval", "@"])

        #expect(run.status == 0)
        #expect(
            run.errors == """
                @/corpus.jsonl:4: warning: the id 'a' stands in line 1, too; both count
                @/queries.jsonl:2: warning: the id 'q' stands in line 1, too; both count
                @/qrels.tsv:3: warning: no document 'c' in corpus.jsonl; it counts as not found
                @/qrels.tsv:4: warning: no query 'r' in queries.jsonl; it is not asked
                @/qrels.tsv:5: warning: 'b' is judged for 'q' once more; this one counts

                """)
        #expect(run.output.contains("\"recall_at_1\""))
    }

    /// A document was found twice, and more than all of what is relevant.
    @Test func aDocumentWhoseIdStandsTwiceIsFoundOnce() throws {
        var files = Self.retrieval
        files["qrels.tsv"] = "q\ta\t1\n"
        files["queries.jsonl"] = #"{"_id":"q","text":"are returns free within 30 days"}"#

        let run = try Self.run(files, ["--retrieval", "@"])

        #expect(run.output.contains("\"recall_at_5\":1.00000"), "\(run.output)")
    }

    static let otherForms: [[String: String]] = [
        ["qrels.tsv": "query-id\tcorpus-id\tscore\nq\tb\t1.0\n"],
        ["qrels.tsv": "q 0 b 1\n"],
        ["qrels.tsv": "q\tQ0\tb\t1\n"],
        [
            "corpus.jsonl": #"{"id":1,"text":"Postage is free."}"#,
            "queries.jsonl": #"{"id":2,"text":"how much is postage"}"#,
            "qrels.tsv": "2\t1\t1\n",
        ],
    ]

    /// They were refused.
    @Test(arguments: otherForms)
    func formsThatExportsAndTRECHaveAreRead(changed: [String: String]) throws {
        var files = Self.retrieval
        files["corpus.jsonl"] = #"{"_id":"b","text":"Postage is free."}"#
        files["queries.jsonl"] = #"{"_id":"q","text":"how much is postage"}"#

        let run = try Self.run(files.merging(changed) { $1 }, ["--retrieval", "@"])

        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(run.output.contains("\"recall_at_1\":1.00000"), "\(run.output)")
    }

    @Test func ofManyDoubtsTheFirstAreToldAndTheOthersCounted() throws {
        var files = Self.retrieval
        files["corpus.jsonl"] = #"{"_id":"b","text":"Postage."}"#
        files["queries.jsonl"] = #"{"_id":"q","text":"postage"}"#
        files["qrels.tsv"] = "q\tb\t1\n" + (1...25).map { "q\tx\($0)\t1\n" }.joined()

        let run = try Self.run(files, ["--retrieval", "@"])

        let lines = run.errors.split(separator: "\n")
        #expect(lines.count == 21)
        #expect(lines.last == "… and 5 more")
    }

    static let idle: [(arguments: [String], error: String)] = [
        (["--typos"], "--typos is only for what --train and --test measure"),
        (["--shots", "2"], "--shots is only for what --train and --test measure"),
        (["--model", "single"], "--model is only for what --train and --test measure"),
        (["--draws", "2"], "--draws is only for --shots or --alternatives"),
    ]

    /// They were taken and did nothing.
    @Test(arguments: idle)
    func whatChangesNothingIsRefused(arguments: [String], error: String) throws {
        let run = try Self.run(Self.retrieval, ["--retrieval", "@"] + arguments)

        #expect(run.status == 1)
        #expect(run.output == "")
        #expect(run.errors == "frontdesk: \(error); leave it out\n")
    }

    @Test func alternativesAreRefusedWhereOnlyIntentsAreMeasured() throws {
        let run = try Self.run(
            ["all.tsv": EvaluateTests.labelled],
            ["--train", "@/all.tsv", "--test", "@/all.tsv", "--alternatives", "1"])

        #expect(run.status == 1)
        #expect(run.errors == "frontdesk: --alternatives is only for --retrieval; leave it out\n")
    }
}
