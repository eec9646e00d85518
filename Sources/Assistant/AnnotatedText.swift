import Foundation
import Understanding
import Yams

/// An example with Rasa's entity annotations taken out.
///
/// `[text](entity)`, `[text]("entity")`, `[text](entity:value)`, `[text](entity){"role":…}`,
/// `[text]{"entity":…,"value":…}` and `[text][{"entity":…},…]`; a bracket without one of
/// these behind it stays as it is.
struct AnnotatedText {
    private(set) var text = ""
    /// The marked places of ``text``, in order; none overlaps another.
    private(set) var spans: [TaggedExample.Span] = []
    /// Surface text and the value it stands for, where the annotation names one.
    private(set) var synonyms: [(surface: String, value: String)] = []
    /// What stands behind a bracket and names no entity; it stays in the text.
    private(set) var unread: [String] = []
    /// From the first annotation that does not end on; it stays in the text.
    private(set) var unclosed: [String] = []
    /// Annotations of no text, as `[]{"entity":"city"}`; nothing of them stays.
    private(set) var empty: [String] = []
    /// Texts of annotations whose entity has no name; they stay, unmarked.
    private(set) var nameless: [String] = []
    /// Members of annotations that say what is not learnt from, as `role` and `group`.
    private(set) var unsupported: [String] = []

    /// What a text that is marked as several entities is besides the first, which is learnt.
    private(set) var others: [(surface: String, entity: String)] = []

    /// Scalars of ``text``, which are many where much is marked.
    private var scalarCount = 0
    /// Whether a round bracket that closes may still come.
    private var mayCloseRound = true
    /// Scalars of an object or a list of objects, far above what people write: what many brackets
    /// open and none or one closes is not looked through again and again.
    private static let objectLengthMax = 1_000

    /// What stands behind a marked text.
    private struct Annotation {
        /// Without blanks around it; empty where it is given and has none but these.
        var entity: String
        var value: String?
        var unsupported: [String] = []
        var others: [String] = []
    }

    init(_ annotated: some StringProtocol) {
        guard annotated.utf8.contains(UInt8(ascii: "[")) else {
            text = String(annotated)
            return
        }
        var rest = Substring(annotated)
        while let open = rest.firstIndex(of: "[") {
            append(rest[..<open])
            rest = rest[open...]
            // Without a bracket that closes, none that opens marks anything.
            guard let close = rest.firstIndex(of: "]") else { break }
            let behind = rest[rest.index(after: close)...]
            guard var end = annotationEnd(behind, of: rest),
                var found = annotation(behind[..<end])
            else {
                // The others that open before it mark nothing, either.
                append(rest[..<close])
                rest = rest[close...]
                continue
            }
            if behind.first == "(", let more = Self.members(behind[end...]) {
                end = more.end
                found.value = more.members["value"]?.text ?? found.value
                found.unsupported += Self.unsupported(more.members, known: ["entity", "value"])
            }
            let surface = String(rest[..<close].dropFirst())
            if surface.trimmed.isEmpty {
                append(surface)
                empty.append(String(rest[..<end]))
            } else {
                mark(surface, found)
            }
            rest = rest[end...]
        }
        append(rest)
    }

    /// A text whose places are counted already, each with the value it stands for, where one is
    /// named: they are in order and lie within it.
    init(text: String, marked: [(span: TaggedExample.Span, value: String?)]) {
        (self.text, spans) = (text, marked.map(\.span))
        synonyms = marked.compactMap { span, value in
            let scalars = text.unicodeScalars.dropFirst(span.start).prefix(span.end - span.start)
            return value.map { (String(scalars), $0) }
        }
    }

    private mutating func append(_ piece: some StringProtocol) {
        text += piece
        scalarCount += piece.unicodeScalars.count
    }

    private mutating func mark(_ surface: String, _ found: Annotation) {
        let start = scalarCount
        append(surface)
        guard !found.entity.isEmpty else {
            nameless.append(surface)
            return
        }
        spans.append(TaggedExample.Span(entity: found.entity, start: start, end: scalarCount))
        if let value = found.value { synonyms.append((surface, value)) }
        unsupported += found.unsupported
        others += found.others.map { (surface, $0) }
    }

