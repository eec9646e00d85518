import Assistant
import Dialogue
import Testing
import Understanding

@Suite struct AssistantProjectTests {
    static let nlu = """
        version: "3.1"
        nlu:
        - intent: check_balance
          examples: |
            - how much do I have on my [savings](account)
            - what's on my [credit card account]{"entity":"account","value":"credit"}
            - show [it]("account")
        - intent: greet
          examples:
          - text: |
              hi
            metadata: {sentiment: neutral}
          - text: "hello"
        - synonym: credit
          examples: |
            - cc account
        - regex: account_number
          examples: |
            - \\d{10,12}
        - lookup: banks
          examples: |
            - Bank of America
        responses:
          utter_greet:
          - text: "Hey, {name}."
            buttons:
            - {title: "Home", payload: '/inform{{"insurance":"home"}}'}
          - text: "Hi on the widget"
            channel: "widget"
          utter_check_balance:
          - text: "Plenty."
        rules:
        - rule: a person
          steps: [{intent: talk}, {action: action_handoff}]
        """

    @Test func rasaTrainingDataIsRead() throws {
        let project = try Folder.project([
            "intents/all.yml": Self.nlu, "corpus/en/a.md": "# A\ntext",
        ])

        #expect(
            project.examples == [
                Example(text: "how much do I have on my savings", intent: "check_balance"),
                Example(text: "what's on my credit card account", intent: "check_balance"),
                Example(text: "show it", intent: "check_balance"),
                Example(text: "hi", intent: "greet"), Example(text: "hello", intent: "greet"),
            ])
        #expect(
            project.entityRules.synonyms == [
                "credit card account": "credit", "cc account": "credit",
            ])
        #expect(project.entityRules.patterns.map(\.pattern) == ["\\d{10,12}"])
        #expect(project.entityRules.lookups.map(\.entries) == [["Bank of America"]])
        #expect(project.script.actions == ["talk": [.askForPerson]])
        let said = project.script.responses.variant(
            "utter_greet", language: .english, pick: 0)
        #expect(said?.variant.buttons.first?.payload == #"/inform{"insurance":"home"}"#)
    }

    static let languages: [(files: [String: String], language: Language)] = [
        (["intents/f.yml": "nlu:\n- intent: a\n  examples: |\n    - one\n    - two\n"], .english),
        (["intents/f.yml": "nlu:\n- intent: a\n  examples: |\n    - 你好\n    - 在吗\n"], .chinese),
        (["intents/f.yml": "nlu:\n- intent: a\n  examples: |\n    - hi\n    - 你好\n"], .english),
        (
            [
                "intents/f.yml": "nlu:\n- intent: a\n  examples: |\n    - hi\n    - 你好\n",
                "corpus/zh/a.md": "# 账户\n## 怎么改密码？\n打开设置。\n",
            ], .chinese
        ),
    ]

    @Test(arguments: languages)
    func theDeskSpeaksTheLanguageOfMostOfItsFiles(
        files: [String: String], language: Language
    ) throws {
        let project = try Folder.project(files)

        #expect(project.script.language == language)
    }

    @Test func anExampleMayStandInTheFilesOfBothLanguages() throws {
        let yaml = "nlu:\n- intent: thanks\n  examples: |\n    - ok\n    - thx\n"
        let findings = try Folder.project(["intents/en/f.yml": yaml, "intents/zh/f.yml": yaml])
            .findings

        #expect(!findings.contains { $0.message.contains("the same example") }, "\(findings)")
    }

    @Test func aFindingIsOneLineWhateverTheNameInIt() throws {
        let findings = try Folder.project([
            "intents/f.yml":
                "nlu:\n- intent: \"a\\n\\e[2J\\u202Eb\\Lc\"\n  examples:\n  - one\n"
        ]).findings

        let finding =
            #"intents/f.yml:4: warning: intent 'a\n\u{1B}[2J\u{202E}b\u{2028}c' has one example only"#
        #expect(findings.map(\.description).contains(finding), "\(findings)")
    }

    static let article = """
        ---
        lang: en
        tags: [account]
        intent: reset_password
        ---
        # Account
        ## How do I reset my password?
        Also: forgot password; can't log in
        Open **Settings**.

        ## Other things
        More text.
        ## Other things
        Again.
        """

    @Test(arguments: ["\n", "\r\n"])
    func anArticleBecomesItsPassages(newline: String) throws {
        let passages = try Folder.project([
            "intents/greet.txt": "hi\n# comment\nhello",
            "corpus/account.md": Self.article.replacing("\n", with: newline),
        ]).passages

        #expect(
            passages.map(\.id) == [
                "account.md#how-do-i-reset-my-password", "account.md#other-things",
                "account.md#other-things-1",
            ])
        #expect(passages[0].questions == ["forgot password", "can't log in"])
        #expect(passages[0].text == "Open **Settings**.")
        #expect(passages.map(\.intent) == ["reset_password", nil, nil])
        #expect(passages[0].language == .english)
    }

    @Test func aChangedReplyChangesNoFingerprintAndAChangedExampleDoes() throws {
        let folders = [
            try Folder(["intents/f.yml": Self.nlu, "corpus/a.md": "# A\nx"]),
            try Folder([
                "intents/f.yml": Self.nlu.replacing("Plenty.", with: "Little."),
                "corpus/a.md": "# A\nx",
            ]),
            try Folder([
                "intents/f.yml": Self.nlu.replacing("show [it]", with: "show [that]"),
                "corpus/a.md": "# A\nx",
            ]),
        ]
        let prints = try folders.map {
            try AssistantProject(directory: $0.path).examplesFingerprint
        }

        #expect(prints[0] == prints[1])
        #expect(prints[0] != prints[2])
    }

    @Test func aFileOfAnotherKindIsLeftOutWithAWarningAndNotDecoded() throws {
        let folder = try Folder([
            "intents/f.txt": "one\ntwo", "intents/en/logo.png": "", "corpus/en/a.md": "# A\ntext",
            "corpus/en/logo.png": "",
        ])
        for place in ["intents", "corpus"] {
            try folder.write([0x89, 0x50, 0x4E, 0x47, 0xFF, 0xFF], "\(place)/en/logo.png")
        }

        let findings = try AssistantProject(directory: folder.path).findings

        for place in ["intents", "corpus"] {
            let finding =
                "\(place)/en/logo.png: warning: not a format that is read here; left out"
            #expect(findings.map(\.description).contains(finding), "\(findings)")
        }
    }

    @Test func theImagesOfASiteAreOneFinding() throws {
        let findings = try Folder.project([
            "intents/f.txt": "one\ntwo", "corpus/a.md": "# A\ntext", "corpus/b.svg": "",
            "corpus/c.pdf": "", "corpus/d/e.PNG": "", "corpus/d/f.jpeg": "",
        ]).findings.map(\.description).filter { $0.hasPrefix("corpus/") }

        #expect(
            findings == [
                "corpus/c.pdf: warning: not a format that is read here; left out",
                "corpus/b.svg: warning: not a format that is read here; left out, "
                    + "as are 2 other images",
            ])
    }
}
