import Dialogue
import Understanding

/// Slots of responses that nothing can fill: what is said lacks something there.
extension ProjectReader {
    mutating func checkSlots() {
        let marked = Dictionary(grouping: examples, by: \.example.intent)
            .mapValues { Set($0.flatMap { $0.spans.map(\.entity) }) }
        let found = foundAnywhere
        let known = marked.values.reduce(found) { $0.union($1) }
        let desk = Set(Responses.builtIn.names)
        let leading = intentsByResponse(marked.keys.sorted())
        for name in responses.names where !desk.contains(name) {
            guard let place = responsePlaces[name] else { continue }
            let slots = responses.slots(of: name)
            reportHoles(slots.filter { !known.contains($0) }, name, place, "no entity is called so")
            // What is said to whatever is not understood is said to any message.
            guard let intents = leading[name] else { continue }
            let marked = intents.reduce(into: found) { $0.formUnion(marked[$1] ?? []) }
            reportHoles(
                slots.filter { known.contains($0) && !marked.contains($0) }, name, place,
                "no example of an intent that leads to it marks such an entity")
        }
    }

    private mutating func reportHoles(
        _ slots: [String], _ name: String, _ place: FilePlace, _ reason: String
    ) {
        guard !slots.isEmpty else { return }
        report(
            .warning, at: place,
            "nothing fills \(slots.map { "{\($0)}" }.joined(separator: ", ")) of '\(name)', "
                + "for \(reason)")
    }

    /// Entities that may be in any message, whatever its intent: they are built in, or patterns,
    /// lists or buttons have them.
    private var foundAnywhere: Set<String> {
        var found = Set(BuiltInKind.allCases.map(\.rawValue))
        found.formUnion(rules.patterns.map(\.name))
        found.formUnion(rules.lookups.map(\.name))
        for button in buttons {
            found.formUnion(DirectIntent(button.payload)?.entities.map(\.name) ?? [])
        }
        return found
    }

    /// By response those of `intents` to which it is said; none where it is said to what is not
    /// understood, too.
    private func intentsByResponse(_ intents: [String]) -> [String: [String]] {
        var leading: [String: [String]] = [:]
        for intent in intents {
            let said =
                actions[intent]?.compactMap(\.response)
                ?? (withheld.contains(intent) ? [] : [Responses.name(toIntent: intent)])
            for name in Set(said) { leading[name, default: []].append(intent) }
        }
        let fallback = actions[RasaName.fallback]?.compactMap(\.response) ?? []
        for name in fallback + [RasaName.defaultResponse] { leading[name] = nil }
        return leading
    }
}
