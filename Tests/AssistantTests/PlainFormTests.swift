import Assistant
import Dialogue
import Foundation
import Testing
import Understanding

/// Lists and tables as people and spreadsheets save them.
@Suite struct PlainFormTests {
    enum Encoding: CaseIterable {
        case utf8, utf8WithMark, utf16, utf16BigEndian, gb18030

        func bytes(_ text: String) -> [UInt8] {
            switch self {
            case .utf8: Array(text.utf8)
            case .utf8WithMark: Array("\u{FEFF}\(text)".utf8)
            case .utf16: "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            case .utf16BigEndian:
                "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            case .gb18030:
                Array(text.data(using: String.Encoding(rawValue: 0x8000_0632)) ?? Data())
            }
        }
    }

    @Test(arguments: Encoding.allCases)
    func everyEncodingIsReadInEveryFolder(encoding: Encoding) throws {
        let folder = try Folder(["intents/z.txt": "one\ntwo"])
        let table = "意图,问题\r\n退款,\"我要退款\r\n谢谢\"\r\n退货,怎么退货\r\n"
        try folder.write(encoding.bytes(table), "intents/a.csv")
        try folder.write(encoding.bytes("nlu:\r\n- intent: b\r\n  examples: 甲"), "intents/b.yml")
        try folder.write(
            encoding.bytes("---\r\nlang: zh\r\n---\r\n# 退货\r\n七天内。\r\n"), "corpus/a.md")

        let project = try AssistantProject(directory: folder.path)

        #expect(
            project.examples == [
                Example(text: "我要退款 谢谢", intent: "退款"), Example(text: "怎么退货", intent: "退货"),
                Example(text: "one", intent: "z"), Example(text: "two", intent: "z"),
            ])
        let finding = "intents/b.yml:3: warning: an example starts with '- '; left out"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
        #expect(project.passages.map(\.title) == ["退货"])
        #expect(project.passages.map(\.text) == ["七天内。"])
        #expect(project.passages.map(\.language) == [.chinese])
    }

    @Test func bytesOfGB18030AreReadAsCharacters() throws {
        let folder = try Folder([:])
        // 中文, and a character of four bytes.
        try folder.write(
            [0xD6, 0xD0, 0xCE, 0xC4, 0x0A, 0x94, 0x39, 0xDA, 0x33], "intents/a.txt")

        #expect(try AssistantProject(directory: folder.path).examples.map(\.text) == ["中文", "💩"])
    }

    static let undecodable: [(name: String, bytes: [UInt8], place: String)] = [
        ("Latin-1", Array("ok\ncaf".utf8) + [0xE9, 0x0A], "intents/a.txt:2"),
        ("UTF-16 that ends inside a unit", [0xFF, 0xFE, 0x61, 0, 0x62], "intents/a.txt"),
        ("UTF-16 without its mark", [0x61, 0, 0x0A, 0], "intents/a.txt:1"),
    ]

    @Test(arguments: undecodable)
    func whatIsInNoEncodingIsAnErrorInItsLine(
        name: String, bytes: [UInt8], place: String
    ) throws {
        let folder = try Folder([:])
        try folder.write(bytes, "intents/a.txt")

        #expect {
            try AssistantProject(directory: folder.path)
        } throws: { error in
            "\(error)".contains("\(place): error: neither UTF-8, UTF-16 with a byte order mark nor")
        }
    }

    @Test func aListIsNamedByItsIntentAndItsLanguage() throws {
        let project = try Folder.project([
            "intents/bye.txt": "# farewells\n\n  good bye \n#nothing\nsee you\n",
            "intents/bye.zh.txt": "再见\n# 注释\nbye",
            "intents/zh/order.txt": "查订单\n我的订单",
        ])

        #expect(
            project.examples == [
                Example(text: "good bye", intent: "bye"), Example(text: "see you", intent: "bye"),
                Example(text: "再见", intent: "bye"), Example(text: "bye", intent: "bye"),
                Example(text: "查订单", intent: "order"), Example(text: "我的订单", intent: "order"),
            ])
        #expect(project.script.titles["bye"] == [.english: "good bye", .chinese: "再见"])
        #expect(project.script.titles["order"] == [.chinese: "查订单"])
    }

    static let paths: [(path: String, language: Language)] = [
        ("intents/bye.zh-CN.txt", .chinese), ("intents/zh_Hans/bye.txt", .chinese),
        ("intents/ZH-hant-TW/bye.txt", .chinese), ("intents/bye.EN.txt", .english),
        ("intents/en-GB/bye.txt", .english), ("intents/zh-words/bye.txt", .english),
        ("intents/zh_/bye.txt", .english), ("intents/fr-CN/bye.txt", .english),
    ]

    /// Without a name, the word tells that it is English.
    @Test(arguments: paths)
    func aPathNamesALanguageByItsTag(path: String, language: Language) throws {
        let project = try Folder.project([path: "bye\n"])

        #expect(project.script.titles == ["bye": [language: "bye"]])
    }

    static let textNames = [
        "text", "utterance", "query", "sentence", "example", "question", "问题", "语料", "文本",
    ]
    static let labelNames = ["intent", "label", "category", "class", "expected", "意图", "类别", "标签"]

    @Test(arguments: textNames, labelNames)
    func theHeaderIsFoundByNameInAnyOrder(text: String, label: String) {
        let tables = [
            LabelledTable("\(text),\(label)\none,a\n", separator: ","),
            LabelledTable("id\t\(label.uppercased())\t\(text)\n7\ta\tone\n", separator: "\t"),
        ]

        for table in tables {
            #expect(table.rows.map(\.text) == ["one"])
            #expect(table.rows.map(\.label) == ["a"])
            #expect(table.faults.isEmpty)
        }
    }

    @Test func columnsThatAreNotReadAreNamed() throws {
        let project = try Folder.project([
            "intents/a.csv": "# of May\nid,query,intent,question,score,\n1,one,a,two,0.5,\n"
        ])

        #expect(project.examples == [Example(text: "one", intent: "a")])
        let finding =
            "intents/a.csv:2: warning: columns that are not read here: 'id', 'question', 'score'"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test(arguments: ["answer", "答案", "回复"])
    func theAnswerIsFoundByItsName(name: String) {
        let table = LabelledTable("\(name),意图,问题\n好的,a,one\n", separator: ",")

        #expect(table.rows.map(\.answer) == ["好的"])
    }
}
