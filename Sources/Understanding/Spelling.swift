/// Mends slips of the hand in words that training has not seen.
///
/// A word of four letters or more becomes the training word at Damerau–Levenshtein distance 1 that
/// fits best: by how often it was seen, alone and beside its neighbours. Everyday words are no slips
/// (``EnglishWords``). Candidates are found by symmetric deletion (Garbe 2012): two words at distance
/// 1 share a form with at most one letter left out of each.
package struct Spelling: Sendable {
    /// Letters that a word must have to be mended: one slip in a shorter one makes another word.
    static let lettersMin = 4
    /// Messages that a word must be in before others are taken for it.
    static let countMin = 2
    /// Longer words are none.
    private static let lettersMax = 32
    /// Words that are mended in one message: a bound on the work, not on what people write.
    private static let mendedMax = 24

    /// Hashes of the words and of the words less one letter, ascending, each with its word.
    private let keys: MappedArray<UInt64>
    private let places: MappedArray<UInt32>
    /// The words' letters one after another, and where each ends.
    private let letters: MappedArray<UInt8>
    private let ends: MappedArray<UInt32>
    /// Hashes of words that were seen, but too rarely for the vocabulary, ascending: they are no
    /// slips.
    private let rare: MappedArray<UInt64>
    /// Messages that have each word.
    private let counts: MappedArray<Float>
    /// Documents that the vocabulary was counted on.
    private let documents: Double

    /// The table in `file`; nil where its sections do not fit together.
    init?(_ file: SectionFile) {
        keys = file.array("spellk", of: UInt64.self)
        places = file.array("spellp", of: UInt32.self)
        letters = file.array("spellw", of: UInt8.self)
        ends = file.array("spelle", of: UInt32.self)
        rare = file.array("spellr", of: UInt64.self)
        counts = file.array("spellc", of: Float.self)
        let counted = file.array("spelln", of: Double.self)
        guard keys.count == places.count, counts.count == ends.count, counts.allSatisfy(\.isFinite),
            counted.count == 1, counted[0].isFinite
        else { return nil }
        documents = counted[0]
        var end: UInt32 = 0
        for at in 0..<ends.count {
            guard ends[at] >= end, Int(ends[at]) <= letters.count else { return nil }
            end = ends[at]
        }
        let words = ends.count
        guard places.allSatisfy({ $0 < words }) else { return nil }
    }

    /// Adds the table of the words of `analyses` that were seen often enough; `featurizer` counted
    /// its terms on `documents`.
    static func write(
        _ analyses: [Analysis], _ featurizer: Featurizer, documents: Int,
        to writer: inout SectionFile.Writer
    ) {
        let words = counted(analyses)
        var rare: [UInt64] = []
        var entries: [(key: UInt64, place: UInt32)] = []
        var letters: [UInt8] = []
        var (ends, counts): ([UInt32], [Float]) = ([], [])
        for (word, count) in words {
            if !featurizer.knows(word[...]) { rare.append(hash(word[...])) }
            guard count >= countMin else { continue }
            let place = UInt32(ends.count)
            letters += word
            ends.append(UInt32(letters.count))
            counts.append(Float(count))
            forEachForm(word) { entries.append((hash($0[...]), place)) }
        }
        entries.sort { ($0.key, $0.place) < ($1.key, $1.place) }
        writer.add("spellk", entries.map(\.key))
        writer.add("spellp", entries.map(\.place))
        writer.add("spellw", letters)
        writer.add("spelle", ends)
        writer.add("spellc", counts)
        writer.add("spellr", rare.sorted())
        writer.add("spelln", [Double(documents)])
    }

    /// Latin words in the order first seen, with the number of messages that have them.
    private static func counted(_ analyses: [Analysis]) -> [(word: [UInt8], count: Int)] {
        var places: [[UInt8]: Int] = [:]
        var words: [(word: [UInt8], count: Int, last: Int)] = []
        for (message, analysis) in analyses.enumerated() {
            for token in analysis.tokens where token.kind == .word {
                let word = Array(analysis.bytes[token.range])
                guard word.count >= lettersMin - 1, word.count <= lettersMax, isLatin(word) else {
                    continue
                }
                let place = places[word] ?? words.count
                if place == words.count {
                    places[word] = place
                    words.append((word, 0, -1))
                }
                guard words[place].last != message else { continue }
                words[place].count += 1
                words[place].last = message
            }
        }
        return words.map { ($0.word, $0.count) }
    }

    private static func isLatin(_ word: some Sequence<UInt8>) -> Bool {
        word.allSatisfy { 0x61...0x7A ~= $0 }
    }

    private static func hash(_ word: ArraySlice<UInt8>) -> UInt64 {
        word.withUnsafeBytes { Hash64.of($0) }
    }

    /// The word, and the word less each of its letters.
    private static func forEachForm(_ word: [UInt8], _ body: ([UInt8]) -> Void) {
        body(word)
        for at in word.indices where at == 0 || word[at] != word[at - 1] {
            var form = word
            form.remove(at: at)
            body(form)
        }
    }

    /// Documents that have a term, from its idf.
    func count(of key: UInt64, _ vocabulary: Vocabulary) -> Double {
        guard let id = vocabulary.id(of: key) else { return 0 }
        return ((1 + documents) * exponential(1 - Double(vocabulary.idf[Int(id)])) - 1).rounded()
    }

    // MARK: Mending

    /// `analysis` with its slips mended; nil where there are none. What the desk's other texts have
    /// is no slip: an article on eSIMs may stand beside examples on SIM cards.
    func mended(
        _ analysis: Analysis, _ featurizer: Featurizer, beside known: KnownTexts? = nil
    ) -> Analysis? {
        var edits: [Analysis.Edit] = []
        var tried = 0
        for (at, token) in analysis.tokens.enumerated()
        where token.kind == .word && tried < Self.mendedMax {
            let word = analysis.bytes[token.range]
            guard word.count >= Self.lettersMin, word.count <= Self.lettersMax,
                Self.isLatin(word),
                !featurizer.knows(word), !EnglishWords.has(word),
                rare.places(of: Self.hash(word)).isEmpty, known?.isBesideExamples(word) != true
            else { continue }
            tried += 1
            if let place = best(for: Array(word), at, analysis, featurizer) {
                let piece = Analysis.Edit.Piece(word: letters(of: place))
                edits.append(Analysis.Edit(tokens: at..<at + 1, pieces: [piece]))
            }
        }
        return edits.isEmpty ? nil : analysis.applying(edits)
    }

    /// The training word that fits best in place of `word`.
    private func best(
        for word: [UInt8], _ at: Int, _ analysis: Analysis, _ featurizer: Featurizer
    ) -> Int? {
        func key(_ position: Int) -> UInt64? {
            guard analysis.tokens.indices.contains(position) else { return nil }
            let token = analysis.tokens[position]
            return featurizer.wordKey(analysis.bytes[token.range], token.kind)
        }
        let before = key(at - 1) ?? TermExtractor.startKey
        let after = key(at + 1) ?? TermExtractor.endKey
        func together(_ first: UInt64, _ second: UInt64) -> Double {
            let pair = TermExtractor.bigram(first, second)
            return naturalLogarithm(1 + 3 * count(of: pair, featurizer.vocabulary))
        }
        var best: (place: Int, score: Double)?
        Self.forEachForm(word) { form in
            let key = Self.hash(form[...])
            for slot in keys.places(of: key) {
                let place = Int(places[slot])
                let candidate = letters(of: place)
                guard place != best?.place, Self.isSlip(word, candidate) else { continue }
                let own = featurizer.wordKey(candidate[...], .word)
                let score =
                    naturalLogarithm(Double(counts[place])) + 2 * together(before, own) + 2
                    * together(own, after)
                // Of equal ones the first word of training, whatever the order of the forms.
                if best.map({ (score, $0.place) > ($0.score, place) }) ?? true {
                    best = (place, score)
                }
            }
        }
        return best?.place
    }

    private func letters(of place: Int) -> [UInt8] {
        let start = place > 0 ? Int(ends[place - 1]) : 0
        return (start..<Int(ends[place])).map { letters[$0] }
    }

    /// Whether one letter swapped with its neighbour, left out, added or changed makes `b` of `a`:
    /// Damerau–Levenshtein distance 1, over bytes of Latin letters. Equal words are no slip.
    package static func isSlip(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a != b, abs(a.count - b.count) <= 1 else { return false }
        var start = 0
        while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
        var end = 0
        while end < min(a.count, b.count) - start,
            a[a.count - 1 - end] == b[b.count - 1 - end]
        { end += 1 }
        let (left, right) = (a[start..<a.count - end], b[start..<b.count - end])
        if left.count <= 1 && right.count <= 1 { return true }
        return left.count == 2 && right.count == 2 && left.elementsEqual(right.reversed())
    }
}
