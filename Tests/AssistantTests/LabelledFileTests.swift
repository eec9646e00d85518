import Assistant
import Testing
import Understanding

/// Labelled messages in all their forms.
@Suite struct LabelledFileTests {
    private func read(
        _ text: String, _ name: String, _ part: LabelledFile.Part
    ) throws -> LabelledFile {
        let folder = try Folder([name: text])
        return try LabelledFile("\(folder.path)/\(name)", part)
    }

    static let forms: [(name: String, text: String)] = [
        ("a", "one, two\ta\nthree\tb\n"), ("a.txt", "query\tlabel\r\none, two\ta\r\nthree\tb\r\n"),
        ("a.tsv", "标签\t语料\na\tone, two\nb\tthree\n"), ("a.csv", "\"one, two\",a\nthree,b\n"),
        ("a.CSV", "id,意图,问题\n1,a,\"one,\n two\"\n2,b,three\n"),
        (
            "a.yml",
            "nlu:\n- intent: a\n  examples: |\n    - one, [two](n)\n- intent: b\n"
                + "  examples: [three]\nstories: []\n"
        ), ("a.md", "## intent:a\n- one, [two](n:2)\n## intent:b\n- three\n"),
        (
            "a.json",
            #"{"rasa_nlu_data":{"common_examples":[{"text":"one, two","intent":"a"},"#
                + #"{"text":"three","intent":"b"}]}}"#
        ), ("b.json", #"{"val":[],"train":[["one, two","a"],["three","b"]],"test":[]}"#),
    ]

    @Test(arguments: forms)
    func everyFormIsReadByTheFilesName(name: String, text: String) throws {
        let file = try read(text, name, .train)

        #expect(
            file.examples == [
                Example(text: "one, two", intent: "a"), Example(text: "three", intent: "b"),
            ])
        #expect(file.findings == [])
    }

    static let half: [(name: String, text: String, note: String)] = [
        (
            "a.csv", "intent,phrase\na,\"one, two\"\nb,three\n",
            "1: note: taken for a header because of 'intent': 'phrase' is the text"
        ),
        (
            "a.tsv", "\nphrase\t Label \none, two\ta\nthree\tb\n",
            "2: note: taken for a header because of 'Label': 'phrase' is the text"
        ),
        (
            "a.csv", "Text;topic\none, two;a\nthree;b\n",
            "1: note: taken for a header because of 'Text': 'topic' is the label"
        ),
    ]

