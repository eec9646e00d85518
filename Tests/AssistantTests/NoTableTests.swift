import Assistant
import Testing

/// Tables that hold no labelled messages, or hardly any.
@Suite struct NoTableTests {
    static let noTables: [(name: String, text: String, places: [String], end: String)] = [
        (
            "no row of which has a label", "Oslo\nRome\nBern\n", ["intents/a.csv:1"],
            "; 2 other rows cannot be read, either"
        ),
        (
            "most rows of which have too much", "x,b\n1,2,3\n1,2,3,4\n1\n", ["intents/a.csv:2"],
            "; 2 other rows cannot be read, either"
        ),
        (
            "a few rows of which cannot be read", "x,b\ny,b\nz\nw,b,c\n",
            ["intents/a.csv:3", "intents/a.csv:4"], ""
        ),
    ]

    /// Every row had one.
    @Test(arguments: noTables)
    func aTableThatIsNoneHasOneFinding(
        name: String, text: String, places: [String], end: String
    ) throws {
        let project = try Folder.project(["intents/a.csv": text, "intents/b.txt": "one\ntwo\n"])

        let found = project.findings.filter {
            $0.place.file == "intents/a.csv" && $0.message.contains("column")
        }
        #expect(found.map(\.place.description) == places, "\(found)")
        #expect(found.first?.message.hasSuffix(end) == true, "\(found)")
    }
}
