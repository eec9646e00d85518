import Dialogue
import Foundation
import Understanding
import Yams

/// Rasa 3.x training data: any file may hold any of the top-level keys.
extension ProjectReader {
    /// Keys that are read later or elsewhere; what they say is reported, never dropped in silence.
    private static let laterKeys: Set<String> = [
        "stories", "slots", "forms", "entities", "actions", "session_config", "e2e_actions",
        "pipeline", "policies", "config",
    ]

    /// Keys of which one at least makes a file training data.
    private static let trainingKeys = laterKeys.union([
        "nlu", "responses", "templates", "rules", "intents",
    ])

    mutating func readRasa(_ text: String, file: String) {
        // YAML lacks an escape of JSON's.
        if Self.isRasaJSON(text) { return readJSON(text, file: file) }
        do {
            let documents = try Self.documents(text)
            // What ends with '---' has a last document that is null.
            let full = documents.filter { $0.null == nil }
            if documents.isEmpty { reportNothing(FilePlace(file)) }
            if full.isEmpty, !documents.isEmpty { leaveOutForeign(FilePlace(file, 1)) }
            if let first = full.first, full.allSatisfy(Self.isVersionAlone) {
                return reportNothing(first.place(in: file))
            }
            for document in full { read(document, file) }
        } catch {
            guard !Self.isForeignYAML(text, error) else {
                return leaveOutForeign(FilePlace(file, 1))
            }
            let fault = YAMLFault(error)
            report(
                .error, at: FilePlace(file, fault.line), "the YAML does not parse: \(fault.reason)")
        }
    }

    /// The values that `---` parts; most files hold one.
    private static func documents(_ text: String) throws -> [Node] {
        var stream = try Yams.compose_all(yaml: text)
        var documents: [Node] = []
        while let document = stream.next() { documents.append(document) }
        if let error = stream.error { throw error }
        return documents
    }

    /// Whether a text is no training data and all that is wrong with it is a key that stands twice:
    /// the YAML of other programs need not please ours.
    private static func isForeignYAML(_ text: String, _ error: any Error) -> Bool {
        guard case YamlError.duplicatedKeysInMapping = error, text.trimmed.first != "{" else {
            return false
        }
        // What stands further in is below another key.
        return trainingKeys.isDisjoint(
            with: text.lines.filter { $0.first?.isWhitespace == false }.map { line in
                line.prefix { $0 != ":" }.trimmingCharacters(in: ["\"", "'", " "])
            })
    }

    private mutating func read(_ document: Node, _ file: String) {
        let mapping = members(of: document, file)
        let names = Set(mapping?.keys.compactMap(\.string) ?? [])
        guard let mapping,
            Self.isVersionAlone(document) || !names.isDisjoint(with: Self.trainingKeys)
        else {
            return leaveOutForeign(document.place(in: file))
        }
        topKeys[file, default: []].formUnion(names)
        for (key, value) in mapping where part == nil || key.string == "nlu" {
            read(key.string ?? "", value, at: key.place(in: file))
        }
    }

    /// A file may have its version in a document of its own, above the one that holds the rest.
    private static func isVersionAlone(_ document: Node) -> Bool {
        document.mapping?.keys.map(\.string) == ["version"]
    }

    private mutating func reportNothing(_ place: FilePlace) {
        report(.warning, at: place, "holds nothing; \(Self.trainingAdvice)")
    }

    /// A project copied whole holds the files of other programs, too.
    private mutating func leaveOutForeign(_ place: FilePlace) {
        report(
            .warning, at: place,
            "no Rasa training data, which has keys such as 'nlu:' or 'responses:'; left out")
    }

    /// Whether nothing stands below a key: a list is as empty as a mapping.
    static func isEmpty(_ node: Node) -> Bool {
        node.null != nil || node.sequence?.isEmpty == true || node.mapping?.isEmpty == true
    }

    private mutating func read(_ key: String, _ value: Node, at place: FilePlace) {
        let file = place.file
        if Self.trainingKeys.contains(key), Self.isEmpty(value) { return }
        switch key {
        case "version": checkVersion(value, file)
        case "nlu": readNLU(value, file)
        case "responses", "templates": readResponses(value, key, file)
        case "rules": readRules(value, file)
        case "intents": readIntentNames(value, at: place)
        case _ where Self.laterKeys.contains(key):
            report(.warning, at: place, "'\(key)' is not served yet; the rest of the file is")
        default: report(.warning, at: place, "unknown key '\(key)'; left out")
        }
    }

    /// The intents of a domain: names, or a name with what Rasa is to do with its entities. Here an
    /// intent is what has examples; one that is only listed is reported.
    private mutating func readIntentNames(_ node: Node, at place: FilePlace) {
        guard let items = node.sequence else {
            return report(.warning, at: place, "'intents' is no list; left out")
        }
        for item in items {
            let place = item.place(in: place.file)
            if let name = item.string ?? item.mapping?.keys.first?.string {
                declared.append((name, place))
            } else {
                report(.warning, at: place, "an entry of 'intents' is no name; left out")
            }
        }
    }

    private mutating func checkVersion(_ node: Node, _ file: String) {
        guard node.null == nil else { return }
        let version = node.string ?? "?"
        guard !["2", "3"].contains(version.prefix { $0 != "." }) else { return }
        report(
            .warning, at: node.place(in: file),
            "version '\(version)' is unknown; read as version '3.1'")
    }