    /// Where the annotation of `marked` that `rest` starts with ends; nil where it starts with none.
    private mutating func annotationEnd(
        _ rest: Substring, of marked: Substring
    ) -> Substring.Index? {
        guard let first = rest.first, "({".contains(first) || Self.isList(rest) else { return nil }
        let end = first == "(" ? roundEnd(rest) : Self.objectEnd(rest)
        if end == nil, unclosed.isEmpty { unclosed.append(String(marked)) }
        return end
    }

    /// Whether `rest` starts with a list of objects.
    private static func isList(_ rest: Substring) -> Bool {
        rest.first == "[" && rest.dropFirst().first { !$0.isWhitespace } == "{"
    }

    /// Beyond the round bracket that closes; nil where none does.
    private mutating func roundEnd(_ rest: Substring) -> Substring.Index? {
        guard mayCloseRound, let close = rest.firstIndex(of: ")") else {
            mayCloseRound = false
            return nil
        }
        return rest.index(after: close)
    }

    /// Beyond the object or the list of objects that starts here; nil where it does not end.
    private static func objectEnd(_ rest: Substring) -> Substring.Index? {
        let scalars = rest.unicodeScalars.prefix(objectLengthMax)
        let close: Unicode.Scalar = rest.first == "{" ? "}" : "]"
        var (isQuoted, isEscaped) = (false, false)
        for at in scalars.indices {
            if isEscaped {
                isEscaped = false
                continue
            }
            isEscaped = isQuoted && scalars[at] == "\\"
            if scalars[at] == "\"" { isQuoted.toggle() }
            if scalars[at] == close, !isQuoted { return scalars.index(after: at) }
        }
        return nil
    }

    private static let memberNames: Set<String> = ["entity", "value", "role", "group"]

    /// The members of the object that stands right behind a round bracket, and where it ends; nil
    /// where there is none, or none of what annotations have.
    private static func members(
        _ rest: Substring
    ) -> (members: Node.Mapping, end: Substring.Index)? {
        guard rest.first == "{", let end = objectEnd(rest) else { return nil }
        do {
            guard let found = try Node.json(String(rest[..<end]))?.mapping,
                found.contains(where: { $0.key.string.map(memberNames.contains) == true })
            else { return nil }
            return (found, end)
        } catch {
            return nil
        }
    }

    private mutating func annotation(_ written: Substring) -> Annotation? {
        if written.first != "(" {
            let found = Self.json(String(written))
            if found == nil { unread.append(String(written)) }
            return found
        }
        let parts = written.dropFirst().dropLast().split(separator: ":", maxSplits: 1)
        let name = parts.first?.trimmingCharacters(in: CharacterSet(charactersIn: "\" \t"))
        return Annotation(entity: name ?? "", value: parts.count == 2 ? String(parts[1]) : nil)
    }

    /// Names of the `members` of an annotation that are not `known`, but for those that are null.
    static func unsupported(_ members: Node.Mapping, known: Set<String>) -> [String] {
        members.compactMap { key, value in value.null == nil ? key.string : nil }
            .filter { !known.contains($0) }
    }

    /// The first of the object or objects that names an entity, else the first that gives an empty
    /// name; nil where none does or they do not parse.
    private static func json(_ written: String) -> Annotation? {
        do {
            guard let root = try Node.json(written) else { return nil }
            let objects = root.sequence.map { Array($0) } ?? [root]
            let given = objects.map { $0.mapping?["entity"]?.text }
            var names = given.map { String(($0 ?? "").trimmed) }
            let named = names.firstIndex { !$0.isEmpty } ?? given.firstIndex { $0 != nil }
            guard let at = named, let members = objects[at].mapping else { return nil }
            return Annotation(
                entity: names.remove(at: at), value: members["value"]?.text,
                unsupported: unsupported(members, known: ["entity", "value"]), others: names)
        } catch {
            return nil
        }
    }
}
