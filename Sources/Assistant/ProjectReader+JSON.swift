import Foundation
import Understanding
import Yams

/// Training data in JSON: Rasa's older form and that of CLINC150.
extension ProjectReader {
    private static let partNames: Set<String> = [
        "train", "val", "test", "oos_train", "oos_val", "oos_test",
    ]

    mutating func readJSON(_ text: String, file: String) {
        let root: Node
        do {
            let isLines = FileForm.isJSONLines(file)
            guard let node = try Node.json(isLines ? Self.list(ofLines: text) : text) else {
                report(
                    .warning, at: FilePlace(file),
                    "holds nothing; write 'rasa_nlu_data' as Rasa or 'train' as CLINC150")
                return
            }
            root = node
        } catch {
            reportFault(error, in: text, file)
            return
        }
        let keys = Set(root.mapping?.keys.compactMap(\.string) ?? [])
        if let mapping = root.mapping, let training = mapping["rasa_nlu_data"] {
            reportUnused(mapping, known: ["rasa_nlu_data"], of: "the file", file)
            readRasaJSON(training, file)
        } else if let mapping = root.mapping, !keys.isDisjoint(with: Self.partNames) {
            readParts(mapping, file)
        } else if let intents = Self.patterns(in: root) {
            readPatterns(intents, file)
        } else if let rows = Self.rows(in: root) {
            readRows(rows, file)
        } else {
            leaveOutForeignJSON(root.place(in: file))
        }
    }

    private mutating func leaveOutForeignJSON(_ place: FilePlace) {
        report(
            .warning, at: place,
            "no training data, which has 'rasa_nlu_data' as Rasa or 'train' as CLINC150; left out")
    }

    private mutating func reportFault(_ error: any Error, in text: String, _ file: String) {
        let isForeign = Self.isForeignJSON(text)
        // A key that stands twice is JSON all the same (RFC 8259, section 4).
        if isForeign, case YamlError.duplicatedKeysInMapping = error {
            return leaveOutForeignJSON(FilePlace(file, 1))
        }
        reportFault("JSON", error, isForeign, file)
    }

    /// Whether a text is no training data, so far as can be told without its tree: settings of other
    /// programs have comments, or an object a line.
    private static func isForeignJSON(_ text: String) -> Bool {
        // CLINC150's parts are lists; another program's "test" may be anything.
        let names = partNames.joined(separator: "|")
        let ours = #""rasa_nlu_data"\s*:|"(\#(names))"\s*:\s*\["#
        return text.range(of: ours, options: .regularExpression) == nil
    }

    // MARK: JSON by another name

    /// Whether a text starts as the object, or the list of objects, that no Markdown starts with.
    static func isJSON(_ text: String) -> Bool {
        let start = text.unicodeScalars.lazy.filter { !$0.properties.isWhitespace }.prefix(2)
        return ["{\"", "[{"].contains(String(String.UnicodeScalarView(start)))
    }

