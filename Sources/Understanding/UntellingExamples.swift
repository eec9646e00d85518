/// Examples that tell no intent from another, whatever learns from them.
package struct UntellingExamples: Sendable, Hashable {
    /// Examples that stand, word by word, in more than one intent.
    package let shared: Int
    /// Examples without a letter, digit or ideograph.
    package let wordless: Int

    /// Counts those among `examples`, the copies in each intent as well.
    package init(_ examples: [Example]) {
        let analyzer = Analyzer()
        let keys = examples.map { example in
            let analysis = analyzer.analyze(example.text)
            return ExactExamples.key(analysis).map { Hash64.mix($0, analysis.digitHash) }
        }
        var intents: [UInt64: Set<String>] = [:]
        for case (let key?, let example) in zip(keys, examples) {
            intents[key, default: []].insert(example.intent)
        }
        shared = keys.count { $0.map { intents[$0, default: []].count > 1 } ?? false }
        wordless = keys.count { $0 == nil }
    }
}
