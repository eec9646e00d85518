// Assistant reads what people write into the values that Understanding and Dialogue take.
//
// It knows Rasa's YAML, Markdown and plain lists, and says file and line for everything that is
// wrong. It must not know sockets, stores or models; it is the one place for Yams.

package import Dialogue
import Foundation
package import Understanding

/// Everything people wrote for one desk, read and checked.
package struct AssistantProject: Sendable {
    /// Training messages without their annotations, in order of files and lines.
    package var examples: [Example] = []
    /// Those of the examples that mark entities, in the same order: what the tagger learns from.
    package var annotatedExamples: [AnnotatedExample] = []
    package var entityRules = EntityRules()
    package var script = DialogueScript()
    package var passages: [Passage] = []
    /// What is doubtful; it is served all the same.
    package var findings: [Finding] = []

    /// Reads `intents/` and `corpus/` below `directory`.
    ///
    /// Throws every error at once, each with file and line, where the set cannot serve: nothing to
    /// read, a file that does not parse, no example at all.
    package init(directory: String) throws(AssistantError) {
        var reader = ProjectReader(directory: directory)
        reader.readIntents()
        reader.readCorpus()
        reader.check()
        let errors = reader.findings.filter { $0.severity == .error }
        guard errors.isEmpty else { throw AssistantError(findings: errors, directory: directory) }
        self = reader.project()
    }

    fileprivate init() {}

    /// What the intent model depends on: examples only, so that a changed reply never retrains.
    package var examplesFingerprint: UInt64 {
        examples.reduce(UInt64(examples.count)) { hash, example in
            Hash64.of(example.intent, seed: Hash64.of(example.text, seed: hash))
        }
    }

    /// All examples, with what people marked in them: those that mark nothing teach the tagger what
    /// is no entity.
    package var taggedExamples: [TaggedExample] {
        var annotated = annotatedExamples[...]
        return examples.map { example in
            // The annotated ones stand in the order of the examples.
            guard let next = annotated.first, next.text == example.text else {
                return TaggedExample(text: example.text)
            }
            annotated.removeFirst()
            let spans = next.spans.map {
                TaggedExample.Span(entity: $0.entity, start: $0.start, end: $0.end)
            }
            return TaggedExample(text: next.text, spans: spans)
        }
    }

    /// What the tagger depends on: texts, what is marked in them, patterns and lists.
    package var entitiesFingerprint: UInt64 {
        var hash = UInt64(examples.count) &+ 2
        func add(_ text: String) { hash = Hash64.of(text, seed: hash) }
        for example in taggedExamples {
            add(example.text)
            for span in example.spans { add("\(span.start) \(span.end) \(span.entity)") }
        }
        for (name, pattern) in entityRules.patterns {
            add(name)
            add(pattern)
        }
        for (name, entries) in entityRules.lookups {
            add("\(entries.count) \(name)")
            for entry in entries { add(entry) }
        }
        return hash
    }

    /// What the passage index depends on.
    package var passagesFingerprint: UInt64 {
        passages.reduce(UInt64(passages.count) &+ 1) { hash, passage in
            let fields = [
                passage.id, passage.title, passage.questions.joined(separator: "\n"), passage.text,
                passage.language?.rawValue ?? "", passage.intent ?? "",
            ]
            return fields.reduce(hash) { Hash64.of($1, seed: $0) }
        }
    }
}

/// What has been read so far.
struct ProjectReader {
    let directory: String
    var findings: [Finding] = []
    var examples: [(example: Example, language: Language?, file: String, line: Int)] = []
    var annotatedExamples: [AnnotatedExample] = []
    var rules = EntityRules()
    var responses = Responses()
    var responsePlaces: [String: (file: String, line: Int)] = [:]
    var actions: [String: [String]] = [:]
    var rulePlaces: [String: (file: String, line: Int)] = [:]
    var passages: [Passage] = []

    init(directory: String) { self.directory = directory }

    mutating func report(
        _ severity: Finding.Severity, _ file: String, _ line: Int, _ message: String
    ) {
        findings.append(Finding(severity: severity, file: file, line: line, message: message))
    }

