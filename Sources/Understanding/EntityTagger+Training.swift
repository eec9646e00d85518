/// A training message with the entities that people marked in it; without any it teaches what is
/// no entity.
package struct TaggedExample: Sendable, Hashable {
    /// A marked stretch, and what kind of thing it is.
    package struct Span: Sendable, Hashable {
        /// The kind, as `city`; only the ``EntityTagger/kindsMax`` most frequent are learned.
        package var entity: String
        /// Unicode scalars of the text: `start..<end`.
        package var start: Int
        /// Beyond the last scalar; an empty span is passed over.
        package var end: Int

        package init(entity: String, start: Int, end: Int) {
            (self.entity, self.start, self.end) = (entity, start, end)
        }
    }

    /// The message without annotations.
    package var text: String
    /// Of two that overlap the first counts.
    package var spans: [Span]

    package init(text: String, spans: [Span] = []) { (self.text, self.spans) = (text, spans) }
}

extension EntityTagger {
    /// The model file for `examples`: the same examples and patterns give the same bytes.
    ///
    /// What `patterns` find of a kind that is annotated somewhere counts as annotated everywhere,
    /// since it is found when serving.
    package static func train(
        _ examples: [TaggedExample], patterns: EntityExtractor, fingerprint: UInt64 = 0,
        progress: (Double) -> Void = { _ in }
    ) throws(UnderstandingError) -> [UInt8] {
        var counts: [String: Int] = [:]
        for span in examples.lazy.flatMap(\.spans) { counts[span.entity, default: 0] += 1 }
        guard !counts.isEmpty else { throw .nothingToLearn("no example marks an entity") }
        let names = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let kinds = names.prefix(kindsMax).sorted()
        var trainer = TaggerTrainer(kinds: kinds)
        for example in examples {
            trainer.add(
                example, known: patterns.matches(in: example.text),
                standard: example.spans.isEmpty ? [] : patterns.standard(in: example.text))
        }
        trainer.train(progress)
        return trainer.encoded(fingerprint: fingerprint)
    }
}
