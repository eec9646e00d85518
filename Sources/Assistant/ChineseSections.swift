import Understanding

/// Sections of articles that stand in simplified and in traditional ideographs.
///
/// Matching sees one as the other: of two such sections no question tells which is meant, so one of
/// them serves both. They are sections with the same title of articles whose paths differ only by a
/// Chinese tag, as `zh/fees.md` and `zh-TW/fees.md`; the first of one title is that of the other.
struct ChineseSections {
    typealias Key = UInt64
    /// Places of the passages of each section, by the path of its article and by its title.
    private var places: [String: [Key: [Range<Int>]]] = [:]
    /// The first article that sections were left out of, and the one that has them.
    private var first: (file: String, other: Substring)?
    private var sections = 0
    private var articles = 0

    /// Sections of an article that is being read, and what was read before.
    struct Reading {
        let file: String
        /// The path without its tag; nil where it has none.
        let path: String?
        private let known: [Key: [Range<Int>]]
        private var counts: [Key: Int] = [:]
        fileprivate private(set) var added: [(key: Key, places: Range<Int>)] = []
        fileprivate private(set) var leftOut = 0
        /// The article that the first of them stands in.
        fileprivate private(set) var other: Substring?

        init(_ file: String, of read: ChineseSections) {
            self.file = file
            path = ChineseSections.path(of: file)
            known = path.flatMap { read.places[$0] } ?? [:]
        }

        /// Where the next section, whose first part is `passage`, stands in other characters.
        mutating func twin(of passage: Passage) -> Range<Int>? {
            guard let key = key(of: passage) else { return nil }
            let count = counts[key, default: 0]
            counts[key] = count + 1
            return known[key]?.dropFirst(count).first
        }

        /// Keeps in mind where a section without such a twin stands.
        mutating func add(_ passage: Passage, at places: Range<Int>?) {
            guard let key = key(of: passage), let places else { return }
            added.append((key, places))
        }

        private func key(of passage: Passage) -> Key? {
            guard path != nil, passage.language == .chinese else { return nil }
            return ChineseSections.key(passage.title)
        }

        /// Counts a section that stands in the article `other`.
        mutating func leaveOut(_ other: Substring) {
            leftOut += 1
            self.other = self.other ?? other
        }
    }

    /// Takes in an article that has been read.
    mutating func take(_ read: Reading) {
        guard let path = read.path else { return }
        for (key, section) in read.added {
            places[path, default: [:]][key, default: []].append(section)
        }
        guard let other = read.other else { return }
        sections += read.leftOut
        articles += 1
        if first == nil { first = (read.file, other) }
    }

    /// What was left out; nil where nothing was.
    var finding: Finding? {
        first.map { file, other in
            let sections = CorpusReader.count(sections, "section", "sections")
            let articles = CorpusReader.count(articles, "such article", "such articles")
            return Finding(
                severity: .note, place: FilePlace(file),
                message: "stands at corpus/\(other) in other characters; left out, in all "
                    + "\(sections) of \(articles)")
        }
    }

    /// `files` with those in traditional ideographs behind the others.
    static func simplifiedFirst(_ files: [String]) -> [String] {
        let isTraditional = files.map { file in
            words(of: file).contains { LanguageTag($0)?.isTraditional == true }
        }
        let marked = zip(files, isTraditional)
        return marked.filter { !$1 }.map(\.0) + marked.filter(\.1).map(\.0)
    }

    /// What two texts share that matching does not tell apart; nil where one has no words.
    static func key(_ text: String) -> Key? { PassageIndex.exactKey(Analyzer().analyze(text)) }

    /// A path with the same word for every Chinese tag; nil where it has none.
    private static func path(of file: String) -> String? {
        let words = words(of: file).map { LanguageTag($0)?.spoken == .chinese ? "zh" : $0 }
        return words.contains("zh") ? words.joined(separator: "/") : nil
    }

    /// The words of a path that may be tags.
    private static func words(of file: String) -> [Substring] {
        file.split { $0 == "/" || $0 == "." }
    }
}
