import Dialogue
import Understanding

/// Which intents are recognised for nothing.
extension AssistantProject {
    /// Intents with examples to which neither response, rule nor article of their own answers, in
    /// order of the examples. The corpus may answer such a message by its words. Small talk the desk
    /// answers by itself.
    package var unansweredIntents: [String] {
        let answered = script.answeredIntents
        return intents.filter { !answered.contains($0) }
    }

    /// The line that tells how many intents nothing answers, with the first of them; nil where all
    /// are answered.
    package var unansweredLine: String? {
        let all = unansweredIntents
        guard !all.isEmpty else { return nil }
        let named = all.prefix(Self.namedMax).joined(separator: ", ")
        let more = all.count > Self.namedMax ? " …" : ""
        let verb = all.count == 1 ? "has nothing that answers it" : "have nothing that answers them"
        let line =
            "\(all.count) of \(ProjectReader.count(intents.count, "intent", "intents")) \(verb): "
            + "\(named)\(more) (docs/content.md, \"Intents that nothing answers\")"
        return line.escapedOnOneLine
    }

    /// Intents that the line names: enough to see which kind it is.
    private static let namedMax = 5

    /// What is out of scope needs no answer.
    private var intents: [String] {
        var seen: Set = [IntentModel.outOfScope]
        return examples.map(\.intent).filter { seen.insert($0).inserted }
    }
}
