import Dialogue
import Foundation
import Testing

/// What the sample desk makes of messages that say what they are about by the answer before
/// (`Tests/LabelledQueries/dev/follow-ups-*.tsv`, written without sight of the program).
@Suite struct FollowUpQuestionsTests {
    /// Of 80 messages that follow an answer those that are answered rightly, at least, and wrongly,
    /// at most; of 40 questions of their own those that are answered rightly, at least; of 40
    /// remarks and questions that nothing answers those that are answered, at most. Reached: 45, 12,
    /// 35 and 6; 39, 11, 37 and 4. Each alone: 17, 19, 36 and 5; 17, 15, 37 and 3.
    static let floors = [("en", 44, 13, 34, 6), ("zh", 38, 12, 36, 5)]

    @Test(arguments: floors)
    func whatFollowsAnAnswerIsReadWithIt(
        language: String, right: Int, wrong: Int, whole: Int, others: Int
    ) throws {
        let desk = LabelledQueriesTests.desk
        let path = "\(Package.root)/Tests/LabelledQueries/dev/follow-ups-\(language).tsv"
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")

        var counts: [String: Int] = [:]
        for line in lines.dropFirst() {
            let row = line.split(separator: "\t").map(String.init)
            try #require(row.count == 4, "\(line)")
            let (kind, labels) = try desk.answer(to: row[2], behind: row[1])
            let isRight = !labels.isDisjoint(with: row[3].split(separator: "|").map(String.init))
            let outcome =
                switch kind {
                case .answered: isRight ? "right" : "wrong"
                case .asked: isRight ? "asked, one right" : "asked, none right"
                case .missed: "not understood"
                }
            counts["\(row[0]) \(outcome)", default: 0] += 1
        }

        let told = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        print("follow-ups \(language): \(told.joined(separator: ", "))")
        #expect(lines.count == 161)
        #expect(counts["follow right"] ?? 0 >= right)
        #expect(counts["follow wrong"] ?? 0 <= wrong)
        #expect(counts["whole right"] ?? 0 >= whole)
        #expect(counts["other wrong"] ?? 0 <= others)
    }
}
