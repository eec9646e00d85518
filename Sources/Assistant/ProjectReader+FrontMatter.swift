import Understanding
import Yams

/// What stands between `---` and `---` at the top of an article.
extension ProjectReader {
    struct FrontMatter {
        var title: String?
        var language: Language?
        /// The intent that the article's first passage answers.
        var intent: String?
        /// The line of the file that names it.
        var intentLine = 0
    }

    /// The YAML of some lines of a file; nil, and reported, where it does not parse.
    mutating func frontMatter(
        _ lines: ArraySlice<Substring>, _ file: String
    ) -> FrontMatter? {
        let root: Node?
        // The parser counts lines as the file does.
        let above = String(repeating: "\n", count: lines.startIndex)
        do {
            root = try Yams.compose(yaml: above + lines.joined(separator: "\n"))
        } catch {
            let (line, reason) = TextFile.place(ofYAML: error)
            report(.error, at: FilePlace(file, line), "the front matter does not parse: \(reason)")
            return nil
        }
        var meta = FrontMatter()
        guard let root else { return meta }
        guard let mapping = root.mapping else {
            report(.warning, at: root.place(in: file), "no 'key: value' in the front matter")
            return meta
        }
        checkKeys(mapping, file)
        meta.title = text(mapping["title"], of: "title", file).map(Self.onOneLine)
        meta.intent = text(mapping["intent"], of: "intent", file)
        meta.intentLine = mapping["intent"].map { $0.place(in: file).line } ?? 0
        guard let lang = text(mapping["lang"], of: "lang", file) else { return meta }
        meta.language = Language(tag: lang)
        if meta.language == nil, let node = mapping["lang"] {
            report(.warning, at: node.place(in: file), "'lang: \(lang)' is neither en nor zh")
        }
        return meta
    }

    /// Tags are for people, but must be what they seem.
    private mutating func checkKeys(_ mapping: Node.Mapping, _ file: String) {
        for (key, value) in mapping where !["title", "lang", "intent"].contains(key.string) {
            let name = key.string ?? "?"
            if name != "tags" {
                report(
                    .warning, at: key.place(in: file),
                    "'\(name)' of the front matter is not used; left out")
            } else if value.null == nil, value.sequence?.allSatisfy({ $0.text != nil }) != true {
                report(
                    .warning, at: value.place(in: file),
                    "'tags' of the front matter is no list of texts; write [one, two]")
            }
        }
    }

    /// A value of the front matter; nil where it is missing or empty, and reported where it is
    /// no text.
    private mutating func text(_ node: Node?, of key: String, _ file: String) -> String? {
        guard let node, node.null == nil else { return nil }
        guard let text = node.string else {
            report(.warning, at: node.place(in: file), "'\(key)' of the front matter is no text")
            return nil
        }
        return text.isEmpty ? nil : text
    }

    private static func onOneLine(_ title: String) -> String {
        title.lines.map(\.trimmed).joined(separator: " ")
    }
}