    // MARK: nlu

    private mutating func readNLU(_ node: Node, _ file: String) {
        guard let items = node.sequence else {
            report(
                .error, at: node.place(in: file),
                "'nlu' is no list; write entries such as '- intent: greet' below it")
            return
        }
        for item in items {
            guard let mapping = members(of: item, file) else {
                leaveOut(at: item.place(in: file), "an entry of 'nlu' is no mapping")
                continue
            }
            guard let kind = TrainingList.allCases.first(where: { mapping[$0.rawValue] != nil })
            else {
                let keys = mapping.keys.compactMap(\.string).joined(separator: ", ")
                leaveOut(
                    at: item.place(in: file),
                    "neither intent, synonym, regex nor lookup, but \(keys)")
                continue
            }
            guard isRead(kind) else { continue }
            guard let name = mapping[kind.rawValue]?.text, !Self.isBlank(name) else {
                leaveOut(
                    at: item.place(in: file),
                    "the name of the \(kind.rawValue) is empty or no text")
                continue
            }
            reportUnused(mapping, known: [kind.rawValue, "examples"], of: "'\(name)'", file)
            take(examples(mapping["examples"], kind, of: name, item, file), kind, name)
        }
    }

    /// The members of a mapping with those that its merge key brings in.
    mutating func members(of node: Node, _ file: String) -> Node.Mapping? {
        let (all, cut) = node.members
        if let cut {
            leaveOut(at: cut.place(in: file), "'<<' leads to more mappings than are followed")
        }
        return all
    }

    /// Keys of a mapping that is read otherwise, such as `metadata`.
    mutating func reportUnused(
        _ mapping: Node.Mapping, known: Set<String>, of owner: String, _ file: String
    ) {
        for key in mapping.keys where !known.contains(key.string ?? "") {
            report(
                .warning, at: key.place(in: file),
                "'\(key.string ?? "?")' of \(owner) is not used; left out")
        }
    }

    /// Examples of a block of `- ` lines, a list of strings or the extended form, with places.
    private mutating func examples(
        _ node: Node?, _ kind: TrainingList, of name: String, _ item: Node, _ file: String
    ) -> [PlacedText] {
        guard let node else {
            leaveOut(at: item.place(in: file), "'\(name)' has no 'examples'")
            return []
        }
        let found: [PlacedText]
        // Items that cannot be read are reported one by one.
        var isTold = false
        if let items = node.sequence {
            isTold = !items.isEmpty
            found = items.compactMap { example($0, of: name, file) }
        } else if let block = node.scalar {
            var others: [PlacedText] = []
            (found, others) = lines(of: block, at: node.place(in: file))
            for other in others {
                if kind.hasEntries, takeEntries(at: other, isItem: false, kind, name) {
                    isTold = true
                } else {
                    leaveOut(at: other.place, "an example starts with '- '")
                }
            }
            reportFolded(block, found, of: name, node.place(in: file))
        } else {
            leaveOut(at: node.place(in: file), "the examples of '\(name)' are no text")
            return []
        }
        if found.isEmpty, !isTold {
            report(.warning, at: item.place(in: file), "'\(name)' has no example")
        }
        return found
    }

    /// The items of a block whose mark stands at `mark`, and its lines that are none; comments and
    /// blank lines are neither.
    private func lines(
        of block: Node.Scalar, at mark: FilePlace
    ) -> (items: [PlacedText], others: [PlacedText]) {
        // The text of a block begins in the line below its mark. Only a literal one has the lines
        // of its text: of any other, the first stands for all.
        let isLiteral = block.style == .literal
        let start = isLiteral || block.style == .folded ? mark.line + 1 : mark.line
        var (items, others): ([PlacedText], [PlacedText]) = ([], [])
        for (at, text) in block.string.lines.enumerated() {
            let trimmed = text.utf8.drop { $0 == UInt8(ascii: " ") }
            let place = FilePlace(mark.file, isLiteral ? start + at : start)
            switch trimmed.first {
            case nil, UInt8(ascii: "#"): continue
            case UInt8(ascii: "-"):
                let item = Substring(trimmed.dropFirst()).singleSpaced
                items.append(PlacedText(text: item, place: place))
            default:
                let other = String(Substring(trimmed).trimmed)
                others.append(PlacedText(text: other, place: place))
            }
        }
        return (items, others)
    }

    private mutating func reportFolded(
        _ block: Node.Scalar, _ items: [PlacedText], of name: String, _ place: FilePlace
    ) {
        guard block.style != .literal, items.contains(where: { $0.text.contains(" - ") }) else {
            return
        }
        let what = block.style == .folded ? "'>' makes" : "quotes make"
        report(
            .warning, at: place,
            "\(what) one example of the lines of '\(name)'; write '|', which keeps them apart")
    }

    /// An item of a list: a text, or a mapping with one.
    private mutating func example(
        _ item: Node, of name: String, _ file: String
    ) -> PlacedText? {
        let members = members(of: item, file)
        guard let text = item.text ?? members?["text"]?.text else {
            leaveOut(
                at: item.place(in: file),
                "an example of '\(name)' is neither a text nor a mapping with 'text'")
            return nil
        }
        if let members {
            reportUnused(members, known: ["text"], of: "an example of '\(name)'", file)
        }
        return PlacedText(text: text.singleSpaced, place: item.place(in: file))
    }

    static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}
