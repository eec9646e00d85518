import Assistant
import Dialogue
import Testing
import Understanding

@Suite struct LabelledTableTests {
    @Test func aTableIsReadWithAndWithoutItsHeader() {
        let headed = LabelledTable("意图,问题\n退款,\"退,钱\"\n", separator: ",")
        let bare = LabelledTable("hello\tgreet\r\n\r\nbye\tgoodbye\nlost\n", separator: "\t")

        #expect(headed.rows.map(\.text) == ["退,钱"])
        #expect(headed.rows.map(\.label) == ["退款"])
        #expect(bare.rows.map(\.label) == ["greet", "goodbye"])
        #expect(bare.faults.map(\.line) == [4])
    }

    @Test(arguments: ["\n", "\r\n"])
    func aQuotedFieldMayHoldNewlinesAndQuotes(newline: String) {
        let content = "text,intent,answer\none,a,\"first\nsays \"\"x\"\",\n\nlast\"\n\"two\",b,\n"

        let table = LabelledTable(content.replacing("\n", with: newline), separator: ",")

        #expect(table.rows.map(\.text) == ["one", "two"])
        #expect(
            table.rows.map(\.answer) == [
                "first\nsays \"x\",\n\nlast".replacing("\n", with: newline), nil,
            ])
        #expect(table.rows.map(\.line) == [2, 6])
        #expect(table.faults.isEmpty)
    }

    @Test func aQuoteThatIsNeverClosedIsReportedWhereItsRowStarts() {
        let table = LabelledTable("one,a\n\"two,b\nthree,c\n", separator: ",")

        #expect(table.rows.map(\.text) == ["one"])
        #expect(table.faults.map(\.line) == [2])
    }

    @Test func quotesOfATabSeparatedTableAreText() {
        let table = LabelledTable("\"one\ta\nsay \"two\"\tb", separator: "\t")

        #expect(table.rows.map(\.text) == ["\"one", "say \"two\""])
    }

    static let semicolons: [(content: String, texts: [String], labels: [String])] = [
        ("text;intent\nhello, you;greet\n", ["hello, you"], ["greet"]),
        ("意图;问题\n退款;\"退;钱\"\n", ["退;钱"], ["退款"]),
        ("hello, you;greet\r\nbye;goodbye\r\n", ["hello, you", "bye"], ["greet", "goodbye"]),
        (
            "yes; please,confirm\nno; thanks,deny\n", ["yes; please", "no; thanks"],
            ["confirm", "deny"]
        ),
        ("hello;greet;;\nbye;goodbye;;\n", ["hello", "bye"], ["greet", "goodbye"]),
        ("text,intent\nyes; please,confirm\n", ["yes; please"], ["confirm"]),
        ("intent;phrase\ngreet;hello, you\n", ["hello, you"], ["greet"]),
    ]

    @Test(arguments: semicolons)
    func aCSVIsSeparatedByCommasOrBySemicolons(
        content: String, texts: [String], labels: [String]
    ) {
        let table = LabelledTable(content, separator: ",")

        #expect(table.rows.map(\.text) == texts)
        #expect(table.rows.map(\.label) == labels)
        #expect(table.faults.isEmpty)
    }

    /// What other programs take for the end of a line is text, and counts no line.
    @Test func rowsEndWhereLinesDo() {
        let table = LabelledTable(
            "hello\u{2028}world,greet\nsee\u{85}you,goodbye\nlost\n", separator: ",")

        #expect(table.rows.map(\.label) == ["greet", "goodbye"])
        #expect(table.faults.map(\.line) == [3])
    }

    @Test func aColumnOfTextsIsNotCutAtItsSemicolons() {
        let table = LabelledTable("well; yes\nhello\nbye\n", separator: ",")

        #expect(table.rows.isEmpty)
        #expect(table.faults.map(\.line) == [1, 2, 3])
    }

    @Test func textsAloneMayHoldSemicolons() {
        let table = LabelledTable("well; yes\nno; no\n", separator: ",", needsLabel: false)

        #expect(table.rows.map(\.text) == ["well; yes", "no; no"])
    }

    @Test func theHeaderIsTheFirstRowThatIsNeitherBlankNorAComment() {
        let table = LabelledTable("\n# exported, 2025\n\nlabel,query\na,one\n", separator: ",")

        #expect(table.rows.map(\.text) == ["one"])
        #expect(table.rows.map(\.line) == [5])
        #expect(table.faults.isEmpty)
    }

    @Test func withoutAHeaderARowThatStartsWithANumberSignIsAMessage() {
        let table = LabelledTable("#273391 where is it\ttrack\nhello\tgreet\n", separator: "\t")

        #expect(table.rows.map(\.label) == ["track", "greet"])
    }

    static let otherwise: [(content: String, separator: Character)] = [
        ("text\tintent\nhello, you\tgreet\nbye\tgoodbye\n", ","),
        ("hello, you\tgreet\nbye\tgoodbye\n", ","),
        ("text,intent\n\"hello, you\",greet\nbye,goodbye\n", "\t"),
        ("intent;phrase\ngreet;hello, you\ngoodbye;bye\n", "\t"),
    ]

    @Test(arguments: otherwise)
    func theContentTellsWhatSeparatesItWhateverTheFilesName(
        content: String, separator: Character
    ) {
        let table = LabelledTable(content, separator: separator)

        #expect(table.rows.map(\.text) == ["hello, you", "bye"])
        #expect(table.rows.map(\.label) == ["greet", "goodbye"])
        #expect(table.faults.isEmpty)
    }

    static let messages: [(content: String, texts: [String])] = [
        ("print it,label\na sticker,label\nhello,greet\n", ["print it", "a sticker", "hello"]),
        ("text,sms\nwrite one,sms\nhello,greet\n", ["text", "write one", "hello"]),
        ("text\tsms\ten\nwrite\tsms\ten\nhello\tgreet\ten\n", ["text", "write", "hello"]),
        ("question,ask\nquestion,ask\n", ["question", "question"]),
        ("question, please, sir\nhello,greet\nbye,goodbye\n", ["hello", "bye"]),
    ]

    /// A word that is the name of a column may be a message or a label, too.
    @Test(arguments: messages)
    func aFirstRowWhoseCellsGoOnBelowItIsAMessage(content: String, texts: [String]) {
        let table = LabelledTable(content, separator: content.contains("\t") ? "\t" : ",")

        #expect(table.rows.map(\.text) == texts)
        #expect(table.note == nil)
    }

    @Test func aMessageThatIsTheNameOfItsColumnLeavesTheHeaderOne() {
        let table = LabelledTable(
            "label,message\ncontact,message\ncontact,write to you\n", separator: ",")

        #expect(table.rows.map(\.text) == ["message", "write to you"])
        #expect(table.note?.text.hasPrefix("taken for a header because of 'label'") == true)
    }

    static let untold: [(content: String, cells: String, lacking: String)] = [
        ("intent,answer\na,b\n", "'intent', 'answer'", "text"),
        ("text,lang\na,en\n", "'text', 'lang'", "label"),
        ("category,label\na,b\n", "'category', 'label'", "text"),
        (
            "id,intent,c,d,e,f,g,h,i,j,k\n1,2,3,4,5,6,7,8,9,10,11\n",
            "'id', 'intent', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j' …", "text"
        ),
    ]

    @Test(arguments: untold)
    func aHeaderThatDoesNotTellTheOtherColumnIsNamed(
        content: String, cells: String, lacking: String
    ) throws {
        let project = try Folder.project([
            "intents/t.csv": content, "intents/greet.txt": "hello\nhi\n",
        ])

        let finding = "intents/t.csv:1: warning: the header \(cells) names no \(lacking), and "
        #expect(project.examples.map(\.intent) == ["greet", "greet"])
        #expect(
            project.findings.contains { $0.description.hasPrefix(finding) }, "\(project.findings)")
    }

    static let labelsFirst: [(content: String, separator: Character)] = [
        ("办理时效\t多久能收到\n办理时效\t需要多久呢\n地点\t去哪里办\n地点\t受理点在哪\n", "\t"),
        ("ham,see you\nspam,free prize\nham,hi there\nspam,win now\n", ","),
        ("ham\tsee you\nham\thi there\n", ","),
    ]

    /// They were read as messages, every one of them with a label of its own.
    @Test(arguments: labelsFirst)
    func withoutAHeaderAColumnOfFewerValuesBeforeTheMessagesIsTheLabel(
        content: String, separator: Character
    ) {
        let table = LabelledTable(content, separator: separator)

        let cells = content.split { "\n\t,".contains($0) }.map(String.init)
        #expect(table.rows.map(\.label) == cells.indices.filter { $0 % 2 == 0 }.map { cells[$0] })
        #expect(table.rows.map(\.text) == cells.indices.filter { $0 % 2 == 1 }.map { cells[$0] })
        #expect(table.note?.line == 1)
        #expect(table.note?.text.hasPrefix("no header, and the first column") == true)
    }

    @Test(arguments: ["a,x\nb,x\nb,y\n", "a,x\na,y\nb,z\n", "a,x\nb,y\n"])
    func otherwiseTheMessageStandsFirst(content: String) {
        let table = LabelledTable(content, separator: ",")

        #expect(table.rows.map(\.text).allSatisfy { "ab".contains($0) })
        #expect(table.note == nil)
    }

    @Test func theLabelOfOutOfScopeMessagesMayStandFirstBetweenTABs() {
        let texts = LabelledTable("sing, a\nsing, b\n", separator: ",", needsLabel: false)
        let labelled = LabelledTable(
            "oos\tsing a\noos\tsing b\n", separator: "\t", needsLabel: false)

        #expect(texts.rows.map(\.text) == ["sing", "sing"])
        #expect(labelled.rows.map(\.text) == ["sing a", "sing b"])
    }

    @Test func aListThatStartsWithTheNameOfAColumnIsAList() throws {
        let project = try Folder.project(["intents/ask.txt": "question, please\nhi\n"])

        #expect(project.examples.map(\.text) == ["question, please", "hi"])
    }

    static let textsAlone: [(content: String, separator: Character, texts: [String])] = [
        ("what is the moon\nsing, please\n", "\t", ["what is the moon", "sing, please"]),
        ("utterance\nwhat is the moon\n", "\t", ["what is the moon"]),
        ("标签\t文本\noos\t你好\n", "\t", ["你好"]),
        ("\"sing, please\"\n\"say \"\"x\"\"\",oos\n", ",", ["sing, please", "say \"x\""]),
        ("id,text\n1,\"one\ntwo\"\n", ",", ["one\ntwo"]),
        ("label\tphrase\noos\tsing, please\n", "\t", ["sing, please"]),
    ]

    @Test(arguments: textsAlone)
    func whereNoLabelIsNeededTheTextMayStandAlone(
        content: String, separator: Character, texts: [String]
    ) {
        let table = LabelledTable(content, separator: separator, needsLabel: false)

        #expect(table.rows.map(\.text) == texts)
        #expect(table.faults.isEmpty)
    }

    @Test(arguments: [true, false])
    func aThirdColumnBelowNoHeaderIsACommaWithoutQuotes(needsLabel: Bool) {
        let table = LabelledTable(
            "one,a,\nyes, you, there,b\n", separator: ",", needsLabel: needsLabel)

        #expect(table.rows.map(\.text) == ["one"])
        #expect(table.faults.map(\.line) == [2])
        #expect(table.faults.first?.reason.hasPrefix("has 4 columns and no header") == true)
    }

    @Test func aCommaWithoutQuotesBelowAHeaderIsAFault() {
        let table = LabelledTable("text,intent\nyes, you,confirm\nno,deny,\n", separator: ",")

        #expect(table.rows.map(\.text) == ["no"])
        #expect(table.faults.map(\.line) == [2])
        #expect(
            table.faults.first?.reason
                == "has 3 columns and its header 2; put a text with commas into quotes")
    }

    /// They were dropped without a word.
    @Test(arguments: ["", "text\tintent\n"])
    func columnsBehindTheLastAreTold(header: String) throws {
        let rows = "hello\tgreet\na b\tgreet\tthird\nbye\tgoodbye\tx\ty\nciao\tgoodbye\t\n"
        let project = try Folder.project(["intents/a.tsv": header + rows])

        let line = header.isEmpty ? 2 : 3
        let finding =
            "intents/a.tsv:\(line): warning: 2 rows have more columns than are read, the first here; "
            + "name them in a header"
        #expect(project.examples.map(\.text) == ["hello", "a b", "bye", "ciao"])
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    static let unlabelled: [(name: String, content: String, line: Int)] = [
        ("faq.csv", "question,answer\nhow long?,Two days.\nhow much?,Five.\n", 1),
        ("faq.csv", "# of May\n问题;答案\n多久？;两天\n", 2),
        ("faq.txt", "Question\tAnswer\nhow long?\tTwo days.\n", 1),
        (
            "qna.tsv",
            "Question\tAnswer\tSource\tMetadata\tSuggestedQuestions\tIsContextOnly\tPrompts\tQnaId\n"
                + "how long?\tTwo days.\tx.docx\t\t[]\tFalse\t[]\t1\n", 1
        ),
    ]

    /// The header was an example, and every answer an intent.
    @Test(arguments: unlabelled)
    func questionsAndAnswersWithoutALabelAreLeftOutAndNamed(
        name: String, content: String, line: Int
    ) throws {
        let project = try Folder.project([
            "intents/\(name)": content, "intents/greet.txt": "hello\nhi\n",
        ])

        #expect(project.examples.map(\.intent) == ["greet", "greet"])
        let finding =
            "intents/\(name):\(line): warning: the header names a text and an answer, but no"
        #expect(
            project.findings.contains { $0.description.hasPrefix(finding) }, "\(project.findings)")
    }

    @Test func textsAndAnswersNeedNoLabelWhereNoneIsNeeded() {
        let table = LabelledTable(
            "question,answer\nhow long?,Two days.\n", separator: ",", needsLabel: false)

        #expect(table.rows.map(\.text) == ["how long?"])
        #expect(table.faults.isEmpty)
    }

    @Test func theLanguageColumnCountsForExampleAndAnswer() throws {
        let project = try Folder.project([
            "intents/en/t.csv":
                "text,intent,lang,answer\n\"hi\nthere\",a,ZH,\"x\ny\"\nhello,a,en-GB,z\nsalut,a,fr,\n"
        ])

        #expect(project.examples.map(\.text) == ["hi there", "hello", "salut"])
        #expect(project.script.titles["a"] == [.chinese: "hi there", .english: "hello"])
        for (language, text) in [(Language.chinese, "x\ny"), (.english, "z")] {
            let said = project.script.responses.variant(
                "utter_a", language: language, pick: 0)
            #expect(said?.variant.text == text)
        }
        let finding = "intents/en/t.csv:6: warning: 'lang: fr' is neither en nor zh"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }
}
