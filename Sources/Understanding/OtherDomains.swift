/// What people ask banks, offices, schools, garages and voice assistants for.
///
/// A net goes by how a question is framed: of "what is the status of my planning permission" a shop
/// has every word but two. A message that names such a thing is asked about and not acted on,
/// unless an example, a list or an article of the desk names it, too: then it is the desk's
/// business. What any shop's customers say of a product, a delivery or a payment is no such thing.
package enum OtherDomains {
    /// A phrase in a text.
    package struct Mention {
        /// Its tokens.
        package var range: Range<Int>
        /// A key that all inflections of the phrase share.
        var key: UInt64
    }

    /// The phrases that a text has, by their beginnings; none over a mark, which parts two things.
    package static func mentions(in analysis: Analysis) -> [Mention] {
        let phrases = phrases
        var mentions: [Mention] = []
        for start in analysis.tokens.indices {
            var (end, key) = (start, seed)
            while end < analysis.tokens.count, end == start || !analysis.isParted(before: end) {
                key = Hash64.mix(key, Self.key(of: analysis.tokens[end], analysis))
                guard let isPhrase = phrases[key] else { break }
                end += 1
                if isPhrase { mentions.append(Mention(range: start..<end, key: key)) }
            }
        }
        return mentions
    }

    /// The domains that the phrases with these keys are of, by their numbers.
    static func domains(of keys: some Sequence<UInt64>) -> Set<Int> {
        Set(keys.compactMap { tables.domains[$0] })
    }

    /// Keys of the beginnings of all phrases, word by word, and whether each is a whole one: a word
    /// that begins none is looked up once.
    private static var phrases: [UInt64: Bool] { tables.phrases }

    private static let tables: (phrases: [UInt64: Bool], domains: [UInt64: Int]) = {
        var (phrases, domains): ([UInt64: Bool], [UInt64: Int]) = ([:], [:])
        for (number, list) in (lists(english) + lists(chinese)).enumerated() {
            // As one text with marks between: to analyze each by itself takes twenty times as long.
            let analysis = Analyzer().analyze(list.joined(separator: ", "), scalarLimit: .max)
            var key = seed
            func end() { (phrases[key], domains[key]) = (true, number) }
            for (at, token) in analysis.tokens.enumerated() where token.kind != .mark {
                let isParted = at > 0 && analysis.isParted(before: at)
                if isParted || at > 0 && analysis.tokens[at - 1].kind == .mark {
                    end()
                    key = seed
                }
                key = Hash64.mix(key, Self.key(of: token, analysis))
                if phrases[key] == nil { phrases[key] = false }
            }
            end()
        }
        return (phrases, domains)
    }()

    private static let seed: UInt64 = 17

    /// The phrases of a text in which lines that begin with `#` name the domain of those below.
    package static func list(_ text: String) -> [String] { lists(text).flatMap(\.self) }

    /// The same by domain.
    private static func lists(_ text: String) -> [[String]] {
        text.split(separator: "\n").reduce(into: []) { lists, line in
            if line.hasPrefix("#") || lists.isEmpty { lists.append([]) }
            guard !line.hasPrefix("#") else { return }
            lists[lists.count - 1] += CourtesyWords.phrases(String(line))
        }
    }

    private static func key(of token: Token, _ analysis: Analysis) -> UInt64 {
        token.kind == .word ? analysis.stemKey(of: token) : analysis.key(of: token)
    }

    /// The phrases that a desk's own texts have, while these go by.
    struct Own: Sendable {
        private(set) var keys: Set<UInt64> = []

        mutating func add(_ analysis: Analysis) {
            for mention in OtherDomains.mentions(in: analysis) { keys.insert(mention.key) }
        }

        mutating func append(_ other: Own) { keys.formUnion(other.keys) }

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
