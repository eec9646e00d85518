import Foundation

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
        if rest.first == "(" { return rest.firstIndex(of: ")").map { rest.index(after: $0) } }
        guard rest.first == "{" else { return nil }
        var isQuoted = false
        for at in rest.indices {
            if rest[at] == "\"" { isQuoted.toggle() }
            if rest[at] == "}", !isQuoted { return rest.index(after: at) }
        }
        return nil
    }

    private static func value(_ annotation: Substring) -> String? {
        if annotation.hasPrefix("(") {
            let parts = annotation.dropFirst().dropLast().split(separator: ":", maxSplits: 1)
            return parts.count == 2 ? String(parts[1]) : nil
        }
        // Strings at even places are names where every value is a string; `"value":` is sought
        // with its colon, so that a value of that name does not count.
        let members = annotation.dropFirst().dropLast()
        for part in members.split(separator: ",") {
            let pair = part.split(separator: ":", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard pair.count == 2, pair[0] == "\"value\"" else { continue }
            return pair[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        }
        return nil
    }
}