    // MARK: Files

    mutating func readIntents() {
        guard let files = files(under: "intents") else { return }
        for file in files {
            switch (file as NSString).pathExtension.lowercased() {
            case "yml", "yaml": if let text = text(of: file) { readRasa(text, file: file) }
            case "txt": if let text = text(of: file) { readList(text, file: file) }
            case "tsv", "csv": if let text = text(of: file) { readTable(text, file: file) }
            default: report(.warning, file, 0, "not a format that is read here; left out")
            }
        }
        if examples.isEmpty, !findings.contains(where: { $0.severity == .error }) {
            report(
                .error, "intents", 0,
                "no example in any file; write 'nlu:' with '- intent:' and 'examples:'")
        }
    }

    mutating func readCorpus() {
        guard FileManager.default.fileExists(atPath: directory + "/corpus") else {
            report(.warning, "corpus", 0, "no such folder; nothing is answered from articles")
            return
        }
        for file in files(under: "corpus") ?? [] {
            switch (file as NSString).pathExtension.lowercased() {
            case "md", "markdown", "txt":
                if let text = text(of: file) { readArticle(text, file: file) }
            default: report(.warning, file, 0, "not a format that is read here; left out")
            }
        }
    }

    /// Paths relative to the assistant's folder, sorted; nil where the folder is not there.
    private mutating func files(under folder: String) -> [String]? {
        let root = "\(directory)/\(folder)"
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            report(.error, folder, 0, "no such folder; --assistant names the one that holds it")
            return nil
        }
        return walked(folder, above: []).sorted()
    }

    private mutating func text(of file: String) -> String? {
        let data: Data
        do {
            data = Data(try TextFile.bytes("\(directory)/\(file)", atMost: Self.fileBytesMax))
        } catch {
            report(.error, file, 0, error.reason)
            return nil
        }
        guard let text = Self.decoded(data) else {
            report(
                .error, file, TextFile.firstBadLine(data),
                "neither UTF-8, UTF-16 nor GB18030; save it as UTF-8")
            return nil
        }
        let plain = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        return plain.replacing("\r\n", with: "\n")
    }

    /// UTF-8, UTF-16 with its byte order mark, or GB18030, as a spreadsheet in China saves it.
    private static func decoded(_ data: Data) -> String? {
        if let text = String(validating: data, as: UTF8.self) { return text }
        if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
            return String(data: data, encoding: .utf16)
        }
        let gb18030 = String.Encoding(rawValue: 0x8000_0632)
        return String(data: data, encoding: gb18030)
    }

    /// The language of a file: a folder `en/` or `zh/` above it, or `name.zh.txt`.
    static func language(of file: String) -> Language? {
        for part in file.split(whereSeparator: { $0 == "/" || $0 == "." }) {
            if let language = Language(rawValue: part.lowercased()) { return language }
        }
        return nil
    }

    // MARK: Plain forms

    /// `intents/<name>.txt`: one example a line, `#` starts a comment.
    private mutating func readList(_ text: String, file: String) {
        let base = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
        let intent = String(base.split(separator: ".").first ?? "")
        for (at, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        {
            let example = line.trimmingCharacters(in: .whitespaces)
            guard !example.isEmpty, !example.hasPrefix("#") else { continue }
            add(example, intent: intent, file: file, line: at + 1)
        }
    }

    private mutating func readTable(_ text: String, file: String) {
        let table = LabelledTable(text, separator: file.lowercased().hasSuffix(".tsv") ? "\t" : ",")
        for fault in table.faults { report(.warning, file, fault.line, fault.reason) }
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
            let language =
                written ?? Self.language(of: file) ?? Analyzer().analyze(answer).language
            responsePlaces[name] = responsePlaces[name] ?? (file, row.line)
            responses.add(
                ResponseVariant(text: answer), name: name, language: language ?? .english)
        }
    }

    /// `language` is the example's own; without one it has that of its file.
    mutating func add(
        _ text: String, intent: String, file: String, line: Int, language: Language? = nil
    ) {
        let annotated = AnnotatedText(text)
        for object in annotated.unread {
            report(.warning, file, line, "no annotation with an 'entity', so text: \(object)")
        }
        for (surface, value) in annotated.synonyms where surface != value {
            rules.synonyms[surface.lowercased()] = value
        }
        guard !annotated.text.isEmpty else { return }
        let example = Example(text: annotated.text, intent: intent)
        examples.append((example, language ?? Self.language(of: file), file, line))
        guard !annotated.spans.isEmpty else { return }
        annotatedExamples.append(
            AnnotatedExample(text: annotated.text, spans: annotated.spans))
    }

    // MARK: What is doubtful

    mutating func check() {
        var first: [String: (intent: String, file: String, line: Int)] = [:]
        var counts: [String: (count: Int, file: String, line: Int)] = [:]
        let analyzer = Analyzer()
        for (example, _, file, line) in examples {
            counts[example.intent, default: (0, file, line)].count += 1
            let key = analyzer.analyze(example.text).words.joined(separator: " ")
            guard let earlier = first[key] else {
                first[key] = (example.intent, file, line)
                continue
            }
            let place = "\(earlier.file):\(earlier.line)"
            if earlier.intent == example.intent {
                report(.warning, file, line, "the same example stands at \(place)")
            } else {
                report(
                    .warning, file, line,
                    "an example of '\(example.intent)' is one of '\(earlier.intent)' at \(place)")
            }
        }
        for (intent, entry) in counts.sorted(by: { $0.key < $1.key }) where entry.count == 1 {
            report(.warning, entry.file, entry.line, "intent '\(intent)' has one example only")
        }
        checkResponses(intents: Set(counts.keys))
    }

    private mutating func checkResponses(intents: Set<String>) {
        let used = Set(intents.map { "utter_" + $0 }).union(actions.values.joined())
            .union(Responses.builtIn.names)
        for name in responses.names where !used.contains(name) {
            guard let place = responsePlaces[name] else { continue }
            report(.warning, place.file, place.line, "response '\(name)' is never said")
        }
        for (intent, names) in actions.sorted(by: { $0.key < $1.key }) {
            let missing = names.filter { $0.hasPrefix("utter_") && !responses.has($0) }
            guard let name = missing.first, let place = rulePlaces[intent] else { continue }
            report(
                .warning, place.file, place.line, "the rule says '\(name)', which is no response")
        }
        let bound = Set(passages.compactMap(\.intent))
        for intent in intents.sorted() where intent != IntentModel.outOfScope {
            let isAnswered =
                responses.has("utter_" + intent) || actions[intent] != nil
                || bound.contains(intent)
            guard !isAnswered, let example = examples.first(where: { $0.example.intent == intent })
            else { continue }
            report(
                .warning, example.file, example.line,
                "intent '\(intent)' has no response, rule or article; the corpus may answer")
        }
        for intent in bound.sorted() where !intents.contains(intent) {
            guard let passage = passages.first(where: { $0.intent == intent }) else { continue }
            let file = "corpus/" + passage.id.prefix { $0 != "#" }
            report(.warning, file, 0, "is bound to the intent '\(intent)', which has no example")
        }
    }

    func project() -> AssistantProject {
        var project = AssistantProject()
        project.examples = examples.map(\.example)
        project.annotatedExamples = annotatedExamples
        project.entityRules = rules
        project.passages = passages
        project.findings = findings
        var titles: [String: [Language: String]] = [:]
        for (example, language, _, _) in examples {
            let language = language ?? Analyzer().analyze(example.text).language ?? .english
            if titles[example.intent]?[language] == nil {
                titles[example.intent, default: [:]][language] = example.text
            }
        }
        var articles: [String: [Language: Passage]] = [:]
        for passage in passages {
            guard let intent = passage.intent else { continue }
            let language = passage.language ?? .english
            if articles[intent]?[language] == nil {
                articles[intent, default: [:]][language] = passage
            }
        }
        project.script = DialogueScript(
            responses: responses, actions: actions, titles: titles, articles: articles)
        return project
    }
}
