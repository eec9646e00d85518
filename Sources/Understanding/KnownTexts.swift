/// What the desk's examples, articles and word lists have, as far as their models tell.
package struct KnownTexts: Sendable {
    let model: IntentModel?
    let index: PassageIndex?
    /// Hashes of the words of lists and synonyms.
    private let listed: Set<UInt64>

    package init(
        _ model: IntentModel?, _ index: PassageIndex?, entities: EntityExtractor? = nil
    ) {
        (self.model, self.index, listed) = (model, index, entities?.words ?? [])
    }

    /// Whether they have a word, or one of its inflections.
    func knows(_ word: ArraySlice<UInt8>) -> Bool {
        model?.knows(word) == true || isBesideExamples(word)
    }

    /// Whether an article has a word, or one of its inflections, or a list has it.
    func isBesideExamples(_ word: ArraySlice<UInt8>) -> Bool {
        index?.knows(word: word) == true
            || !listed.isEmpty && listed.contains(word.withUnsafeBytes { Hash64.of($0) })
    }

    /// Whether they have the ideograph with this key.
    func knows(ideograph key: UInt64) -> Bool {
        model?.knows(ideograph: key) == true || index?.knows(ideograph: key) == true
    }

    /// How many examples and passages have two ideographs side by side, by their keys; where
    /// examples are few, how many intents.
    func together(_ first: UInt64, _ second: UInt64) -> Double {
        (model?.together(first, second) ?? 0) + (index?.together(first, second) ?? 0)
    }

    /// How many examples have two words side by side; where they are few, how many intents.
    func together(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Double {
        model?.together(first, second) ?? 0
    }
}

extension IntentModel {
    fileprivate func knows(_ word: ArraySlice<UInt8>) -> Bool { featurizer?.knows(word) == true }

    fileprivate func knows(ideograph key: UInt64) -> Bool {
        featurizer?.vocabulary.id(of: TermExtractor.unigram(key)) != nil
    }

    fileprivate func together(_ first: UInt64, _ second: UInt64) -> Double {
        featurizer.map { spelling.count(of: TermExtractor.bigram(first, second), $0.vocabulary) }
            ?? 0
    }

    fileprivate func together(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Double {
        guard let featurizer else { return 0 }
        return together(featurizer.wordKey(first, .word), featurizer.wordKey(second, .word))
    }
}

extension PassageIndex {
    fileprivate func knows(word: ArraySlice<UInt8>) -> Bool {
        let stem = word.withUnsafeBytes { Stem.key($0) }
        return words.vocabulary.id(of: Synonyms.groups[stem] ?? stem) != nil
    }

    fileprivate func knows(ideograph key: UInt64) -> Bool { words.vocabulary.id(of: key) != nil }

    fileprivate func together(_ first: UInt64, _ second: UInt64) -> Double {
        let pair = words.vocabulary.id(of: TermExtractor.bigram(first, second))
        return pair.map { Double(words.list(of: $0).count) } ?? 0
    }
}
