import Dialogue
import Yams

/// The intents of chatbots that learn from patterns: `{"intents": [{"tag": "greeting", "patterns":
/// ["hi"], "responses": ["Hello."]}]}`.
extension ProjectReader {
    private static let known: Set = ["tag", "intent", "patterns", "responses"]

    /// The intents below `intents` that have patterns; nil where there are none.
    static func patterns(in root: Node) -> Node.Sequence? {
        guard let intents = root.mapping?["intents"]?.sequence,
            intents.contains(where: { $0.mapping?["patterns"] != nil })
        else { return nil }
        return intents
    }

    mutating func readPatterns(_ intents: Node.Sequence, _ file: String) {
        for entry in intents {
            guard let mapping = entry.mapping,
                let intent = (mapping["tag"] ?? mapping["intent"])?.text?.singleSpaced,
                !intent.isEmpty
            else {
                leaveOut(at: entry.place(in: file), "an entry of 'intents' lacks its 'tag'")
                continue
            }
            readExamples(texts(of: mapping["patterns"], "patterns", intent, file), intent)
            guard part == nil else { continue }
            readResponses(texts(of: mapping["responses"], "responses", intent, file), intent)
            for (key, value) in mapping
            where !Self.known.contains(key.string ?? "") && !Self.saysNothing(value) {
                leaveOut(
                    at: key.place(in: file), "'\(key.string ?? "?")' of '\(intent)' is not used")
            }
        }
    }

    private mutating func readExamples(_ patterns: [PlacedText], _ intent: String) {
        for pattern in patterns where !Self.isBlank(pattern.text) {
            add(pattern.text.singleSpaced, intent: intent, at: pattern.place)
        }
    }

    private mutating func readResponses(_ responses: [PlacedText], _ intent: String) {
        for response in responses where !Self.isBlank(response.text) {
            addAnswer(response.text, to: intent, at: response.place)
        }
    }

    /// A text or the texts of a list; what is neither is reported.
    private mutating func texts(
        of node: Node?, _ key: String, _ intent: String, _ file: String
    ) -> [PlacedText] {
        guard let node, node.null == nil else { return [] }
        let items = node.sequence.map(Array.init) ?? [node]
        let texts = items.compactMap { item in
            item.text.map { PlacedText(text: $0, place: item.place(in: file)) }
        }
        if texts.count < items.count {
            leaveOut(at: node.place(in: file), "'\(key)' of '\(intent)' has what is no text")
        }
        return texts
    }

    /// Whether a value is empty, as `""`, `[]` and `[""]` are.
    private static func saysNothing(_ node: Node) -> Bool {
        isEmpty(node) || node.text.map(isBlank) == true
            || node.sequence?.allSatisfy { $0.text.map(isBlank) == true } == true
    }
}
