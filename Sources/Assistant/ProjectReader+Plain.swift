import Dialogue
import Foundation
import Understanding

/// Lists and tables, and where examples of every form end up.
extension ProjectReader {
    /// `intents/<name>.txt`: one example a line, `#` starts a comment. What starts with a table's
    /// header is a table.
    mutating func readList(_ text: String, file: String) {
        let before = examples.count
        if let separator = LabelledTable.separator(ofHeaderIn: text) {
            readTable(text, separator, file: file)
            guard examples.count > before else { return }
            let count = Self.count(examples.count - before, "example", "examples")
            return report(.note, file, 0, "read as a table, \(count)")
        }
        let base = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
        let intent = String(base.split(separator: ".").first ?? "")
        for (at, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        {
            let example = line.trimmingCharacters(in: .whitespaces)
            guard !example.isEmpty, !example.hasPrefix("#") else { continue }
            add(example, intent: intent, file: file, line: at + 1)
        }
        if examples.count == before {
            report(.warning, file, 0, "no example; write one a line")
        } else {
            let count = Self.count(examples.count - before, "example", "examples")
            report(.note, file, 0, "read as the intent '\(intent)', \(count)")
        }
    }

    /// As "18,401 examples".
    static func count(_ count: Int, _ one: String, _ many: String) -> String {
        let digits = Array(String(count))
        let grouped = digits.indices.map { at in
            at > 0 && (digits.count - at) % 3 == 0 ? ",\(digits[at])" : "\(digits[at])"
        }
        return "\(grouped.joined()) \(count == 1 ? one : many)"
    }

    /// Lists that stand in every project of software: each would be an intent by its name.
    static func isAboutSoftware(_ file: String) -> Bool {
        // An underscore stands inside of words, as in `license_renewal`.
        let word = (file as NSString).lastPathComponent.prefix { !".- ".contains($0) }
        return ["requirements", "license", "licence", "readme", "changelog", "robots"]
            .contains(word.lowercased())
    }

    mutating func readTable(_ text: String, _ separator: Character, file: String) {
        let table = LabelledTable(text, separator: separator)
        let (header, unused) = table.unusedColumns
        if !unused.isEmpty {
            let names = unused.map { "'\($0)'" }.joined(separator: ", ")
            report(.warning, file, header, "columns that are not read here: \(names)")
        }
        if table.surplus.rows > 0 {
            let rows = Self.count(table.surplus.rows, "row has", "rows have")
            report(
                .warning, file, table.surplus.line,
                "\(rows) more columns than are read, the first here; name them in a header")
        }
        for fault in table.faults { report(.warning, file, fault.line, fault.reason) }
        if table.rows.isEmpty, table.faults.isEmpty {
            report(.warning, file, 0, "no row; \(LabelledTable.advice(table.separator))")
        }
        for row in table.rows {
            let written = row.language.flatMap { Language(rawValue: $0.lowercased()) }
            if let name = row.language, written == nil {
                report(.warning, file, row.line, "'lang: \(name)' is neither en nor zh")
            }
            add(
                Self.oneLine(row.text), intent: row.label, file: file, line: row.line,
                language: written)
            guard let answer = row.answer else { continue }
            let name = "utter_" + row.label
            responsePlaces[name] = responsePlaces[name] ?? (file, row.line)
            add(
                ResponseVariant(text: answer), to: name, language: written, file: file,
                line: row.line)
        }
    }

    // MARK: Where every form ends up

    mutating func take(
        _ items: [(text: String, line: Int)], _ kind: TrainingList, _ name: String, _ file: String
    ) {
        let items = withoutEmpty(items, of: name, file)
        switch kind {
        case .intent:
            for (text, line) in items { add(text, intent: name, file: file, line: line) }
        case .synonym: for (text, line) in items { addSynonym(text, for: name, file, line) }
        case .regex, .lookup:
            let own = items.filter { !takeEntries(at: $0, isItem: true, kind, name, file) }
            addEntries(own, kind, name, file)
        }
    }

    /// `items` without those that hold nothing, which are reported as one.
    mutating func withoutEmpty(
        _ items: [(text: String, line: Int)], of name: String, _ file: String
    ) -> [(text: String, line: Int)] {
        let empty = items.filter { Self.isBlank($0.text) }
        guard !empty.isEmpty else { return items }
        reportEmpty(empty.map(\.line), of: name, file)
        return items.filter { !Self.isBlank($0.text) }
    }

    mutating func reportEmpty(_ lines: [Int], of name: String, _ file: String) {
        guard let first = lines.first else { return }
        let what =
            lines.count == 1 ? "an empty entry" : "\(lines.count) empty entries, the first here"
        report(.warning, file, first, "'\(name)' has \(what); left out")
    }

    /// Adds the patterns of a regex or the words of a lookup.
    mutating func addEntries(
        _ entries: [(text: String, line: Int)], _ kind: TrainingList, _ name: String,
        _ file: String
    ) {
        if kind == .regex {
            for (text, line) in entries { addPattern(text, name: name, file: file, line: line) }
        } else if !entries.isEmpty {
            rules.lookups.append((name, entries.map(\.text)))
        }
    }

    /// `language` is the example's own; without one it has that of its file.
    mutating func add(
        _ text: String, intent: String, file: String, line: Int, language: Language? = nil
    ) {
        add(AnnotatedText(text), intent: intent, file: file, line: line, language: language)
    }

    mutating func add(
        _ annotated: AnnotatedText, intent: String, file: String, line: Int,
        language: Language? = nil
    ) {
        for object in annotated.unread {
            report(.warning, file, line, "no annotation with an 'entity', so text: \(object)")
        }
        for rest in annotated.unclosed {
            report(.warning, file, line, "an annotation that is never closed, so text: \(rest)")
        }
        for (surface, entity) in annotated.others {
            report(
                .warning, file, line,
                "'\(surface)' is annotated as '\(entity)', too; only the first is learnt")
        }
        reportUnsupported(annotated.unsupported, file, line)
        for (surface, value) in annotated.synonyms where surface != value {
            addSynonym(surface, for: value, file, line)
        }
        guard !annotated.text.isEmpty else {
            report(.warning, file, line, "an example without a text; left out")
            return
        }
        let example = Example(text: annotated.text, intent: intent)
        examples.append((example, language ?? self.language(of: file), file, line))
        guard !annotated.spans.isEmpty else { return }
        let marked = AnnotatedExample(text: annotated.text, spans: annotated.spans)
        self.annotated.append((marked, file))
    }

    mutating func reportUnsupported(_ members: [String], _ file: String, _ line: Int) {
        for name in members {
            report(
                .warning, file, line,
                "'\(name)' of an annotation is not supported yet; the entity is learnt without it")
        }
    }

    mutating func addSynonym(
        _ surface: String, for value: String, _ file: String, _ line: Int
    ) {
        let key = surface.lowercased()
        if let earlier = synonyms[key], earlier.value != value {
            report(
                .warning, file, line,
                "'\(surface)' stands for '\(value)' here and for '\(earlier.value)' at "
                    + "\(earlier.file):\(earlier.line); this one counts")
        }
        synonyms[key] = (value, file, line)
    }

    private mutating func addPattern(_ pattern: String, name: String, file: String, line: Int) {
        var alone = EntityRules()
        alone.patterns = [(name, pattern)]
        do {
            _ = try EntityExtractor(alone)
            rules.patterns.append((name, pattern))
        } catch {
            report(.warning, file, line, "\(error); left out")
        }
    }
}
