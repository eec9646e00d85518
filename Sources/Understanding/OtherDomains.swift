/// What people ask banks, offices, schools, garages and voice assistants for.
///
/// A net goes by how a question is framed: of "what is the status of my planning permission" a shop
/// has every word but two. A message that names such a thing is asked about and not acted on, unless
/// an example or an article of the desk names it, too: then it is the desk's business.
package enum OtherDomains {
    /// A phrase in a text.
    package struct Mention {
        /// Its tokens.
        package var range: Range<Int>
        /// A key that all inflections of the phrase share.
        var key: UInt64
    }

    /// The phrases that a text has, by their beginnings.
    package static func mentions(in analysis: Analysis) -> [Mention] {
        let (phrases, keys) = (phrases, keys(of: analysis))
        var mentions: [Mention] = []
        for (at, key) in keys.enumerated() {
            for phrase in phrases[key] ?? [] where keys[at...].starts(with: phrase) {
                mentions.append(Mention(range: at..<at + phrase.count, key: Self.key(of: phrase)))
            }
        }
        return mentions
    }

    /// Every phrase as the keys of its words, by the first of them.
    static let phrases: [UInt64: [[UInt64]]] = {
        let analyzer = Analyzer()
        let phrases = [english, chinese].flatMap(list).map { keys(of: analyzer.analyze($0)) }
        return Dictionary(grouping: phrases.filter { !$0.isEmpty }) { $0[0] }
    }()

    /// The phrases of a text in which lines that begin with `#` name the domain of those below.
    package static func list(_ text: String) -> [String] {
        text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .flatMap { CourtesyWords.phrases(String($0)) }
    }

    private static func keys(of analysis: Analysis) -> [UInt64] {
        analysis.tokens.map { $0.kind == .word ? analysis.stemKey(of: $0) : analysis.key(of: $0) }
    }

    private static func key(of phrase: [UInt64]) -> UInt64 { phrase.reduce(17, Hash64.mix) }

    /// The phrases that a desk's own texts have, while these go by.
    struct Own {
        private var keys: Set<UInt64> = []

        mutating func add(_ analysis: Analysis) {
            for mention in OtherDomains.mentions(in: analysis) { keys.insert(mention.key) }
        }

        /// Adds them to a file, for ``OtherDomains/own(in:)``.
        func write(to writer: inout SectionFile.Writer) { writer.add(section, keys.sorted()) }
    }

    private static let section = "domains"

    /// Keys of the phrases that the texts behind a file have.
    static func own(in file: SectionFile) -> Set<UInt64> {
        let keys = file.array(section, of: UInt64.self)
        return Set((0..<keys.count).map { keys[$0] })
    }
}
