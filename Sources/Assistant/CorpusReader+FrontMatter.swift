import Understanding
import Yams

/// What stands between `---` and `---`, or `+++` and `+++`, at the top of an article.
extension CorpusReader {
    struct FrontMatter {
        var title: String?
        var language: Language?
        /// The tag of a language that is not spoken, with its line in the file.
        var foreign: (tag: String, line: Int)?
        /// The intent that the article's first passage answers.
        var intent: String?
        /// The line of the file that names it.
        var intentLine = 0
        /// Other ways to ask for the article's first section.
        var questions: [String] = []
    }

    /// What stands at the top of an article, and the place of the first line behind it. What is no
    /// front matter is text, but for the line above it, and is reported.
    mutating func frontMatter(
        of lines: [Substring], _ file: String
    ) -> (meta: FrontMatter, start: Int) {
        guard let first = lines.firstIndex(where: { !MarkdownLine($0).isBlank }),
            let form = FrontMatterForm(fence: lines[first])
        else { return (FrontMatter(), 0) }
        let below = lines[(first + 1)...]
        let end = below.firstIndex(where: form.isFence)
        // Below a blank line it may as well be a thematic break.
        if first > 0, end == nil || !lines[first + 1].contains(form.separator) {
            return (FrontMatter(), 0)
        }
        guard let end else {
            let start = form.keysEnd(of: below, named: Self.used)
            let what = start == below.startIndex ? "what follows is text" : "its keys are left out"
            report(
                .warning, at: FilePlace(file, first + 1),
                "the front matter has no closing '\(form.fence)', so \(what); "
                    + "write that line, or take this one out")
            return (FrontMatter(), start)
        }
        if let meta = frontMatter(below[..<end], as: form, file) { return (meta, end + 1) }
        report(
            .warning, at: FilePlace(file, first + 1),
            "no '\(form.entry)' between '\(form.fence)' and '\(form.fence)', "
                + "so text; write such lines, or take this one out")
        return (FrontMatter(), first + 1)
    }

    /// What some lines of a file say, which is nothing, and reported, where keys do not parse; nil
    /// where they are text.
    private mutating func frontMatter(
        _ lines: ArraySlice<Substring>, as form: FrontMatterForm, _ file: String
    ) -> FrontMatter? {
        let keys =
            switch form {
            case .yaml: yamlKeys(lines, file)
            case .toml: tomlKeys(lines, file)
            }
        return keys.map { frontMatter($0, file) }
    }

    private mutating func frontMatter(_ keys: [FrontMatterKey], _ file: String) -> FrontMatter {
        let known = Dictionary(keys.map { ($0.name, $0) }) { first, _ in first }
        var meta = FrontMatter()
        if let (tag, line) = Self.languageTag(known) {
            meta.language = tag.spoken
            if tag.spoken == nil { meta.foreign = (tag.text, line) }
        }
        guard foreignTag(meta, file) == nil else { return meta }
        reportUnused(keys, file)
        func plain(_ name: String) -> String? {
            text(known[name], file).map { Heading.plain(Self.linesJoined($0)[...]) }
        }
        let question = plain("question")
        meta.title = plain("title") ?? question
        meta.intent = text(known["intent"], file)
        meta.intentLine = known["intent"]?.valueLine ?? 0
        meta.questions = [question].compactMap(\.self) + list(known["questions"], file)
        // Tags are for people, but must be what they seem.
        _ = list(known["tags"], isTextTaken: false, file)
        guard let key = known["lang"], let lang = text(key, file) else { return meta }
        meta.language = meta.language ?? Language(tag: lang)
        if meta.language == nil {
            report(
                .warning, at: FilePlace(file, key.valueLine),
                "'lang: \(lang)' is neither en nor zh")
        }
        return meta
    }

    /// The language of `lang`, or of `language` where that is missing, with its line in the file;
    /// nil where it is none that is known.
    private static func languageTag(
        _ keys: [String: FrontMatterKey]
    ) -> (tag: LanguageTag, line: Int)? {
        let key = [keys["lang"], keys["language"]].compactMap(\.self).first { $0.value != .nothing }
        guard let key, case .text(let text) = key.value else { return nil }
        return LanguageTag(text).map { ($0, key.valueLine) }
    }

    /// The tag of a language that is not spoken, where the article or its path says so, with its
    /// line in the file, or 0: what the article says counts more.
    func foreignTag(_ meta: FrontMatter, _ file: String) -> (tag: String, line: Int)? {
        if let foreign = meta.foreign { return foreign }
        return meta.language == nil ? foreignPaths.tag(of: file).map { ($0, 0) } : nil
    }

    // MARK: Keys

