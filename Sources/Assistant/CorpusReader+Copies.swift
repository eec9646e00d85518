import Understanding

/// Sections that stand in several articles.
extension CorpusReader {
    typealias Copy = (place: FilePlace, earlier: FilePlace)

    /// Where `section` stands already: that one is found by the questions of `passage`, too. One
    /// that answers an intent of its own is no copy.
    mutating func earlier(_ section: SectionText, _ passage: Passage) -> FilePlace? {
        guard let stands = sectionPlaces[section] else { return nil }
        guard isAnswered(passage, at: stands.passages) else { return nil }
        let known = passages[stands.passages.lowerBound].questions
        let new = passage.questions.filter { !known.contains($0) }
        for at in stands.passages { passages[at].questions += new }
        return stands.place
    }

    /// Whether the section whose parts stand at `places` answers the intent of `passage`, if that
    /// has one.
    func isAnswered(_ passage: Passage, at places: Range<Int>) -> Bool {
        passage.intent == nil || passage.intent == passages[places.lowerBound].intent
    }

    /// Adds other ways to ask for the section whose parts stand at `places`, which matching tells
    /// from those that it has.
    mutating func ask(_ questions: [String], at places: Range<Int>) {
        let first = passages[places.lowerBound]
        var known = Set(([first.title] + first.questions).map(ChineseSections.key))
        let new = questions.filter { known.insert(ChineseSections.key($0)).inserted }
        for at in places { passages[at].questions += new }
    }

    /// Pages of several versions repeat themselves, each of which is one finding where it does so
    /// from end to end.
    mutating func report(_ copies: [Copy], of count: Int, _ file: String) {
        guard copies.count == count, count > 1 else {
            for copy in copies {
                report(
                    .warning, at: copy.place,
                    "the same passage stands at \(copy.earlier); left out")
            }
            return
        }
        report(
            .warning, at: FilePlace(file),
            "all \(count) passages stand elsewhere, the first at \(copies[0].earlier); left out")
    }
}

/// What makes two sections of articles the same.
struct SectionText: Hashable {
    /// Nil for what stands above the first heading and is called by its file: a copy of it has
    /// another name.
    var title: String?
    var text: String
    var language: Language?
}

/// Where a section stands first, and which passages it has become.
struct SectionPlace {
    var place: FilePlace
    var passages: Range<Int>
}
