/// A file as the entries of a lookup or regex.
struct NamedList: Hashable {
    var file: String
    var kind: TrainingList
    var name: String

    /// What is said of it.
    struct Note {
        /// Which of the findings it is.
        var finding: Int
        /// Without how often the file is named.
        var message: String
        var times = 1
    }
}

/// Entries of lookups and regexes in files of their own, which training data names by their paths.
extension ProjectReader {
    /// Takes the lines of the file that `item` names; false where it names none.
    ///
    /// An item of a list may look like a path and be an entry. What stands in the place of a list
    /// is a path or a mistake.
    mutating func takeEntries(
        at item: PlacedText, isItem: Bool, _ kind: TrainingList, _ name: String
    ) -> Bool {
        guard Self.isPath(item.text) else { return false }
        let naming = item.place.file
        guard let file = file(item.text, namedIn: naming) else {
            let isEntry = kind == .regex || !item.text.contains("/") || item.text.contains(" ")
            if isItem, isEntry { return false }
            let form =
                if case .json = FileForm(of: naming) { "as a list" } else { "'- ' before each" }
            report(
                .warning, at: item.place,
                "no file '\(item.text)' in the assistant's folder; put it there or write its "
                    + "entries here, \(form); left out")
            return true
        }
        entryFiles.insert(file)
        takeFile(file, kind, name)
        return true
    }

    /// Takes what `file` lists, once, however often it is named.
    private mutating func takeFile(_ file: String, _ kind: TrainingList, _ name: String) {
        let list = NamedList(file: file, kind: kind, name: name)
        if var known = namedLists[list] {
            known.times += 1
            namedLists[list] = known
            findings[known.finding].message = "\(known.message), named \(known.times) times"
            return
        }
        guard let text = text(of: file) else { return }
        let entries = entries(text, of: file)
        let count = Self.count(entries.count, "entry", "entries")
        let message = "read as the \(kind.rawValue) '\(name)', \(count)"
        namedLists[list] = NamedList.Note(finding: findings.count, message: message)
        report(entries.isEmpty ? .warning : .note, at: FilePlace(file), message)
        addEntries(entries, kind, name)
    }

    /// The lines of `text`, of a table the first column, without the blank ones.
    private mutating func entries(_ text: String, of file: String) -> [PlacedText] {
        guard FileForm(of: file)?.isTable == true else {
            return text.lines.enumerated().map { at, line in
                PlacedText(text: String(line.trimmed), place: FilePlace(file, at + 1))
            }.filter { !$0.text.isEmpty }
        }
        // What parts the most rows: an entry may hold the other.
        let lines = text.lines
        let rows = [",", ";"].map { mark in lines.count { $0.contains(mark) } }
        let separator: Character = rows == [0, 0] ? "\t" : rows[0] >= rows[1] ? "," : ";"
        var records = LabelledTable.records(text, separator)
        if let last = records.last, last.isOpen {
            records.removeLast()
            report(
                .warning, at: FilePlace(file, last.line),
                "a quote opened in this row is never closed, and all from here is left out; "
                    + "close it")
        }
        return records.compactMap { record in
            guard let entry = record.fields.first?.singleSpaced, !entry.isEmpty else { return nil }
            return PlacedText(text: entry, place: FilePlace(file, record.line))
        }
    }

    /// Bytes of a path: every one of its tails is looked for.
    private static let pathBytesMax = 1_024

    /// Asked of every entry, so the last byte goes first.
    private static func isPath(_ text: String) -> Bool {
        guard let last = text.utf8.last, "tv".utf8.contains(last | 0x20) else { return false }
        guard 5...pathBytesMax ~= text.utf8.count else { return false }
        return [".txt", ".csv"].contains(text.suffix(4).lowercased())
    }

    /// The file that `file` names by `path`, relative to the assistant's folder and never outside.
    ///
    /// Rasa's paths start at its project, which may be the assistant's folder or any folder above
    /// `file`; or the first of the path's folders are here not there. Else it is the one file
    /// below `intents/` whose path ends as `path` does, folder and name at least.
    private func file(_ path: String, namedIn file: String) -> String? {
        guard !path.hasPrefix("/") else { return nil }
        let names = path.split(separator: "/").filter { $0 != "." }
        let folders = Self.folders(above: file)
        let tails = names.indices.map { names[$0...].joined(separator: "/") }
        let near = tails.lazy
            .flatMap { path in folders.lazy.compactMap { Self.plain("\($0)/\(path)") } }
            .first(where: isFile)
        return near ?? tails.dropLast().lazy.compactMap(onlyFile).first
    }

    /// The one file below `intents/` whose path ends with the names of `tail`; nil where there is
    /// none or several.
    private func onlyFile(endingWith tail: String) -> String? {
        let found = intentFiles.filter { $0.hasSuffix("/" + tail) }
        return found.count == 1 ? found[0] : nil
    }

    /// From the assistant's folder, which is empty, down to the one that holds `file`.
    private static func folders(above file: String) -> [String] {
        let names = file.split(separator: "/").dropLast()
        return (0...names.count).map { names.prefix($0).joined(separator: "/") }
    }

    /// `path` without `.` and `..`; nil where it leads out of the folder that it is relative to.
    private static func plain(_ path: String) -> String? {
        var names: [Substring] = []
        for name in path.split(separator: "/") where name != "." {
            if name != ".." {
                names.append(name)
            } else if names.popLast() == nil {
                return nil
            }
        }
        return names.joined(separator: "/")
    }

    private func isFile(_ path: String) -> Bool { isFolder(path) == false }
}
