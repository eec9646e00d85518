import Foundation
import Yams

/// An example with the entities that people marked in it, from which the tagger learns.
package struct AnnotatedExample: Sendable, Hashable {
    /// A marked stretch of the text; role and group of the annotation are not kept.
    package struct Span: Sendable, Hashable {
        /// What kind of thing it is, as `city`.
        package var entity: String
        /// What the annotation says it stands for, else the marked text itself.
        package var value: String
        /// Unicode scalars of the text without annotations: `start..<end`.
        package var start: Int
        package var end: Int
    }

    /// The message without its annotations.
    package var text: String
    /// In order of their places; none overlaps another.
    package var spans: [Span]
}

/// An example with Rasa's entity annotations taken out.
///
/// `[text](entity)`, `[text]("entity")`, `[text](entity:value)` and
/// `[text]{"entity":…,"value":…}`; a bracket without one of these behind it stays as it is.
struct AnnotatedText {
    private(set) var text = ""
    /// The marked places of ``text``, in order.
    private(set) var spans: [AnnotatedExample.Span] = []
    /// Surface text and the value it stands for, where the annotation names one.
    private(set) var synonyms: [(surface: String, value: String)] = []
    /// Objects behind a bracket that are no annotation; they stay in the text.
    private(set) var unread: [String] = []

    init(_ annotated: some StringProtocol) {
        var rest = Substring(annotated)
        while let open = rest.firstIndex(of: "[") {
            text += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "]"),
                let end = Self.annotationEnd(rest[rest.index(after: close)...]),
                let found = annotation(rest[rest.index(after: close)..<end])
            else {
                text += "["
                rest = rest[rest.index(after: open)...]
                continue
            }
            mark(String(rest[rest.index(after: open)..<close]), found)
            rest = rest[end...]
        }
        text += rest
    }

    private mutating func mark(_ surface: String, _ found: (entity: String, value: String?)) {
        let start = text.unicodeScalars.count
        text += surface
        spans.append(
            AnnotatedExample.Span(
                entity: found.entity, value: found.value ?? surface, start: start,
                end: text.unicodeScalars.count))
        if let value = found.value { synonyms.append((surface, value)) }
    }

    /// Where an annotation that starts here ends, or nil where none starts.
    private static func annotationEnd(_ rest: Substring) -> Substring.Index? {
        if rest.first == "(" { return rest.firstIndex(of: ")").map { rest.index(after: $0) } }
        guard rest.first == "{" else { return nil }
        var (isQuoted, isEscaped) = (false, false)
        for at in rest.indices {
            if isEscaped {
                isEscaped = false
                continue
            }
            isEscaped = isQuoted && rest[at] == "\\"
            if rest[at] == "\"" { isQuoted.toggle() }
            if rest[at] == "}", !isQuoted { return rest.index(after: at) }
        }
        return nil
    }

    private mutating func annotation(_ written: Substring) -> (entity: String, value: String?)? {
        if written.hasPrefix("{") {
            let found = Self.object(String(written))
            if found == nil { unread.append(String(written)) }
            return found
        }
        let parts = written.dropFirst().dropLast().split(separator: ":", maxSplits: 1)
        let name = parts.first?.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        guard let name, !name.isEmpty else { return nil }
        return (name, parts.count == 2 ? String(parts[1]) : nil)
    }

    /// JSON is read as a flow mapping of YAML, which it is nearly a part of (YAML 1.2, section
    /// 1.2); nil where it does not parse or names no entity.
    private static func object(_ written: String) -> (entity: String, value: String?)? {
        do {
            guard let members = try Yams.compose(yaml: written)?.mapping,
                let entity = members["entity"]?.string, !entity.isEmpty
            else { return nil }
            return (entity, members["value"]?.string)
        } catch {
            return nil
        }
    }
}
