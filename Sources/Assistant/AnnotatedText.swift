/// An example with Rasa's entity annotations taken out.
///
/// `[text](entity)`, `[text]("entity")`, `[text](entity:value)` and
/// `[text]{"entity":…,"value":…}`; a bracket without one of these behind it stays as it is.
struct AnnotatedText {
    private(set) var text = ""
    /// Surface text and the value it stands for, where the annotation names one.
    private(set) var synonyms: [(surface: String, value: String)] = []

    init(_ annotated: some StringProtocol) {
        var rest = Substring(annotated)
        while let open = rest.firstIndex(of: "[") {
            text += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "]"),
                let end = Self.annotationEnd(rest[rest.index(after: close)...])
            else {
                text += "["
                rest = rest[rest.index(after: open)...]
                continue
            }
            let surface = String(rest[rest.index(after: open)..<close])
            let annotation = rest[rest.index(after: close)..<end]
            text += surface
            if let value = Self.value(annotation) { synonyms.append((surface, value)) }
            rest = rest[end...]
        }
        text += rest
    }

    /// Where an annotation that starts here ends, or nil where none starts.
    private static func annotationEnd(_ rest: Substring) -> Substring.Index? {
        let closing: Character
        switch rest.first {
        case "(": closing = ")"
        case "{": closing = "}"
        default: return nil
        }
        return rest.firstIndex(of: closing).map { rest.index(after: $0) }
    }

    private static func value(_ annotation: Substring) -> String? {
        if annotation.hasPrefix("(") {
            let parts = annotation.dropFirst().dropLast().split(separator: ":", maxSplits: 1)
            return parts.count == 2 ? String(parts[1]) : nil
        }
        guard let name = annotation.firstRange(of: "\"value\""),
            let open = annotation[name.upperBound...].firstIndex(of: "\"")
        else { return nil }
        let tail = annotation[annotation.index(after: open)...]
        return tail.firstIndex(of: "\"").map { String(tail[..<$0]) }
    }
}
