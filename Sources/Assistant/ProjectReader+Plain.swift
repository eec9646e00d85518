import Dialogue
import Foundation
import Understanding

/// Tables, and where examples of every form end up.
extension ProjectReader {
    mutating func readTable(_ text: String, _ separator: Character, file: String) {
        let table = LabelledTable(text, separator: separator)
        if part == nil, !table.isHeaded, let other = declared.first, !table.rows.isEmpty,
            namedIntents.isDisjoint(with: table.rows.map(\.label))
        {
            report(
                .warning, at: FilePlace(file),
                "the intents at \(other.place) are others, so no messages of customers; left out; "
                    + "if it is training data, call its columns 'text' and 'intent' in the first row"
            )
            return
        }
        if part == nil, let line = table.topicLine {
            report(.warning, at: FilePlace(file, line), LabelledTable.Columns.topicAdvice)
            return
        }
        let (header, unused) = table.unusedColumns
        if !unused.isEmpty {
            report(
                .warning, at: FilePlace(file, header),
                "columns that are not read here: \(Self.quoted(unused))")
        }
        reportNote(of: table, file)
        reportFaults(of: table, file)
        if table.surplus.rows > 0 {
            let rows = Self.count(table.surplus.rows, "row has", "rows have")
            report(
                .warning, at: FilePlace(file, table.surplus.line),
                "\(rows) more columns than are read, the first here; name them in a header")
        }
        if table.rows.isEmpty, table.faults.isEmpty {
            report(
                .warning, at: FilePlace(file), "no row; \(LabelledTable.advice(table.separator))")
        }
        for row in table.rows { add(row, at: FilePlace(file, row.line)) }
    }

    /// Adds a message and what to say to it.
    mutating func add(_ row: LabelledTable.Row, at place: FilePlace) {
        let written = row.language.flatMap { Language(tag: $0) }
        if let name = row.language, written == nil {
            report(.warning, at: place, "'lang: \(name)' is neither en nor zh")
        }
        add(row.text.singleSpaced, intent: row.label, at: place, language: written)
        guard part == nil, let answer = row.answer else { return }
        addAnswer(answer, to: row.label, language: written, at: place)
    }

    /// Where most rows cannot be read the table is none, and one finding says so for all of them.
    private mutating func reportFaults(of table: LabelledTable, _ file: String) {
        let (faults, others) = (table.faults, table.faults.count - 1)
        guard let first = faults.first, others > 0, faults.count > table.rows.count else {
            for fault in faults { report(.warning, at: FilePlace(file, fault.line), fault.reason) }
            return
        }
        let rows = Self.count(others, "other row", "other rows")
        report(
            .warning, at: FilePlace(file, first.line),
            "\(first.reason); \(rows) cannot be read, either")
    }

    /// How a header was taken that names one column only.
    mutating func reportNote(of table: LabelledTable, _ file: String) {
        guard let (line, text) = table.note else { return }
        report(.note, at: FilePlace(file, line), text)
    }

    // MARK: Where every form ends up

    mutating func take(_ items: [PlacedText], _ kind: TrainingList, _ name: String) {
        let items = withoutEmpty(items, of: name)
        switch kind {
        case .intent: for item in items { add(item.text, intent: name, at: item.place) }
        case .synonym: for item in items { addSynonym(item.text, for: name, at: item.place) }
        case .regex, .lookup:
            let own = items.filter { !takeEntries(at: $0, isItem: true, kind, name) }
            addEntries(own, kind, name)
        }
    }

    /// `items` without those that hold nothing, which are reported as one.
    mutating func withoutEmpty(_ items: [PlacedText], of name: String) -> [PlacedText] {
        let empty = items.filter { Self.isBlank($0.text) }
        guard !empty.isEmpty else { return items }
        reportEmpty(empty.map(\.place), of: name)
        return items.filter { !Self.isBlank($0.text) }
    }

    /// A warning in a file to measure with, too: no message is missed.
    mutating func reportEmpty(_ places: [FilePlace], of name: String) {
        guard let first = places.first else { return }
        let what =
            places.count == 1 ? "an empty entry" : "\(places.count) empty entries, the first here"
        report(.warning, at: first, "'\(name)' has \(what); left out")
    }

    /// Adds the patterns of a regex or the words of a lookup.
    mutating func addEntries(_ entries: [PlacedText], _ kind: TrainingList, _ name: String) {
        let name = String(name.trimmed)
        if kind == .regex {
            for entry in entries { addPattern(entry, name: name) }
        } else if !entries.isEmpty {
            rules.lookups.append(WordList(name: name, entries: entries.map(\.text)))
        }
    }

    /// `language` is the example's own; without one it has that of its file.
    mutating func add(
        _ text: String, intent: String, at place: FilePlace, language: Language? = nil
    ) {
        add(AnnotatedText(text), intent: intent, at: place, language: language)
    }

    mutating func add(
        _ annotated: AnnotatedText, intent: String, at place: FilePlace, language: Language? = nil
    ) {
        for object in annotated.unread {
            report(.warning, at: place, "no annotation with an 'entity', so text: \(object)")
        }
        for rest in annotated.unclosed {
            report(.warning, at: place, "an annotation that is never closed, so text: \(rest)")
        }
        for annotation in annotated.empty {
            report(.warning, at: place, "an annotation that marks nothing; left out: \(annotation)")
        }
        for surface in annotated.nameless { reportNameless(surface, place) }
        for (surface, entity) in annotated.others {
            report(
                .warning, at: place,
                "'\(surface)' is annotated as '\(entity)', too; only the first is learnt")
        }
        reportUnsupported(annotated.unsupported, place)
        for (surface, value) in annotated.synonyms where surface != value {
            addSynonym(surface, for: value, at: place)
        }
        guard !annotated.text.isEmpty else {
            leaveOut(at: place, "an example without a text")
            return
        }
        examples.append(
            ReadExample(
                example: Example(text: annotated.text, intent: intent), spans: annotated.spans,
                language: language ?? self.language(of: place.file), place: place))
    }

    mutating func reportNameless(_ surface: some StringProtocol, _ place: FilePlace) {
        report(
            .warning, at: place,
            "the entity that '\(surface)' is annotated as has no name; its text is learnt without it"
        )
    }

    mutating func reportUnsupported(_ members: [String], _ place: FilePlace) {
        for name in members {
            report(
                .warning, at: place,
                "'\(name)' of an annotation is not supported yet; the entity is learnt without it")
        }
    }

    mutating func addSynonym(_ surface: String, for value: String, at place: FilePlace) {
        let key = surface.lowercased()
        if let earlier = synonyms[key], earlier.value != value {
            report(
                .warning, at: place,
                "'\(surface)' stands for '\(value)' here and for '\(earlier.value)' at "
                    + "\(earlier.place); this one counts")
        }
        synonyms[key] = (value, place)
    }

    private mutating func addPattern(_ pattern: PlacedText, name: String) {
        var alone = EntityRules()
        alone.patterns = [NamedPattern(name: name, pattern: pattern.text)]
        do {
            _ = try EntityExtractor(alone)
            rules.patterns += alone.patterns
        } catch {
            report(.warning, at: pattern.place, "\(error); left out")
        }
    }
}
