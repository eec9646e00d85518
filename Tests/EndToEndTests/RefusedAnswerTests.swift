import Assistant
import Dialogue
import Foundation
import Testing
import Understanding

/// What the sample desk offers to customers who say that an answer, or what it asked back, is not
/// what they asked.
@Suite struct RefusedAnswerTests {
    /// Of the development queries and those as people type whose answer is beside the point, or whose
    /// choices are, the right topic is among what is offered then. Reached: 45 of 59.
    @Test func theRightTopicIsMostlyAmongWhatIsOfferedThen() throws {
        let desk = LabelledQueriesTests.desk
        var (refused, found) = (0, 0)
        for name in ["en", "zh", "typed-en"] {
            let path = "\(Package.root)/Tests/LabelledQueries/dev/\(name).tsv"
            let table = LabelledTable(
                try String(contentsOfFile: path, encoding: .utf8), separator: "\t")
            for row in table.rows where row.label != "oos" {
                let accepted = row.label.split(separator: "|").map(String.init)
                let reading = desk.interpreter.interpret(row.text)
                let (kind, labels) = desk.answer(to: reading)
                guard kind != .missed, labels.isDisjoint(with: accepted) else { continue }
                refused += 1
                let topics = try desk.topics(refusing: reading)
                if !topics.isDisjoint(with: accepted) { found += 1 }
            }
        }

        print("refused: the right topic offered for \(found) of \(refused)")
        #expect(refused >= 30)
        #expect(Double(found) >= 0.68 * Double(refused))
    }
}
