import Assistant
import Testing
import Understanding

/// Lists (`.txt`): those that lookups and regexes name, those that hold no examples, and what each
/// is said to be.
@Suite struct NamedListTests {
    private func project(_ files: [String: String]) throws -> AssistantProject {
        let start = ["intents/z.yml": RasaFindingTests.start, "corpus/a.md": "# A\nx"]
        return try Folder.project(files.merging(start) { $1 })
    }

    static let cities = "Oslo\n\n# 9 Street\n  New York \n"

    static let named: [(name: String, files: [String: String], list: String)] = [
        (
            "from the assistant's folder",
            ["intents/f.yml": "nlu:\n- lookup: city\n  examples: intents/d/c.txt\n"],
            "intents/d/c.txt"
        ),
        (
            "beside intents/", ["intents/f.yml": "nlu:\n- lookup: city\n  examples: data/c.txt\n"],
            "data/c.txt"
        ),
        (
            "from intents/",
            ["intents/data/f.yml": "nlu:\n- lookup: city\n  examples: data/look/c.txt\n"],
            "intents/data/look/c.txt"
        ),
        (
            "from a project below intents/",
            ["intents/bot/data/nlu/f.yml": "nlu:\n- lookup: city\n  examples: data/c.TXT\n"],
            "intents/bot/data/c.TXT"
        ),
        (
            "from the file that names it",
            ["intents/bot/f.yml": "nlu:\n- lookup: city\n  examples: ./x/../c.txt\n"],
            "intents/bot/c.txt"
        ),
        (
            "with data/ called intents/",
            ["intents/f.yml": "nlu:\n- lookup: city\n  examples: data/look/c.txt\n"],
            "intents/look/c.txt"
        ),
        (
            "with data/ called intents/ and a dot before it",
            ["intents/f.yml": "nlu:\n- lookup: city\n  examples: ././data/look/c.txt\n"],
            "intents/look/c.txt"
        ),
        (
            "with the folders of another project",
            ["intents/f.yml": "nlu:\n- lookup: city\n  examples: bot/data/look/c.txt\n"],
            "intents/look/c.txt"
        ),
        (
            "in a folder beside the file that names it",
            ["intents/x/f.yml": "nlu:\n- lookup: city\n  examples: data/look/c.txt\n"],
            "intents/y/look/c.txt"
        ),
        (
            "as a table in Markdown", ["intents/f.md": "## lookup:city\n  data/look/c.csv\n"],
            "intents/look/c.csv"
        ),
        (
            "as a table in JSON",
            [
                "intents/f.json":
                    "{\"rasa_nlu_data\":{\"lookup_tables\":"
                    + "[{\"name\":\"city\",\"elements\":\"data/c.csv\"}]}}"
            ], "intents/c.csv"
        ),
        (
            "as an item of a block",
            ["intents/f.yml": "nlu:\n- lookup: city\n  examples: |\n    - c.txt\n"],
            "intents/c.txt"
        ),
        (
            "as an item of a list",
            ["intents/f.yml": "nlu:\n- lookup: city\n  examples: [c.txt]\n"], "intents/c.txt"
        ),
        ("in Markdown", ["intents/f.md": "## lookup:city\n  data/c.txt\n"], "intents/data/c.txt"),
        ("as an item in Markdown", ["intents/f.md": "## lookup:city\n- c.txt\n"], "intents/c.txt"),
        (
            "in JSON",
            [
                "intents/f.json":
                    "{\"rasa_nlu_data\":{\"lookup_tables\":"
                    + "[{\"name\":\"city\",\"elements\":\"data/c.txt\"}]}}"
            ], "intents/data/c.txt"
        ),
        (
            "by a name that software has",
            [
                "intents/f.md": "## lookup:city\n- license.txt\n"
            ], "intents/license.txt"
        ),
    ]

