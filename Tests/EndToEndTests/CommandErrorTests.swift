import Foundation
import Testing

/// What goes wrong on the command line is one line that names the place and what to do.
@Suite(.serialized) struct CommandErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        /// Files of the assistant's folder, beside or in place of the usual ones.
        var files: [String: String] = [:]
        /// `@` stands for the folder.
        var arguments: [String]
        var error: String

        var testDescription: String { name }
    }

    private static let valid = ["--assistant", "@", "--data", "@/data"]

    /// `frontdesk: PLACE: …`, one line, with nothing of the language it is written in.
    static func expectOneLine(
        _ run: (status: Int32, output: String, errors: String), _ error: String,
        _ source: SourceLocation = #_sourceLocation
    ) {
        #expect(run.status == 1, "\(run.errors)", sourceLocation: source)
        #expect(run.output.isEmpty, sourceLocation: source)
        #expect(
            run.errors.hasPrefix("frontdesk: \(error)"), "\(run.errors)", sourceLocation: source)
        #expect(run.errors.count(where: \.isNewline) == 1, sourceLocation: source)
        for leak in ["Error Domain", "Optional(", "NSError", "Fatal"] {
            #expect(!run.errors.contains(leak), sourceLocation: source)
        }
    }

    static let files: [Case] = [
        Case(
            name: "no example", files: ["intents/all.yml": "", "intents/zh/responses.yml": ""],
            arguments: ["train"] + valid,
            error: "@/intents/all.yml: error: holds nothing; write 'nlu:'"),
        Case(
            name: "a table with bars",
            files: [
                "intents/all.yml": "responses: {}\n", "intents/zh/responses.yml": "responses: {}\n",
                "intents/b.csv": "hello|greet\n",
            ], arguments: ["train"] + valid,
            error: "@/intents/b.csv:1: error: needs a text and a label, has 1 column(s), parted "),
        Case(
            name: "broken YAML", files: ["intents/b.yml": "nlu:\n- intent: a\n - b: [\n"],
            arguments: ["train"] + valid,
            error: "@/intents/b.yml:3: error: the YAML does not parse: "),
        Case(
            name: "a broken setting", files: ["c.yml": "limits:\n messageRate: 1\n  b: 2\n"],
            arguments: ["config", "--config", "@/c.yml"],
            error: "@/c.yml:3: the YAML does not parse: mapping values are not allowed"),
        Case(
            name: "a setting twice",
            files: ["c.yml": "limits:\n  messageRate: 1\n  messageRate: 2\n"],
            arguments: ["config", "--config", "@/c.yml"],
            error: "@/c.yml:2: the YAML does not parse: 'messageRate' stands here and again"),
        Case(
            name: "a setting below its section and with dots",
            files: ["c.yml": "limits:\n  messageRate: 7\nlimits.messageRate: 8\n"],
            arguments: ["config", "--config", "@/c.yml"],
            error: "@/c.yml:2: 'limits.messageRate' stands here and again in line 3; take one"),
        Case(
            name: "a setting with dots and below its section",
            files: ["c.yml": "limits.messageRate: 8\nlimits: {messageRate: 7}\n"],
            arguments: ["config", "--config", "@/c.yml"],
            error: "@/c.yml:1: 'limits.messageRate' stands here and again in line 2; take one"),
        Case(
            name: "a value for a section", files: ["c.yml": "limits: 3\n"],
            arguments: ["config", "--config", "@/c.yml"],
            error: "@/c.yml:1: 'limits' is a section; write keys such as limits.contentBytes"),
        Case(
            name: "a list for a number", files: ["c.yml": "limits:\n  messageRate: [1, 2]\n"],
            arguments: ["config", "--config", "@/c.yml"],
            error: "@/c.yml:2: limits.messageRate takes one value"),
        Case(
            name: "lists in a list", files: ["c.yml": "web:\n  allowedOrigins: [[a]]\n"],
            arguments: ["config", "--config", "@/c.yml"],
            error: "@/c.yml:2: web.allowedOrigins takes one value or a list of values"),
        Case(
            name: "no settings", files: ["c.yml": "hello\n"],
            arguments: ["config", "--config", "@/c.yml"],
            error: "@/c.yml:1: no setting; write 'key: value'"),
        Case(
            name: "a folder as file", arguments: ["config", "--config", "@"],
            error: "@: cannot be read: a folder; name a file"),
        Case(
            name: "an empty secret", files: ["key": "\n"],
            arguments: ["config", "--identity-secret-file", "@/key"],
            error: "@/key: empty (identity.secretFile); 'openssl rand -hex 32' makes one"),
        Case(
            name: "a short secret", files: ["key": "short\n"],
            arguments: ["config", "--identity-secret-file", "@/key"],
            error: "@/key: the secret has fewer than 16 bytes (identity.secretFile); "),
        Case(
            name: "a token that can be guessed", files: ["token": "abcde\n"],
            arguments: ["config", "--operator-token-file", "@/token"],
            error: "@/token: not one word of at least 16 bytes (operator.tokenFile); 'openssl "),
        Case(
            name: "two tokens", files: ["token": "0123456789abcdef\n0123456789abcdef\n"],
            arguments: ["config", "--operator-token-file", "@/token"],
            error: "@/token: not one word of at least 16 bytes (operator.tokenFile); 'openssl "),
        Case(
            name: "a file for the data folder", files: ["data": ""], arguments: ["train"] + valid,
            error: "@/data: a file; name a folder with --data"),
        Case(
            name: "one column", files: ["one.tsv": "hello\ta\n\nbye\n", "good.tsv": "hello\ta\n"],
            arguments: ["evaluate", "--train", "@/good.tsv", "--test", "@/one.tsv"],
            error: "@/one.tsv:3: needs a text and a label, has 1 column(s), parted by TABs; write a"
        ),
        Case(
            name: "a message without its intent",
            files: [
                "good.tsv": "hello\ta\nbye\tb\n",
                "test.json": #"{"rasa_nlu_data":{"common_examples":["#
                    + "\n{\"text\":\"hello\",\"intent\":\"a\"},\n{\"text\":\"so long\"}]}}",
            ], arguments: ["evaluate", "--train", "@/good.tsv", "--test", "@/test.json"],
            error: "@/test.json:3: an entry of 'common_examples' lacks its 'text' or its 'intent'; "
        ),
        Case(
            name: "an empty table", files: ["empty.tsv": ""],
            arguments: ["evaluate", "--train", "@/empty.tsv", "--test", "@/empty.tsv"],
            error: "@/empty.tsv: no labelled message; write a message, a TAB"),
        Case(
            name: "nothing to judge", files: ["good.tsv": "hello\ta\n"],
            arguments: ["evaluate", "--train", "@/good.tsv"],
            error: "--test FILE is missing: intents are measured with --train and --test"),
        Case(
            name: "no judgements",
            files: [
                "corpus.jsonl": #"{"_id":"d","text":"x"}"#,
                "queries.jsonl": #"{"_id":"q","text":"x"}"#,
            ], arguments: ["evaluate", "--retrieval", "@"],
            error: "@: neither qrels.tsv nor qrels/test.tsv; write "),
        Case(
            name: "judgements of another corpus",
            files: [
                "corpus.jsonl": #"{"_id":"d","text":"x"}"#,
                "queries.jsonl": #"{"_id":"q","text":"x"}"#, "qrels.tsv": "q\te\t1\n",
            ], arguments: ["evaluate", "--retrieval", "@"],
            error: "@/qrels.tsv: names no document of corpus.jsonl"),
        Case(
            name: "judgements of other queries",
            files: [
                "corpus.jsonl": #"{"_id":"d","text":"x"}"#,
                "queries.jsonl": #"{"_id":"q","text":"x"}"#, "qrels.tsv": "r\td\t1\n",
            ], arguments: ["evaluate", "--retrieval", "@"],
            error: "@/qrels.tsv: names no query of queries.jsonl; write "),
        Case(
            name: "a document that is no JSON",
            files: ["corpus.jsonl": "{\"_id\":\"d\",\"text\":\"x\"}\r\n\n{bad\n"],
            arguments: ["evaluate", "--retrieval", "@"], error: "@/corpus.jsonl:3: not JSON: "),
        Case(
            name: "an unknown state", arguments: ["tickets", "list", "--status", "lost"] + valid,
            error: "--status: 'lost' is none of new, open, pending, hold, solved, closed"),
        Case(
            name: "a flag where a value stands",
            arguments: ["serve", "--http", "--line", "127.0.0.1:0"],
            error: "--http: a value is missing; write --http=VALUE"),
        Case(
            name: "no origin", arguments: ["config", "--web-allowed-origins", "shop.example"],
            error: "flag --web-allowed-origins: web.allowedOrigins is 'shop.example', "),
        Case(
            name: "neither true nor false", arguments: ["config", "--conformance=perhaps"],
            error: "flag --conformance: conformance is 'perhaps', neither true nor false"),
        Case(
            name: "a host that is none",
            arguments: ["serve", "--line", "no.such.host.invalid:0", "--http", "127.0.0.1:0"]
                + valid,
            error: "cannot listen on line no.such.host.invalid:0: no such host; --line HOST:PORT"),
    ]

    @Test(arguments: files)
    func aFaultNamesItsPlaceAndWhatToDo(it: Case) throws {
        let folder = try CommandTests.folder(RunningDesk.files.merging(it.files) { $1 })
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let run = try frontdesk(it.arguments.map { $0.replacing("@", with: folder) })

        Self.expectOneLine(run, it.error.replacing("@", with: folder))
    }

    @Test func bytesThatAreNoTextAreNamedByTheirLine() throws {
        let folder = try CommandTests.folder(["good.tsv": "hello\ta\n"])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bytes = Array("hello\ta\ncaf".utf8) + [0xE9, 0x09, 0x61, 0x0A]
        let any = "neither UTF-8, UTF-16 with a byte order mark nor GB18030"
        let arguments = [
            (["evaluate", "--train", "\(folder)/bad", "--test", "\(folder)/good.tsv"], any),
            (["evaluate", "--train", "\(folder)/good.tsv", "--test", "\(folder)/bad"], any),
            (["config", "--config", "\(folder)/bad"], "not UTF-8"),
            (["config", "--identity-secret-file", "\(folder)/bad"], "not UTF-8"),
        ]
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/bad"))
        chmod("\(folder)/bad", 0o600)

        for (arguments, reason) in arguments {
            Self.expectOneLine(
                try frontdesk(arguments), "\(folder)/bad:2: \(reason); save the file as UTF-8")
        }
    }

    @Test func aNameThatMovesTheCursorIsShownWithoutMovingIt() throws {
        let name = "gre\u{1B}[2Jet\u{7}"
        let yaml = "nlu:\n- intent: \"gre\\e[2Jet\\a\"\n  examples: |\n    - aloha\n"
        let folder = try CommandTests.folder(
            RunningDesk.files.merging(["intents/b.yml": yaml]) { $1 })
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let run = try frontdesk(["train", "--assistant", folder, "--data", "\(folder)/data"])

        #expect(run.status == 0)
        #expect(run.errors.contains(#"gre\u{1B}[2Jet\u{07}"#), "\(run.errors)")
        #expect(!run.errors.contains(name))
        #expect(!run.errors.contains("\u{1B}"))
    }
}
