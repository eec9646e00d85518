import Assistant
import Dialogue
import Foundation
import Testing
import Understanding

/// What desks make of messages about banks, offices, schools, garages and voice assistants, framed
/// as their customers' are (`Tests/LabelledQueries/dev/other-domains-*.tsv`, 240 in each language,
/// written without sight of a desk or of the phrases that are known).
@Suite struct OthersBusinessTests {
    /// Messages that are answered, at most. Reached: 9, 9; of the small desks 26, 26, 23 and 24
    /// before what is usual elsewhere counted there (``FamiliarityScale``); without what
    /// ``OtherDomains`` knows 25, 19, 60, 49.
    static let floors = [("en", 9, 27), ("zh", 10, 27)]

    @Test(arguments: floors)
    func othersBusinessIsHardlyEverAnswered(language: String, sample: Int, small: Int) throws {
        let path = "\(Package.root)/Tests/LabelledQueries/dev/other-domains-\(language).tsv"
        let messages = LabelledTable(
            try String(contentsOfFile: path, encoding: .utf8), separator: "\t"
        ).rows.map(\.text)
        func answered(by desk: JudgedDesk) -> [String] {
            messages.filter { desk.answer(to: desk.interpreter.interpret($0)).kind == .answered }
        }

        let own = answered(by: LabelledQueriesTests.desk)
        let folder = "\(Package.root)/Tests/SmallDesks"
        let desks = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasPrefix(language + "-") }
        let others = try desks.map {
            answered(by: try JudgedDesk(directory: "\(folder)/\($0)")).count
        }

        print(
            "others' business \(language): answered \(own.count) of 240, by small desks \(others)")
        #expect(messages.count == 240)
        #expect(own.count <= sample, "\(own)")
        #expect(desks.count == 4)
        #expect(others.reduce(0, +) <= small)
    }
}