    /// The header was a message, and a column of texts that of the labels.
    @Test(arguments: half)
    func aHeaderThatNamesOneOfTwoColumnsNamesTheOther(
        name: String, text: String, note: String
    ) throws {
        let file = try read(text, name, .train)

        #expect(
            file.examples == [
                Example(text: "one, two", intent: "a"), Example(text: "three", intent: "b"),
            ])
        #expect(file.findings.count == 1)
        #expect(file.findings.first?.description.hasSuffix("/\(name):\(note)") == true)
    }

    static let outside: [(name: String, text: String)] = [
        ("a.txt", "sing, please\nwhat is it\n"), ("a.tsv", "sing, please\toos\nwhat is it\n"),
        ("a.tsv", "label\ttext\noos\tsing, please\noos\twhat is it\n"),
        ("a.csv", "text\n\"sing, please\"\nwhat is it\n"),
        ("a.csv", "\"sing, please\",oos\nwhat is it,oos\n"),
        ("a.yml", "nlu:\n- intent: x\n  examples:\n  - sing, please\n  - what is it\n"),
        ("a.json", #"{"oos_train":[["sing, please","oos"],["what is it","oos"]]}"#),
    ]

    @Test(arguments: outside)
    func outOfScopeMessagesNeedNoLabel(name: String, text: String) throws {
        let file = try read(text, name, .outOfScopeTrain)

        #expect(file.examples.map(\.text) == ["sing, please", "what is it"])
    }

    static let clinc = """
        {"train": [["1", "a"]], "val": [["2", "a"]], "test": [["3", "a"]],
        "oos_train": [["4", "oos"]], "oos_val": [["5", "oos"]], "oos_test": [["6", "oos"]]}
        """

    @Test func everyPartOfCLINC150IsFoundInOneFile() throws {
        let withoutTest = Self.clinc.replacing("test\"", with: "more\"")

        #expect(try read(Self.clinc, "a.json", .train).examples.map(\.text) == ["1"])
        #expect(try read(Self.clinc, "a.json", .test).examples.map(\.text) == ["3"])
        #expect(try read(Self.clinc, "a.json", .outOfScopeTrain).examples.map(\.text) == ["4"])
        #expect(try read(Self.clinc, "a.json", .outOfScopeTest).examples.map(\.text) == ["6"])
        #expect(try read(withoutTest, "a.json", .test).examples.map(\.text) == ["2"])
        #expect(try read(withoutTest, "a.json", .outOfScopeTest).examples.map(\.text) == ["5"])
    }

    static let faults: [(name: String, text: String, part: LabelledFile.Part, fault: String)] = [
        (
            "a.json", #"{"train": [["a", "b"]]}"#, .test,
            "a.json:1: has no list 'test' or 'val', but train; name a file that has it"
        ),
        ("a.json", "{\"a\": 1}", .train, "a.json:1: no training data, which has 'rasa_nlu_data'"),
        (
            "a.json", "{\"train\": []}", .train,
            "a.json: no labelled message; write [\"text\", \"intent\"] into the list 'train'"
        ),
        (
            "a.json", "{\"train\":\n [[\"a\", \"b\"],\n [\"c\"]]}", .train,
            "a.json:3: an entry of 'train' is no [\"text\", \"intent\"]; mend it or take it out"
        ),
        (
            "a.yml", "nlu:\n- intent: a\n- intent: b\n  examples: [x]\n", .train,
            "a.yml:2: 'a' has no 'examples'; mend it or take it out"
        ),
        ("a.yml", "rules: []\n", .train, "a.yml: no labelled message; write 'nlu:'"),
        ("a.md", "# a\n", .test, "a.md:1: no Rasa training data, which has headings such as"),
        (
            "a.csv", "text,label\none,a\ntwo\n", .train,
            "a.csv:3: needs a text and a label, has 1 column(s), parted by commas; write a message"
        ),
        (
            "a.csv", "one\ntwo\n", .train,
            "a.csv:1: needs a text and a label, has 1 column(s), parted by commas, semicolons or "
        ),
        (
            "a.csv", "intent;utterance_text;count\ngreet;hello;3\n", .train,
            "a.csv:1: the header 'intent', 'utterance_text', 'count' names no text, and nothing "
                + "here is read; call that column one of text, utterance, query, sentence, "
        ),
        (
            "a.tsv", "# of May\nid\tText\ttopic\n1\thello\tgreet\n", .test,
            "a.tsv:2: the header 'id', 'Text', 'topic' names no label, and nothing here is read; "
                + "call that column one of intent, label, category, class, expected, "
        ),
        (
            "a.csv", "name,desc,answer\none,a,x\ntwo,b,y\n", .train,
            "a.csv:1: has 3 columns, as all rows have, and no header names the text and its label; "
                + "call their columns 'text' and 'label' in the first row"
        ),
        (
            "a.csv", "no, no, no\n", .outOfScopeTest,
            "a.csv:1: has 3 columns and no header above it; put a text with commas into quotes"
        ), ("a.txt", "\n", .outOfScopeTest, "a.txt: no message; write one a line"),
    ]

    @Test(arguments: faults)
    func aFaultNamesFileLineAndWhatToDo(
        name: String, text: String, part: LabelledFile.Part, fault: String
    ) throws {
        #expect {
            try read(text, name, part)
        } throws: { error in
            "\(error)".contains("/\(fault)")
        }
    }

    /// Each holds two messages and a third that cannot be read.
    static let unreadable: [(name: String, text: String, fault: String)] = [
        (
            "a.json",
            #"{"rasa_nlu_data":{"common_examples":[{"text":"one","intent":"a"},"#
                + #"{"text":"two","intent":"b"},"# + "\n" + #"{"text":"so long"}]}}"#,
            "a.json:2: an entry of 'common_examples' lacks its 'text' or its 'intent'"
        ),
        (
            "a.yml", "nlu:\n- intent: a\n  examples:\n  - one\n  - [two, three]\n  - four\n",
            "a.yml:5: an example of 'a' is neither a text nor a mapping with 'text'"
        ),
        (
            "a.yml", "nlu:\n- intent: a\n  examples: |\n    - one\n    two\n    - three\n",
            "a.yml:5: an example starts with '- '"
        ),
        (
            "a.yml", "nlu:\n- intent: a\n  examples: [one, two]\n- intnet: b\n  examples: [x]\n",
            "a.yml:4: neither intent, synonym, regex nor lookup, but intnet, examples"
        ),
        ("a.md", "## intent:a\n- one\n- two\nthree\n", "a.md:4: an example starts with '- '"),
        (
            "a.md", "- one\n## intent:a\n- two\n- three\n",
            "a.md:1: the text above the first heading is neither intent, synonym, regex nor"
        ),
        ("a.tsv", "one\ta\n[](n)\ta\ntwo\tb\n", "a.tsv:2: an example without a text"),
    ]

    @Test(arguments: unreadable)
    func aMessageThatCannotBeReadIsAFaultInEveryForm(
        name: String, text: String, fault: String
    ) throws {
        #expect {
            try read(text, name, .test)
        } throws: { error in
            "\(error)".contains("/\(fault)") && "\(error)".hasSuffix("; mend it or take it out")
        }
    }

    static let empty: [(name: String, text: String, finding: String)] = [
        (
            "a.json",
            #"{"rasa_nlu_data":{"common_examples":[{"text":"one","intent":"a"},"#
                + "\n" + #"{"text":" ","intent":"a"},{"text":"two","intent":"b"}]}}"#,
            "2: warning: 'common_examples' has an empty entry; left out"
        ),
        (
            "a.json", "{\"test\": [[\"one\", \"a\"], [\"two\", \"b\"],\n[\"\", \"a\"]]}",
            "2: warning: 'test' has an empty entry; left out"
        ),
        (
            "a.yml",
            "nlu:\n- intent: a\n  examples: |\n    - one\n    -\n    - \n- intent: b\n"
                + "  examples: [two]\n",
            "5: warning: 'a' has 2 empty entries, the first here; left out"
        ),
        (
            "a.md", "## intent:a\n- one\n-\n## intent:b\n- two\n",
            "3: warning: 'a' has an empty entry; left out"
        ),
    ]

    /// What a desk is trained on could not be measured with.
    @Test(arguments: empty)
    func anEmptyEntryIsNoMessageThatCouldBeMissed(
        name: String, text: String, finding: String
    ) throws {
        let file = try read(text, name, .test)

        #expect(
            file.examples == [Example(text: "one", intent: "a"), Example(text: "two", intent: "b")])
        #expect(file.findings.count == 1)
        #expect(file.findings.first?.description.hasSuffix("/\(name):\(finding)") == true)
    }

    static let unmeasured: [(name: String, text: String)] = [
        (
            "a.yml",
            "nlu:\n- synonym: s\n  examples: |\n    -\n    x\n- lookup: l\n  examples: no.txt\n"
                + "- intent: a\n  examples: [one]\n"
        ),
        (
            "a.md",
            "notes\n## synonym:s\n-\nx\n## lookup:l\nno.txt\n## b\n* faq/b\n  -\n## intent:a\n- one\n"
                + "## path\n* a\n  - utter_a\n"
        ),
        (
            "a.json",
            #"{"rasa_nlu_data":{"entity_synonyms":[{"value":"s","synonyms":[""]},{}],"#
                + #""lookup_tables":[{}],"common_examples":[{"text":"one","intent":"a"}]}}"#
        ),
    ]

    @Test(arguments: unmeasured)
    func whatIsNoMessageHindersNoMeasurement(name: String, text: String) throws {
        let file = try read(text, name, .test)

        #expect(file.examples == [Example(text: "one", intent: "a")])
    }
}