    /// The keys of YAML; none, and reported, where it does not parse, and nil where the lines are
    /// text.
    private mutating func yamlKeys(
        _ lines: ArraySlice<Substring>, _ file: String
    ) -> [FrontMatterKey]? {
        let root: Node?
        // The parser counts lines as the file does.
        let above = String(repeating: "\n", count: lines.startIndex)
        do {
            root = try Yams.compose(yaml: above + lines.joined(separator: "\n"))
        } catch {
            guard FrontMatterForm.yaml.areKeys(lines) else { return nil }
            let fault = YAMLFault(error)
            report(
                .warning, at: FilePlace(file, fault.line),
                "the front matter does not parse: \(fault.reason); "
                    + "the article is read without its keys")
            return []
        }
        guard let root else {
            // Comments are headings where a blank line parts them from the line above.
            let isText = lines.first.map { MarkdownLine($0).isBlank } ?? false
            return isText && !lines.allSatisfy { MarkdownLine($0).isBlank } ? nil : []
        }
        return root.mapping?.map { key, value in
            FrontMatterKey(
                name: key.string ?? "?", value: Self.value(value),
                line: key.place(in: file).line, valueLine: value.place(in: file).line)
        }
    }

    private static func value(_ node: Node) -> FrontMatterKey.Value {
        if node.null != nil { return .nothing }
        if let text = node.string { return .text(text) }
        guard let texts = node.sequence?.map(\.text), !texts.contains(nil) else { return .other }
        return .list(texts.compactMap(\.self))
    }

    private mutating func tomlKeys(
        _ lines: ArraySlice<Substring>, _ file: String
    ) -> [FrontMatterKey]? {
        let read = TOMLKeys(lines)
        if let line = read.fault {
            let hasKey = lines.contains { $0.contains(FrontMatterForm.toml.separator) }
            if read.keys.isEmpty, !hasKey { return nil }
            report(
                .warning, at: FilePlace(file, line),
                "no '\(FrontMatterForm.toml.entry)' in the front matter; left out")
        }
        return read.keys
    }

    private static let used: Set = ["title", "lang", "intent", "tags", "question", "questions"]

    /// All of a page are one finding, but for those of earlier pages, which only count there: a site
    /// has the same keys on a thousand pages, and not all of them on each.
    private mutating func reportUnused(_ keys: [FrontMatterKey], _ file: String) {
        let unused = keys.filter { !Self.used.contains($0.name) && !Self.isLanguage($0) }
        for finding in Set(unused.compactMap { unusedKeys[$0.name] }) { countOther(finding) }
        let new = unused.filter { unusedKeys[$0.name] == nil }
        guard let first = new.first else { return }
        var seen: Set<String> = []
        let names = new.map(\.name).filter { seen.insert($0).inserted }
        let verb = names.count == 1 ? "is" : "are"
        let what = "\(Self.quoted(names)) of the front matter \(verb) not used; left out"
        for name in names { unusedKeys[name] = findings.count }
        unusedKeyFindings[findings.count] = (what, 0)
        report(.warning, at: FilePlace(file, first.line), what)
    }

    /// Whether a key called `language` names one; it may as well be that of a program.
    private static func isLanguage(_ key: FrontMatterKey) -> Bool {
        guard key.name == "language", case .text(let text) = key.value else { return false }
        return LanguageTag(text) != nil
    }

    /// Counts one more article with a key of a finding.
    private mutating func countOther(_ finding: Int) {
        guard let told = unusedKeyFindings[finding] else { return }
        let others = Self.count(told.others + 1, "other article", "other articles")
        unusedKeyFindings[finding]?.others += 1
        findings[finding].message = "\(told.what), as in \(others)"
    }

    // MARK: Values

    /// A value; nil where it is missing or empty, and reported where it is no text.
    private mutating func text(_ key: FrontMatterKey?, _ file: String) -> String? {
        switch key?.value {
        case nil, .nothing: return nil
        case .text(let text): return text.isEmpty ? nil : text
        case .list, .other:
            report(
                .warning, at: FilePlace(file, key?.valueLine ?? 0),
                "'\(key?.name ?? "")' of the front matter is no text")
            return nil
        }
    }

    /// The texts of a list, or of a single one; none where it is missing, and reported where it is
    /// neither.
    private mutating func list(
        _ key: FrontMatterKey?, isTextTaken: Bool = true, _ file: String
    ) -> [String] {
        switch key?.value {
        case nil, .nothing: return []
        case .list(let texts): return texts.map(Self.linesJoined).filter { !$0.isEmpty }
        case .text(let text) where isTextTaken: return text.isEmpty ? [] : [Self.linesJoined(text)]
        case .text, .other:
            report(
                .warning, at: FilePlace(file, key?.valueLine ?? 0),
                "'\(key?.name ?? "")' of the front matter is no list of texts; write [one, two]")
            return []
        }
    }

    /// `title` with its lines joined, as YAML folds them: a title is one line.
    private static func linesJoined(_ title: String) -> String {
        title.lines.map(\.trimmed).joined(separator: " ")[...].trimmed.description
    }
}
