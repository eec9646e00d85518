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

    /// Keys of which one at least makes a file training data; how Rasa is to learn is none.
    private static let trainingKeys = laterKeys.subtracting(["pipeline", "policies"]).union([
        "nlu", "responses", "templates", "rules", "intents",
    ])

    mutating func readRasa(_ text: String, file: String) {
        // YAML lacks an escape of JSON's.
        if Self.isRasaJSON(text) { return readJSON(text, file: file) }
        yaml = YAMLSource(text)
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
            reportFault(error, of: text, file)
        }
    }

    private mutating func reportFault(_ error: any Error, of text: String, _ file: String) {
        let isForeign = Self.isForeignYAML(text)
        if isForeign, case YamlError.duplicatedKeysInMapping = error {
            return leaveOutForeign(FilePlace(file, 1))
        }
        reportFault("YAML", error, isForeign, file)
    }

    /// What does not parse serves nobody, but where it `isForeign` nobody is to be served with it.
    mutating func reportFault(
        _ form: String, _ error: any Error, _ isForeign: Bool, _ file: String
    ) {
        let fault = YAMLFault(error)
        let message = "the \(form) does not parse: \(fault.reason)"
        report(
            isForeign ? .warning : .error, at: FilePlace(file, fault.line),
            isForeign ? "\(message); no training data, so left out" : message)
    }

    /// The values that `---` parts; most files hold one.
    private static func documents(_ text: String) throws -> [Node] {
        var stream = try Yams.compose_all(yaml: text)
        var documents: [Node] = []
        while let document = stream.next() { documents.append(document) }
        if let error = stream.error { throw error }
        return documents
    }

    /// Whether a text that does not parse is none of training data: the YAML of other programs need
    /// not please ours. What stands further in is below another key.
    private static func isForeignYAML(_ text: String) -> Bool {
        guard text.trimmed.first != "{" else { return false }
        let lines = text.lines
        let keys = lines.filter { $0.first?.isWhitespace == false }.map { line in
            line.prefix { $0 != ":" }.trimmingCharacters(in: ["\"", "'", " ", "\u{FEFF}"])
        }
        // Stories are not served; what else stands in their file is.
        let others = trainingKeys.subtracting(["stories"]).map { "\($0):" }
        if keys.contains("stories"),
            !lines.contains(where: { line in others.contains { line.trimmed.hasPrefix($0) } })
        {
            return true
        }
        return trainingKeys.isDisjoint(with: keys)
            && !lines.contains { line in
                trainingItems.contains { line.trimmed.starts(withBytesOf: $0) }
            }
    }

    /// How entries of training data start; the key above them may be what is missing.
    private static let trainingItems: [StaticString] = [
        "- intent:", "- rule:", "- story:", "utter_",
    ]

    private mutating func read(_ document: Node, _ file: String) {
        let mapping = members(of: document, file)
        let names = Set(mapping?.keys.compactMap(\.string) ?? [])
        guard let mapping, Self.isVersionAlone(document) || Self.isTraining(mapping, names) else {
            return leaveOutForeign(document.place(in: file))
        }
        topKeys[file, default: []].formUnion(names)
        for (key, value) in mapping where part == nil || key.string == "nlu" {
            read(key.string ?? "", value, at: key.place(in: file))
        }
    }

    /// Whether a mapping with keys of these `names` holds training data. An `nlu` with an address
    /// is a server's, in Rasa's `endpoints.yml`.
    private static func isTraining(_ mapping: Node.Mapping, _ names: Set<String>) -> Bool {
        let known = names.intersection(trainingKeys)
        return known == ["nlu"] ? mapping["nlu"]?.mapping?["url"] == nil : !known.isEmpty
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

    static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}
