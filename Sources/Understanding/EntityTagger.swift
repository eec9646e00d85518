package struct EntityTagger: Sendable {
    func entities(in text: String, _ folded: FoldedText, known: [Entity]) -> [Entity] { [] }
}
