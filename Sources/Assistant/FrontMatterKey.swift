/// A key at the top of an article, in either language.
struct FrontMatterKey {
    enum Value: Equatable {
        case nothing
        case text(String)
        case list([String])
        /// Numbers, tables and whatever else is no text.
        case other
    }

    var name: String
    var value: Value
    /// Lines of the file where the key and its value start.
    var line: Int
    var valueLine: Int
}

/// The language of a front matter, which its fences tell.
enum FrontMatterForm: CaseIterable {
    case yaml, toml

    /// What stands above and below.
    var fence: String {
        switch self {
        case .yaml: "---"
        case .toml: "+++"
        }
    }

    /// What parts a key from its value.
    var separator: String {
        switch self {
        case .yaml: ":"
        case .toml: "="
        }
    }

    /// How a key is written.
    var entry: String {
        switch self {
        case .yaml: "key: value"
        case .toml: "key = value"
        }
    }

    /// The form whose fence `line` is, with blanks behind it.
    init?(fence line: Substring) {
        guard let form = Self.allCases.first(where: { $0.isFence(line) }) else { return nil }
        self = form
    }

    func isFence(_ line: Substring) -> Bool {
        line.utf8.starts(with: fence.utf8) && line.trimmed == fence
    }

    /// Whether most of the lines that are not indented, from the first on, are keys: "Note: the
    /// shop is closed" over more words is none.
    func areKeys(_ lines: ArraySlice<Substring>) -> Bool {
        let told = lines.filter { line in
            let line = MarkdownLine(line)
            return line.indent == 0 && !line.isBlank && line.item == nil
                && line.rest.first != UInt8(ascii: "#")
        }
        guard let first = told.first, key(first) != nil else { return false }
        return told.count { key($0) != nil } * 2 > told.count
    }

    /// Behind the keys that `lines` start with, the first of which is one of `names`.
    func keysEnd(of lines: ArraySlice<Substring>, named names: Set<String>) -> Int {
        guard let first = lines.first.flatMap(key), names.contains(String(first)) else {
            return lines.startIndex
        }
        let isKey = { (line: Substring) in
            let form = MarkdownLine(line)
            return key(line) != nil || !form.isBlank && (form.indent > 0 || form.item != nil)
        }
        return lines.firstIndex { !isKey($0) } ?? lines.endIndex
    }

    /// The name that `line` gives a value: a word, then the separator.
    private func key(_ line: Substring) -> Substring? {
        let name = line.prefix { $0.isLetter || $0.isNumber || "_-.\"'".contains($0) }
        let rest = line[name.endIndex...].drop { $0 == " " }
        guard !name.isEmpty, rest.hasPrefix(separator) else { return nil }
        let value = rest.dropFirst()
        let isParted = value.first.map { $0 == " " || $0 == "\t" || self == .toml } ?? true
        return isParted ? name : nil
    }
}
