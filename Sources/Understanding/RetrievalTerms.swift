/// One occurrence of a term of retrieval.
struct RetrievalTerm {
    var key: UInt64
    /// The first of its tokens, and how many it has.
    var token: Int
    var width = 1
    /// What is left of its idf: below one for ``CommonWords``.
    var share: Float = 1

    /// Whether it is a word or ideograph that tells what a text is about.
    var isTopic: Bool { width == 1 && share == 1 }
}

/// The terms of retrieval, for BM25.
enum RetrievalTerms {
    /// Words by their stem or its group of synonyms, numbers by their digits, ideographs and pairs
    /// of neighbouring ideographs.
    static func words(_ analysis: Analysis) -> [RetrievalTerm] {
        var terms: [RetrievalTerm] = []
        terms.reserveCapacity(analysis.tokens.count + analysis.ideographCount)
        let (common, groups) = (CommonWords.words, Synonyms.groups)
        let particles = CommonWords.ideographs
        var last: (key: UInt64, isCommon: Bool)?
        var numbers = 0
        analysis.bytes.withUnsafeBytes { bytes in
            for (at, token) in analysis.tokens.enumerated() {
                let slice = UnsafeRawBufferPointer(rebasing: bytes[token.range])
                if token.kind != .ideograph { last = nil }
                switch token.kind {
                case .mark: break
                case .word:
                    let stem = Stem.key(slice)
                    let key = groups[stem] ?? stem
                    let share = common.contains(key) ? CommonWords.wordShare : 1
                    terms.append(RetrievalTerm(key: key, token: at, share: share))
                case .number:
                    let digits = analysis.numberHashes[numbers]
                    numbers += 1
                    terms.append(RetrievalTerm(key: Hash64.mix(digits, 5), token: at))
                case .ideograph:
                    let key = Hash64.of(slice)
                    let isCommon = particles.contains(key)
                    terms.append(
                        RetrievalTerm(
                            key: key, token: at, share: CommonWords.share(isCommon, isCommon)))
                    if let last {
                        terms.append(
                            RetrievalTerm(
                                key: Hash64.mix(last.key, key &+ 2), token: at - 1, width: 2,
                                share: CommonWords.share(last.isCommon, isCommon)))
                    }
                    last = (key, isCommon)
                }
            }
        }
        return terms
    }

    /// What a passage is found by: the ``words(_:)`` of `text`, whose `analysis` is given, and those
    /// with hyphens in them as one, too, for who looks for `wifi` means Wi-Fi.
    static func indexed(_ text: String, _ analysis: Analysis) -> [RetrievalTerm] {
        let joined = hyphenated(text).map { $0.replacing("-", with: "") }
        return joined.isEmpty
            ? words(analysis)
            : words(analysis) + words(Analyzer().analyze(joined.joined(separator: " ")))
    }

    /// The words of `text` that have hyphens between Latin letters and nothing else.
    static func hyphenated(_ text: String) -> [Substring] {
        guard text.utf8.contains(hyphen) else { return [] }
        return text.utf8.split { !isOfWord($0) }.filter { word in
            word.contains(hyphen) && word.first != hyphen && word.last != hyphen
                && !zip(word, word.dropFirst()).contains { $0 == hyphen && $1 == hyphen }
        }.map { Substring($0) }
    }

    private static let hyphen = UInt8(ascii: "-")

    private static func isOfWord(_ byte: UInt8) -> Bool {
        byte == hyphen || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    /// Words and ideographs that are no ``CommonWords``: what a text is about.
    static func topics(_ analysis: Analysis) -> Set<UInt64> {
        Set(words(analysis).filter(\.isTopic).map(\.key))
    }

    static func topics(_ text: String) -> Set<UInt64> { topics(Analyzer().analyze(text)) }

    /// Distinct terms in the order first seen.
    static func distinct(_ terms: [RetrievalTerm]) -> [RetrievalTerm] {
        guard terms.count > 32 else {
            var kept: [RetrievalTerm] = []
            for term in terms where !kept.contains(where: { $0.key == term.key }) {
                kept.append(term)
            }
            return kept
        }
        var seen: Set<UInt64> = []
        return terms.filter { seen.insert($0.key).inserted }
    }
}
