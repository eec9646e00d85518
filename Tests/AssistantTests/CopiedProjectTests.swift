import Assistant
import Testing
import Understanding

/// What lies in a project of Rasa's beside its training data and looks like some.
@Suite struct CopiedProjectTests {
    private static let domain =
        "intents: [greet]\nnlu:\n- intent: greet\n  examples: [hi there, hey]\n"

    static let strays: [(file: String, text: String, reason: String)] = [
        (
            "results/intent_errors.json",
            #"[{"text": "hi", "intent": "x", "intent_prediction": {"name": "y"}}]"#,
            "what Rasa reports of its tests, no training data; left out"
        ),
        (
            "tests/test_nlu.yml", "nlu:\n- intent: stale\n  examples: [a, b]\n",
            "what Rasa is tested with, no training data; left out; rename it if it is"
        ),
        (
            "models/nlu/training_data.json",
            #"{"rasa_nlu_data": {"common_examples": [{"text": "hi", "intent": "x"}]}}"#,
            "what a trained model keeps, no training data; left out; rename it if it is"
        ),
        (
            "kb.csv", "city,headquarters\nrestaurants,places\n",
            "the intents at intents/domain.yml:1 are others, so no messages of customers; left "
                + "out; if it is training data, call its columns 'text' and 'intent' in the first row"
        ),
    ]

    /// They were learnt, and made intents of their own.
    @Test(arguments: strays)
    func whatIsNoTrainingDataIsLeftOut(file: String, text: String, reason: String) throws {
        let project = try Folder.project([
            "intents/domain.yml": Self.domain, "intents/\(file)": text, "corpus/a.md": "# A\nx",
        ])

        #expect(Set(project.examples.map(\.intent)) == ["greet"])
        let told = project.findings.filter { $0.place.file == "intents/\(file)" }
        #expect(told.map(\.message) == [reason])
    }

    /// A clinic's answers about tests, and a model that is all that was kept of a project.
    @Test(arguments: [
        (
            "tests/test_results.yml",
            "nlu:\n- intent: x\n  examples: [a b, b c]\nresponses: {utter_x: [{text: y}]}\n"
        ),
        ("tests/test_drive.csv", "text,intent\ncan i drive it,x\n"),
    ])
    func whatLooksLikeATestMayBeContent(file: String, text: String) throws {
        let project = try Folder.project([
            "intents/a.yml": "nlu:\n- intent: greet\n  examples: [hi there, hey]\n",
            "intents/\(file)": text, "corpus/a.md": "# A\nx",
        ])

        #expect(Set(project.examples.map(\.intent)) == ["greet", "x"])
    }

    @Test(arguments: [false, true])
    func theOnlyTrainingDataIsReadWhereverItLies(isAlone: Bool) throws {
        func model(_ intent: String) -> String {
            #"{"rasa_nlu_data": {"common_examples": [{"text": "hi", "intent": "\#(intent)"}]}}"#
        }
        var files = [
            "intents/models/a/training_data.json": model("x"),
            "intents/models/b/training_data.json": model("y"), "corpus/a.md": "# A\nx",
        ]
        // A list is read behind them.
        if !isAlone { files["intents/z.txt"] = "one\ntwo" }
        let project = try Folder.project(files)

        #expect(project.examples.map(\.intent) == (isAlone ? ["x", "y"] : ["z", "z"]))
    }

    static let lists: [(file: String, text: String, isRead: Bool)] = [
        ("requirements_dev.txt", "rasa==2.8.0\nnumpy>=1.16\n# x\n", false),
        ("runtime.txt", "python-3.8.1", false),
        ("visa_requirements.txt", "which papers do i need\npapers for a visa", true),
        ("sizes.txt", "is 38 == M\nwhat size is 38", true),
        ("faq.txt", "Q: Is it free?\nA: Yes.\nQ: May I?\nA: No.\nQ: Now?\nA: Later.", false),
        ("riddle.txt", "Q: what is it\nwhat is it\na: b", true),
    ]

    @Test(arguments: lists)
    func aListWithoutMessagesIsNoIntent(file: String, text: String, isRead: Bool) throws {
        let project = try Folder.project([
            "intents/\(file)": text, "intents/greet.txt": "hi there\nhey", "corpus/a.md": "# A\nx",
        ])

        let isFound = project.examples.contains { $0.intent != "greet" }
        let told = project.findings.filter {
            $0.place.file == "intents/\(file)" && $0.message.contains("left out")
        }
        #expect(isFound == isRead)
        #expect(told.isEmpty == isRead, "\(project.findings)")
    }

