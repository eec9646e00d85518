import Assistant
import Testing
import Understanding

/// Folders that cannot serve are refused in one line that says where and what to do.
@Suite struct RefusalTests {
    static let broken: [(name: String, files: [String: String], finding: String)] = [
        (
            "a file in the folder's place", ["intents/a.txt": "a\nb", "corpus": "x"],
            "corpus: error: a file; a folder is needed in its place"
        ),
        ("no folder", ["a.md": ""], "intents: error: no such folder; --assistant names the one"),
        (
            "articles alone", ["corpus/a.md": "# A\nx"],
            "intents: error: no such folder; a desk of articles alone needs examples, too: write the "
                + "two lines 'hello,greet' and 'what is the capital of France,out_of_scope' into "
                + "intents/start.csv"
        ),
        (
            "an empty folder", ["intents/.keep": ""],
            "intents: error: no example in any file; write 'nlu:' with '- intent:' and 'examples:'"
        ),
        (
            "an empty folder beside articles", ["intents/.keep": "", "corpus/a.md": "# A\nx"],
            "and 'examples:'; a desk of articles alone needs examples, too: write the two lines"
        ),
        (
            "nothing but what is out of scope",
            ["intents/out_of_scope.txt": "sing me a song\nmake me a sandwich\n"],
            "intents/out_of_scope.txt:1: error: no example but of 'out_of_scope'; write one of what is "
                + "to be answered, such as the line 'hello,greet' in intents/start.csv"
        ),
        (
            "a domain alone", ["intents/domain.yml": "actions: [a]\nintents: [b]\n"],
            "intents/domain.yml: error: has no 'nlu:' with '- intent:' and 'examples:'; no example in "
                + "any file"
        ),
        (
            "stories alone", ["intents/s.yml": "stories:\n- story: a\n  steps: []\n"],
            "intents/s.yml:1: error: 'stories' is not served yet; the rest of the file is; no example"
        ),
        (
            "rules alone", ["intents/r.yml": "rules:\n- rule: a\n"],
            "intents/r.yml:2: error: rule 'a' has no list 'steps'; left out; no example in any file"
        ),
        (
            "several files, each for a reason of its own",
            [
                "intents/domain.yml": "actions: [a]\nintents: [b]\n", "intents/n.md": "{\"a\": 1}",
                "intents/stories.md": "\n## a\n* b\n  - utter_b\n", "intents/x.png": "",
            ],
            "intents/n.md:1: error: no training data, which has 'rasa_nlu_data' as Rasa or 'train' as "
                + "CLINC150; left out; no example in any file, nor in intents/stories.md:2 (stories are "
                + "not served yet, the first of this file here; left out), intents/x.png (not a format "
                + "that is read here; left out), intents/domain.yml (has no 'nlu:' with '- intent:' and "
                + "'examples:')"
        ),
        (
            "more files than are named",
            Dictionary(uniqueKeysWithValues: (1...7).map { ("intents/\($0).txt", "") }),
            "intents/5.txt (no example; write one a line), 2 more"
        ),
        (
            "a single column", ["intents/a.csv": "hello\nbye\n"],
            "intents/a.csv:1: error: needs a text and a label, has 1 column(s), parted by commas, "
                + "semicolons or TABs; write a message, a comma and its label in every line; "
                + "1 other row cannot be read, either; no example in any file"
        ),
        (
            "bars", ["intents/a.csv": "text|intent\nhello|greet\n"],
            "intents/a.csv:1: error: needs a text and a label, has 1 column(s), parted by commas, "
        ),
        (
            "a header alone", ["intents/a.csv": "text;intent\n"],
            "intents/a.csv: error: no row; write a message, a semicolon and its label"
        ),
        (
            "comments alone", ["intents/a.txt": "# one\n"],
            "intents/a.txt: error: no example; write one a line; no example in any file"
        ),
        (
            "empty files", ["intents/a.yml": "# later\n", "intents/b.json": ""],
            "intents/a.yml: error: holds nothing; write 'nlu:' with '- intent:' and 'examples:'; "
                + "no example in any file"
        ),
        (
            "broken YAML", ["intents/f.yml": "nlu:\n- intent: a\n  examples: [\n"],
            "intents/f.yml:4: error: the YAML does not parse"
        ),
        (
            "a key twice",
            ["intents/f.yml": "nlu:\n- intent: a\n  examples: |\n    - one\n  intent: b\n"],
            "intents/f.yml:2: error: the YAML does not parse: 'intent' stands here and again in line "
                + "5, in the same mapping"
        ),
        (
            "a control character",
            ["intents/f.yml": "nlu:\n- intent: a\n  examples: |\n    - e\u{301}\n    - o\u{1}e\n"],
            "intents/f.yml:5: error: the YAML does not parse: control characters are not allowed"
        ),
    ]

    @Test(arguments: broken)
    func whatCannotServeIsAnErrorThatNamesItsPlace(
        name: String, files: [String: String], finding: String
    ) throws {
        let folder = try Folder(files)

        #expect {
            try AssistantProject(directory: folder.path)
        } throws: { error in
            "\(error)".contains(finding) && !"\(error)".contains("\n")
        }
    }

    /// What the refusal of a desk of articles alone says to write.
    @Test func twoLinesBesideArticlesMakeADesk() throws {
        let project = try Folder.project([
            "intents/start.csv": "hello,greet\nwhat is the capital of France,out_of_scope\n",
            "corpus/a.md": "# A\nx",
        ])

        #expect(project.examples.map(\.intent) == ["greet", "out_of_scope"])
    }
}