    @Test(arguments: named)
    func aListThatALookupNamesHoldsItsEntriesAndIsNoIntent(
        name: String, files: [String: String], list: String
    ) throws {
        let project = try project(files.merging([list: Self.cities]) { $1 })

        #expect(project.examples == [Example(text: "one", intent: "a")])
        #expect(project.entityRules.lookups.map(\.name) == ["city"])
        #expect(project.entityRules.lookups.map(\.entries) == [["Oslo", "# 9 Street", "New York"]])
        let note = "\(list): note: read as the lookup 'city', 3 entries"
        #expect(project.findings.map(\.description).contains(note), "\(project.findings)")
        #expect(
            !project.findings.contains { $0.place.file == files.keys.first }, "\(project.findings)")
    }

    @Test(arguments: [
        "Berlin;Germany\nParis;France, EU\n", "Berlin,Germany\nParis,\"France; EU\"\n",
    ])
    func aTableOfEntriesIsCutAtWhatPartsItsRows(table: String) throws {
        let project = try project([
            "intents/f.yml": "nlu:\n- lookup: city\n  examples: data/c.csv\n",
            "intents/c.csv": table,
        ])

        #expect(project.entityRules.lookups.map(\.entries) == [["Berlin", "Paris"]])
    }

    @Test func aListThatARegexNamesHoldsItsPatterns() throws {
        let project = try project([
            "intents/f.yml":
                "nlu:\n- regex: zip\n  examples: |\n    - p.txt\n    - https?://\\S+\\.txt\n",
            "intents/p.txt": "\\d{5}\n(\n",
        ])

        #expect(
            project.entityRules.patterns.map(\.pattern) == ["\\d{5}", "https?://\\S+\\.txt"])
        #expect(
            project.findings.contains {
                $0.description.hasPrefix("intents/p.txt:2: warning: regex 'zip' (():")
            }, "\(project.findings)")
    }

    @Test func aListThatJSONNamesAndIsNotThereIsToBeWrittenAsOne() throws {
        let project = try project([
            "intents/f.json":
                "{\"rasa_nlu_data\":{\"lookup_tables\":"
                + "[{\"name\":\"city\",\"elements\":\"data/c.txt\"}]}}"
        ])

        let finding =
            "intents/f.json:1: warning: no file 'data/c.txt' in the assistant's folder; put it there "
            + "or write its entries here, as a list; left out"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test func anEntryThatLooksLikeAFileIsAnEntry() throws {
        let project = try project([
            "intents/f.yml": "nlu:\n- lookup: file\n  examples: [notes.txt, the a/b of c.txt]\n"
        ])

        #expect(project.entityRules.lookups.map(\.entries) == [["notes.txt", "the a/b of c.txt"]])
        #expect(
            !project.findings.contains { $0.place.file == "intents/f.yml" }, "\(project.findings)")
    }

    @Test func examplesStandInTheOrderOfTheFiles() throws {
        let project = try project([
            "intents/b.txt": "[two](n)\nthree",
            "intents/c.yml": "nlu:\n- lookup: n\n  examples: d.txt",
            "intents/d.txt": "x", "intents/e.json": "{\"train\": [[\"[four](n)\", \"e\"]]}",
        ])

        #expect(project.examples.map(\.text) == ["two", "three", "four", "one"])
        let marked = project.taggedExamples.filter { !$0.spans.isEmpty }
        #expect(project.taggedExamples.map(\.text) == project.examples.map(\.text))
        #expect(marked.map(\.text) == ["two", "four"])
    }

    static let software = [
        "requirements.txt", "requirements-dev.txt", "LICENSE.txt", "LICENSE-MIT.txt", "licence.txt",
        "README.zh.txt", "page.min.js.LICENSE.txt",
        "Changelog.txt", "robots.txt",
    ]

    @Test(arguments: software)
    func aListOfSoftwareIsNoIntent(file: String) throws {
        let project = try project(["intents/\(file)": "numpy==1\nrasa\n"])

        #expect(project.examples == [Example(text: "one", intent: "a")])
        let finding =
            "intents/\(file): warning: no examples; left out; rename it if it is an intent"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test(arguments: ["license_renewal", "requirementslist", "readmebook"])
    func aNameThatOnlyBeginsAsOneOfSoftwareIsAnIntent(intent: String) throws {
        let project = try project(["intents/\(intent).txt": "two"])

        #expect(project.examples.map(\.intent) == [intent, "a"])
    }

    @Test func everyOtherListIsSaidToBeAnIntent() throws {
        let names = (1...1234).map { "name \($0)" }.joined(separator: "\n")
        let project = try project([
            "intents/names.zh.txt": names, "intents/b.txt": "# c\none\n",
            "intents/domain.yml": "intents: [names, b]\n",
        ])

        let notes = project.findings.filter { $0.severity == .note }.map(\.description)

        #expect(
            notes == [
                "intents/b.txt: note: read as the intent 'b', 1 example",
                "intents/names.zh.txt: note: read as the intent 'names', 1,234 examples",
            ])
    }

    static let dictionary = "拍照作业 5 n\n# c\n\n云计算\t12\tnz\nRasa 3 eng\n今天天气\n"
    static let prose =
        "Notes\n" + String(repeating: "a word and more ", count: 20) + "\n"
        + String(repeating: "字", count: 301) + "\n"
    static let long = (1...501).map { "line \($0)" }.joined(separator: "\n")

    static let odd: [(name: String, text: String, reason: String)] = [
        (
            "a dictionary", dictionary,
            "most lines are a word, a number and a tag, as in a dictionary"
        ), ("prose", prose, "most lines are longer than 300 characters"),
        ("a long list", long, "501 lines, and no other file names the intent"),
    ]

    /// Each was an intent, and a mere note said so.
    @Test(arguments: odd)
    func aListOfNoMessagesIsLeftOut(name: String, text: String, reason: String) throws {
        let project = try project(["intents/user/words.txt": text])

        let finding =
            "intents/user/words.txt: warning: \(reason), so no messages of customers; left out; if "
            + "it is an intent, list 'words' below 'intents:' or write its examples below 'nlu:'"
        #expect(project.examples == [Example(text: "one", intent: "a")])
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test(arguments: ["lookup_tables", "Lookups", "userDict"])
    func aListInAFolderOfWordsIsNoIntent(folder: String) throws {
        let project = try project(["intents/data/\(folder)/ages.txt": "one\ntwo\nthree\n"])

        let finding =
            "intents/data/\(folder)/ages.txt: warning: the folder '\(folder)' is one for lists of "
            + "words, so no messages of customers; left out; if it is an intent, list 'ages' below "
            + "'intents:' or write its examples below 'nlu:'"
        #expect(project.examples == [Example(text: "one", intent: "a")])
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test func aListBesideADomainIsAnIntentOnlyWhereTheDomainListsIt() throws {
        let project = try project([
            "intents/domain.yml": "version: '3.1'\nintents:\n- a\n- faq\n",
            "intents/faq.txt": "two\n", "intents/notes.txt": "rasa train\n",
        ])

        let finding =
            "intents/notes.txt: warning: the intents at intents/domain.yml:3 are others, so no "
            + "messages of customers; left out; if it is an intent, list 'notes' below 'intents:' "
            + "or write its examples below 'nlu:'"
        #expect(project.examples.map(\.text) == ["two", "one"])
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    static let naming = [
        "intents: [words]\n", "nlu:\n- intent: words\n  examples: [two]\n",
        "rules:\n- rule: r\n  steps: [{intent: words}, {action: action_handoff}]\n",
        "rules:\n- rule: r\n  steps: [{intent: words}, {action: f_form}]\n",
        "responses:\n  utter_words:\n  - text: x\n",
    ]

    @Test(arguments: naming, [dictionary, prose, long])
    func aListOfAnIntentThatAnotherFileNamesIsKept(naming: String, text: String) throws {
        let project = try project(["intents/b.yml": naming, "intents/words.zh.txt": text])

        #expect(
            project.findings.contains {
                $0.description.hasPrefix("intents/words.zh.txt: note: read as the intent 'words', ")
            }, "\(project.findings)")
    }

    static let messages = [
        (1...500).map { "line \($0)" }.joined(separator: "\n"), "transfer 5 n\nbuy 3 x\n",
        "send 5 eur\nsend 10 eur\nsend 7 usd\n", "room 12\nroom 14\nroom 9\n",
        "hello\nhi\n" + String(repeating: "word ", count: 100),
    ]

    @Test(arguments: messages)
    func aListOfMessagesThatNothingNamesIsAnIntent(text: String) throws {
        let project = try project(["intents/words.txt": text])

        #expect(project.examples.contains { $0.intent == "words" }, "\(project.findings)")
    }

    @Test func whereThereAreOnlyListsALongOneIsAnIntent() throws {
        let project = try Folder.project([
            "intents/words.txt": Self.long, "intents/greet.txt": "hi\nhello",
        ])

        #expect(project.examples.count == 503)
    }

    static let tables = [
        "text,intent\n\"two, three\",b\n", "text;intent\ntwo, three;b\n",
        "# of May\nLabel\tQuery\nb\ttwo, three\n",
    ]

    @Test(arguments: tables)
    func aListWithTheHeaderOfATableIsOne(table: String) throws {
        let project = try project(["intents/f.txt": table])

        #expect(project.examples.map(\.text) == ["two, three", "one"])
        #expect(project.examples.map(\.intent) == ["b", "a"])
        let note = "intents/f.txt: note: read as a table, 1 example"
        #expect(project.findings.map(\.description).contains(note), "\(project.findings)")
    }
}
