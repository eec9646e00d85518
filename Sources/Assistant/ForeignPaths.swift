import Understanding

/// Which files of a corpus are, as their paths say, in a language that the desk does not speak.
///
/// Many tags are words and countries, too: `it/` may be a department, `de/` where parcels go. A tag
/// of two letters counts only beside others that make a language of it.
struct ForeignPaths {
    /// Names of what stands in each folder: of folders, and of articles without their extension.
    private var folders: [Substring: Set<Substring>] = [:]
    private var articles: [Substring: Set<Substring>] = [:]
    /// Names of those without the tag of a language that is spoken; empty of `en.md`.
    private var translated: [Substring: Set<Substring>] = [:]

    /// How many tags in a folder make languages of those of two letters, where none is spoken.
    private static let tagsMin = 3

    init(_ files: [String] = []) {
        for file in files {
            for (above, name) in Self.folders(of: file) { folders[above, default: []].insert(name) }
            guard ArticleForm(of: file) != nil else { continue }
            let (above, name) = Self.name(of: file)
            articles[above, default: []].insert(name)
            let (start, word) = Self.parts(of: name)
            if LanguageTag(word)?.spoken != nil { translated[above, default: []].insert(start) }
        }
    }

    /// The tag of a language that is not spoken, where the path has one; nil where it names a
    /// language that is, too.
    func tag(of file: String) -> String? {
        guard CorpusReader.language(named: file) == nil else { return nil }
        let folder = Self.folders(of: file).first { isForeign($0.name, in: $0.above) }
        return (folder?.name ?? tagOfName(file)).map(String.init)
    }

    /// Whether a folder is called by another language.
    private func isForeign(_ name: Substring, in above: Substring) -> Bool {
        guard let tag = LanguageTag(name) else { return false }
        if tag.isSure { return true }
        let names = folders[above] ?? []
        let tags = names.compactMap { LanguageTag($0) }
        if tags.contains(where: { $0.spoken != nil }) { return true }
        // Countries such as `us` and `jp` have names that no language has.
        return tags.count(where: { !$0.isWord }) >= Self.tagsMin
            && names.allSatisfy { $0.count != 2 || LanguageTag($0) != nil }
    }

    /// The tag of another language in the name of a file: `name.fr.md` beside `name.md` or
    /// `name.en.md`, `fr.md` beside `en.md`, and one with a region anywhere.
    private func tagOfName(_ file: String) -> Substring? {
        let (above, name) = Self.name(of: file)
        let (start, word) = Self.parts(of: name)
        guard let tag = LanguageTag(word) else { return nil }
        if tag.isSure { return word }
        let isBeside =
            articles[above]?.contains(start) == true || translated[above]?.contains(start) == true
        // `as-is.md` is called by words, whatever stands beside it.
        return isBeside && (word.count < name.count || tag.region == nil) ? word : nil
    }

    /// The folders that a file stands in, each with the path above it.
    private static func folders(of file: String) -> [(above: Substring, name: Substring)] {
        let names = file.split(separator: "/").dropLast()
        return names.map { (file[..<$0.startIndex], $0) }
    }

    /// The path above a file, and its name without extension.
    private static func name(of file: String) -> (above: Substring, name: Substring) {
        let start = file.lastIndex(of: "/").map { file.index(after: $0) } ?? file.startIndex
        let name = file[start...]
        return (file[..<start], name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
    }

    /// `name` and `fr` of `name.fr`; nothing and `fr` of `fr`.
    private static func parts(of name: Substring) -> (start: Substring, word: Substring) {
        guard let dot = name.lastIndex(of: ".") else { return ("", name) }
        return (name[..<dot], name[dot...].dropFirst())
    }
}