    /// A table beside a domain that knows one of its intents is training data.
    @Test func aTableOfTheDomainsIntentsIsRead() throws {
        let project = try Folder.project([
            "intents/domain.yml": Self.domain, "intents/t.csv": "good day,greet\nodd,other\n",
            "corpus/a.md": "# A\nx",
        ])

        #expect(project.examples.map(\.intent) == ["greet", "greet", "greet", "other"])
    }

    static let topics: [(file: String, text: String, isRead: Bool)] = [
        (
            "faq.csv",
            "question,answer,category\na b,One.,x\nc d,Two.,x\ne f,Three.,x\ng h,Four.,y\n", false
        ),
        (
            "faq.json",
            #"[{"question":"a b","answer":"One.","category":"x"},"#
                + #"{"question":"c d","answer":"Two.","category":"x"}]"#, false
        ),
        ("faq.csv", "question,answer,intent\na b,One.,x\nc d,Two.,x\n", true),
        ("faq.csv", "question,answer,category\na b,One.,x\nc d,One.,x\ne f,Two.,y\n", true),
        ("faq.csv", "question,category\na b,x\nc d,x\n", true),
    ]

    /// Whoever asked for the refund was told how to pay: both are "Billing".
    @Test(arguments: topics)
    func questionsByWhatTheyAreAboutAreNoIntents(file: String, text: String, isRead: Bool) throws {
        let project = try Folder.project([
            "intents/\(file)": text, "intents/greet.txt": "hi there\nhey", "corpus/a.md": "# A\nx",
        ])

        #expect(project.examples.contains { $0.intent == "x" } == isRead)
        let told = project.findings.map(\.message).filter { $0.contains("what it is about") }
        #expect(told.count == (isRead ? 0 : 1))
    }

    @Test func membersThatAreNotReadAreToldOnce() throws {
        let project = try Folder.project([
            "intents/f.json": #"""
            [{"text": "by card", "intent": "pay", "foo": 1, "answer": "Yes."},
            {"text": "visa", "intent": "pay", "bar": "x", "foo": 2}]
            """#,
            "corpus/a.md": "# A\nx",
        ])

        let told = project.findings.map(\.description)
        #expect(
            told == [
                "intents/f.json:1: warning: members that are not read here: 'foo', 'bar'"
            ])
    }

    @Test func numbersAreNoSameExampleAndTellTwoIntentsApartWordByWordOnly() throws {
        let project = try Folder.project([
            "intents/age.txt": "34\n75\n75", "intents/year.txt": "20\n75",
            "corpus/a.md": "# A\nx",
        ])

        let told = project.findings.map(\.description).filter { $0.contains("example") }
        #expect(
            told.filter { $0.contains(".txt:") && !$0.contains("read as") } == [
                "intents/age.txt:3: warning: the same example stands at intents/age.txt:2",
                "intents/year.txt:1: warning: an example of 'year' differs from one of 'age' at "
                    + "intents/age.txt:1 by a number only, which tells them apart word by word only",
                "intents/year.txt:2: warning: an example of 'year' is one of 'age' at "
                    + "intents/age.txt:2",
            ])
    }

    static let payloads: [(payload: String, lost: String?)] = [
        (
            #"/greet{"a": null}"#,
            "which has values that are neither text nor number; they are left out"
        ),
        (
            #"/greet{"a": ["b"]}"#,
            "which has values that are neither text nor number; they are left out"
        ),
        ("/greet{'a': 'b'}", #"whose values are no JSON; write {"entity": "value"}"#),
        (#"/greet{"a": "b}"#, #"whose values are no JSON; write {"entity": "value"}"#),
        (#"/greet{"a": "b", "c": 3}"#, nil), ("/greet", nil),
    ]

    @Test(arguments: payloads)
    func valuesThatAButtonLosesAreTold(payload: String, lost: String?) throws {
        let quoted = payload.replacing("'", with: "''")
        let project = try Folder.project([
            "intents/f.yml": """
            \(Self.domain)responses:
              utter_greet:
              - text: Hi.
                buttons:
                - title: Go
                  payload: '\(quoted)'
            """,
            "corpus/a.md": "# A\nx",
        ])

        let told = project.findings.map(\.message).filter { $0.contains("button") }
        #expect(told == lost.map { ["the button 'Go' calls '\(payload)', \($0)"] } ?? [])
    }

    /// One file of stories that did not parse refused the desk.
    @Test func storiesNeedNotParse() throws {
        let project = try Folder.project([
            "intents/domain.yml": Self.domain,
            "intents/stories.yml":
                "version: '3.1'\nstories:\n- story: a\n  steps:\n   - intent: x\n  - b: [\n",
            "corpus/a.md": "# A\nx",
        ])

        let told = project.findings.filter { $0.place.file == "intents/stories.yml" }
        #expect(told.map(\.severity) == [.warning])
    }
}