    /// Whether a text ``isJSON(_:)`` and names what Rasa's training data is below.
    static func isRasaJSON(_ text: String) -> Bool {
        isJSON(text) && text.contains(#""rasa_nlu_data""#)
    }

    /// JSON in a file with another ending, which need not parse where it is not Rasa's.
    mutating func readMisnamedJSON(_ text: String, file: String) {
        if Self.isRasaJSON(text) {
            readJSON(text, file: file)
        } else {
            leaveOutForeignJSON(FilePlace(file, 1))
        }
    }

    // MARK: CLINC150

    /// Lists of `["text", "intent"]`. A desk learns from those that are for training.
    private mutating func readParts(_ parts: Node.Mapping, _ file: String) {
        let wanted = part?.names.first { parts[$0] != nil }
        if let part, wanted == nil {
            let missing = part.names.map { "'\($0)'" }.joined(separator: " or ")
            let found = parts.keys.compactMap(\.string).joined(separator: ", ")
            report(
                .error, at: FilePlace(file, 1),
                "has no list \(missing), but \(found); name a file that has it")
            return
        }
        let names = wanted.map { [$0] } ?? ["train", "oos_train"]
        for (key, value) in parts {
            let name = key.string ?? "?"
            if names.contains(name) {
                readPart(value, name, file)
            } else if part == nil {
                report(.warning, at: key.place(in: file), "'\(name)' is not for training; left out")
            }
        }
    }

    private mutating func readPart(_ node: Node, _ name: String, _ file: String) {
        guard !Self.isEmpty(node) else { return }
        guard let entries = node.sequence else {
            report(
                .error, at: node.place(in: file),
                "'\(name)' is no list; write [[\"text\", \"intent\"], …] in its place")
            return
        }
        let isOutOfScope = name.hasPrefix("oos_")
        var empty: [FilePlace] = []
        for entry in entries {
            let fields = entry.sequence.map { $0.compactMap(\.text) } ?? []
            guard fields.count == 2, entry.sequence?.count == 2,
                isOutOfScope || !Self.isBlank(fields[1])
            else {
                leaveOut(
                    at: entry.place(in: file), "an entry of '\(name)' is no [\"text\", \"intent\"]")
                continue
            }
            guard !Self.isBlank(fields[0]) else {
                empty.append(entry.place(in: file))
                continue
            }
            let intent = isOutOfScope ? IntentModel.outOfScope : fields[1]
            add(fields[0].singleSpaced, intent: intent, at: entry.place(in: file))
        }
        reportEmpty(empty, of: name)
    }

    // MARK: Rasa

    private static let exampleLists: Set<String> = [
        "common_examples", "intent_examples", "entity_examples",
    ]
    /// The other lists, with the keys that an entry has its name and its items under.
    private static let otherLists: [String: (kind: TrainingList, name: String, items: String)] = [
        "entity_synonyms": (.synonym, "value", "synonyms"),
        "lookup_tables": (.lookup, "name", "elements"),
        "regex_features": (.regex, "name", "pattern"),
    ]

    private mutating func readRasaJSON(_ node: Node, _ file: String) {
        guard !Self.isEmpty(node) else { return }
        guard let lists = node.mapping else {
            report(
                .error, at: node.place(in: file),
                "'rasa_nlu_data' is no object; write {\"common_examples\": […]} in its place")
            return
        }
        for (key, value) in lists where !Self.isEmpty(value) {
            let name = key.string ?? "?"
            let other = Self.otherLists[name]
            guard other != nil || Self.exampleLists.contains(name) else {
                report(.warning, at: key.place(in: file), "unknown key '\(name)'; left out")
                continue
            }
            guard let entries = value.sequence else {
                report(
                    .error, at: value.place(in: file),
                    "'\(name)' is no list; write its objects between [ and ]")
                continue
            }
            guard let other else {
                readExamples(entries, name, file)
                continue
            }
            guard isRead(other.kind) else { continue }
            for entry in entries { readList(entry, other.kind, other.name, other.items, file) }
        }
    }

    /// An object with the name of a list under one key and one item or several under another.
    private mutating func readList(
        _ entry: Node, _ kind: TrainingList, _ nameKey: String, _ itemsKey: String, _ file: String
    ) {
        let found = entry.mapping?[itemsKey]
        if kind == .lookup, let path = found?.text, let name = entry.mapping?[nameKey]?.text,
            takeEntries(
                at: PlacedText(text: path, place: entry.place(in: file)), isItem: false, kind, name)
        {
            return
        }
        let items = found?.sequence.map(Array.init) ?? (kind == .regex ? found.map { [$0] } : nil)
        guard let mapping = entry.mapping, let name = mapping[nameKey]?.text, let items,
            !Self.isBlank(name)
        else {
            report(
                .warning, at: entry.place(in: file),
                "a \(kind.rawValue) has a '\(nameKey)' and its '\(itemsKey)' in this file; left out"
            )
            return
        }
        reportUnused(mapping, known: [nameKey, itemsKey], of: "'\(name)'", file)
        let texts = items.compactMap { item in
            item.text.map { PlacedText(text: $0, place: item.place(in: file)) }
        }
        if texts.count < items.count {
            report(
                .warning, at: entry.place(in: file),
                "'\(name)' has items that are no text; left out")
        }
        take(texts, kind, name)
    }

    private mutating func readExamples(
        _ entries: Node.Sequence, _ list: String, _ file: String
    ) {
        var empty: [FilePlace] = []
        for entry in entries {
            let text = entry.mapping?["text"]?.text
            if text.map(Self.isBlank) == true {
                empty.append(entry.place(in: file))
            } else {
                readExample(entry, text, list, file)
            }
        }
        reportEmpty(empty, of: list)
    }

    private mutating func readExample(
        _ entry: Node, _ text: String?, _ list: String, _ file: String
    ) {
        guard let mapping = entry.mapping, let text, let intent = mapping["intent"]?.text,
            !Self.isBlank(intent)
        else {
            leaveOut(
                at: entry.place(in: file), "an entry of '\(list)' lacks its 'text' or its 'intent'")
            return
        }
        reportUnused(
            mapping, known: ["text", "intent", "entities"], of: "an entry of '\(list)'", file)
        // Every scalar stays in its place: the entities count them.
        let scalars = text.unicodeScalars.map { $0.properties.isWhitespace ? " " : $0 }
        let plain = String(String.UnicodeScalarView(scalars))
        let marked = marked(mapping["entities"], in: plain, file)
        add(AnnotatedText(text: plain, marked: marked), intent: intent, at: entry.place(in: file))
    }
}
