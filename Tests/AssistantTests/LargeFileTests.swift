import Assistant
import Testing
import Understanding

/// Files that are made to be slow: reading one takes no longer than its length.
@Suite struct LargeFileTests {
    /// The number behind an anchor was counted from the first one on.
    @Test func sectionsOfOneName() throws {
        let count = 5_000
        let article = (0..<count).map { "# T\n\nx\($0)\n" }.joined()
        let project = try Folder.project(["intents/bill.txt": "one\ntwo", "corpus/a.md": article])

        #expect(project.passages.count == count)
        #expect(project.passages.last?.id == "a.md#t-\(count - 1)")
        #expect(Set(project.passages.map(\.id)).count == count)
    }

    /// All lines up to a heading were looked at for each that begins a table.
    @Test func tablesThatAHeadingCuts() throws {
        let tables = String(repeating: "<table>\n", count: 1_990) + "# B\n\nx\n</table>\n"
        let article = "# A\n\n" + String(repeating: tables, count: 3)
        let project = try Folder.project(["intents/bill.txt": "one\ntwo", "corpus/a.md": article])

        #expect(project.passages.contains { $0.title == "B" })
    }

    /// The line was looked through for the place of each example in it.
    @Test func intentsInOneLine() throws {
        let count = 1_000
        let intents = (0..<count).map { "{intent: a\($0), examples: \"- word\($0)\"}" }
        let project = try Folder.project([
            "intents/a.yml": "nlu: [\n-x, \(intents.joined(separator: ", "))]\n"
        ])

        #expect(project.examples.count == count)
    }
}
