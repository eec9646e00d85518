import Dialogue
import Foundation
import Understanding

/// Lists (`.txt`) that no lookup or regex names: the examples of an intent, a table, or neither.
extension ProjectReader {
    /// `intents/<name>.txt`: one example a line, `#` starts a comment. What starts with a table's
    /// header is a table.
    mutating func readList(_ text: String, file: String) {
        if let separator = LabelledTable.separator(ofHeaderIn: text) {
            readListedTable(text, separator, file: file)
            return
        }
        let base = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
        let intent = String(base.split(separator: ".").first ?? "")
        let lines = Self.messages(text, in: file)
        guard !lines.isEmpty else {
            report(.warning, at: FilePlace(file), "no example; write one a line")
            return
        }
        if !namedIntents.contains(intent), let reason = oddity(of: lines, in: file) {
            report(
                .warning, at: FilePlace(file),
                "\(reason), so no messages of customers; left out; if it is an intent, list "
                    + "'\(intent)' below 'intents:' or write its examples below 'nlu:'")
            return
        }
        for line in lines { add(line.text, intent: intent, at: line.place) }
        let count = Self.count(lines.count, "example", "examples")
        report(.note, at: FilePlace(file), "read as the intent '\(intent)', \(count)")
    }

    private mutating func readListedTable(
        _ text: String, _ separator: Character, file: String
    ) {
        let before = examples.count
        readTable(text, separator, file: file)
        guard examples.count > before else { return }
        let count = Self.count(examples.count - before, "example", "examples")
        report(.note, at: FilePlace(file), "read as a table, \(count)")
    }

    /// The lines that are neither blank nor comments.
    private static func messages(_ text: String, in file: String) -> [PlacedText] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .compactMap { at, line in
                let line = line.trimmingCharacters(in: .whitespaces)
                guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
                return PlacedText(text: line, place: FilePlace(file, at + 1))
            }
    }

    // MARK: What is no intent

    /// Lists that stand in every project of software: each would be an intent by its name. What
    /// the readme of a project shows of Rasa's Markdown is there to explain it.
    static func isAboutSoftware(_ file: String, _ form: FileForm) -> Bool {
        // An underscore stands inside of words, as in `license_renewal`.
        let name = (file as NSString).lastPathComponent
        let word = name.prefix { !".- ".contains($0) }.lowercased()
        switch form {
        case .list:
            return ["requirements", "license", "licence", "readme", "changelog", "robots"]
                .contains(word) || name.hasSuffix(".LICENSE.txt")
        case .markdown: return word == "readme"
        case .yaml, .json, .table: return false
        }
    }

    /// Intents of which anything but a list tells: examples, a domain, a rule or a response.
    var intentsNamedElsewhere: Set<String> {
        Set(examples.map(\.example.intent)).union(declared.map(\.intent))
            .union(rulePlaces.keys).union(unservedRules.keys)
            .union(responses.names.compactMap(Responses.intent(ofName:)))
    }

    /// What of these lines no customer writes; nil where they may be the examples of an intent.
    private func oddity(of lines: [PlacedText], in file: String) -> String? {
        if part == nil, let folder = Self.folderOfWords(above: file) {
            return "the folder '\(folder)' is one for lists of words"
        }
        // Beside Rasa's files lie notes and commands; a domain says which intents there are.
        if part == nil, let other = declared.first {
            return "the intents at \(other.place) are others"
        }
        let entries = lines.count { Self.isDictionaryEntry($0.text) }
        if entries >= Self.entriesMin, entries * 2 > lines.count {
            return "most lines are a word, a number and a tag, as in a dictionary"
        }
        let (asked, answered) = lines.reduce(into: (0, 0)) { count, line in
            if AskedQuestions.isMarkedQuestion(line.text) { count.0 += 1 }
            if AskedQuestions.isMarkedAnswer(line.text) { count.1 += 1 }
        }
        if min(asked, answered) >= Self.entriesMin {
            return "questions stand over their answers, which belong into 'corpus/'"
        }
        if lines.count(where: { Self.isPackage($0.text) }) * 2 > lines.count {
            return "most lines are packages of software with their versions"
        }
        let paragraphs = lines.count { $0.text.unicodeScalars.count > Self.messageScalarsMax }
        if paragraphs * 2 > lines.count {
            return "most lines are longer than \(Self.messageScalarsMax) characters"
        }
        // Where nothing else names intents, lists are all that there is.
        guard lines.count > Self.listLinesMax, !namedIntents.isEmpty else { return nil }
        return "\(Self.count(lines.count, "line", "lines")), and no other file names the intent"
    }

    /// The folder above `file` that is called as those are in which projects keep what lookups name
    /// and what cuts text into words.
    private static func folderOfWords(above file: String) -> String? {
        file.split(separator: "/").dropLast().map(String.init).first { folder in
            [
                "dict", "dicts", "dictionary", "dictionaries", "jieba", "userdict", "stopwords",
                "lookup", "lookups", "lookuptable", "lookuptables",
            ]
            .contains(folder.lowercased().filter(\.isLetter))
        }
    }

    /// Entries that make a dictionary: one message or two may look like some.
    private static let entriesMin = 3
    /// Scalars of a line above which it is a paragraph: few messages are as long.
    private static let messageScalarsMax = 300
    /// Lines of a list that nothing names: people write dozens of examples, programs thousands of
    /// lines.
    private static let listLinesMax = 500

    /// As `云计算 5 n`, a line of the dictionaries of jieba, which cuts Chinese into words.
    private static func isDictionaryEntry(_ line: String) -> Bool {
        let fields = line.split(whereSeparator: \.isWhitespace)
        return fields.count == 3 && fields[1].allSatisfy { ("0"..."9").contains($0) }
            && wordClasses.contains(fields[2])
    }

    /// As `rasa==2.8.0` or `numpy >= 1.16`, a line of Python's `requirements_dev.txt`, and
    /// `python-3.8.1`, the one of a `runtime.txt`.
    private static func isPackage(_ line: String) -> Bool {
        let pattern = #"^([\w.\-]+(\[[\w,\- ]*\])?\s*(==|>=|<=|~=|!=)\s*\d|python-\d[\d.]*$)"#
        return line.range(of: pattern, options: .regularExpression) != nil
    }

    /// The tags of jieba's word classes that people give their own words.
    private static let wordClasses: Set<Substring> = [
        "a", "ad", "an", "c", "d", "eng", "f", "i", "j", "l", "n", "nr", "ns", "nt", "nz", "o",
        "p", "q", "r", "s", "t", "v", "vd", "vn", "x", "z",
    ]
}
