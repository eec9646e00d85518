// Assistant reads what people write into the values that Understanding and Dialogue take.
//
// It knows Rasa's forms, CLINC150's, lists, tables and Markdown articles, and says file and line
// for everything that is wrong. It must not know sockets or stores, and of models only what a change
// makes another one; of people's YAML it is the one reader.

package import Dialogue
import Foundation
package import Understanding

/// Everything people wrote for one desk, read and checked.
package struct AssistantProject: Sendable {
    /// Training messages without their annotations, in order of files and lines.
    package var examples: [Example] = []
    /// The same, with what people marked in them: those that mark nothing teach the tagger what is
    /// no entity.
    package var taggedExamples: [TaggedExample] = []
    /// Patterns, word lists and synonyms of all files; of a surface that stands twice the last
    /// value.
    package var entityRules = EntityRules()
    /// Responses, rules, titles and bound articles; the desk's own responses complete them.
    package var script = DialogueScript()
    /// Every section of every article, in order of the files' paths; long ones in parts.
    package var passages: [Passage] = []
    /// What is doubtful, which is served all the same, and notes.
    package var findings: [Finding] = []

    /// Reads `intents/` and `corpus/` below `directory`.
    ///
    /// Throws every error at once, each with file and line, where the set cannot serve: nothing to
    /// read, a file that does not parse, no example at all.
    package init(directory: String) throws(AssistantError) {
        var reader = ProjectReader.read(directory)
        reader.check()
        let errors = reader.findings.filter { $0.severity == .error }
        guard errors.isEmpty else { throw AssistantError(findings: errors, directory: directory) }
        self = reader.project()
    }

    init() {}

    /// What the intent model depends on: examples only, so that a changed reply never retrains, and
    /// its format, so that an answer by an older one is not explained by this one.
    package var examplesFingerprint: UInt64 {
        let start = Hash64.mix(UInt64(examples.count), UInt64(IntentModel.version))
        return examples.reduce(start) { hash, example in
            Hash64.of(example.intent, seed: Hash64.of(example.text, seed: hash))
        }
    }

    /// Whether an example marks an entity, so that there is something for a tagger to learn.
    package var marksEntities: Bool { taggedExamples.contains { !$0.spans.isEmpty } }

    /// What the tagger depends on: its format, texts, what is marked in them, patterns and lists.
    package var entitiesFingerprint: UInt64 {
        var hash = Hash64.mix(UInt64(examples.count), UInt64(EntityTagger.version))
        func add(_ text: String) { hash = Hash64.of(text, seed: hash) }
        for example in taggedExamples {
            add(example.text)
            for span in example.spans { add("\(span.start) \(span.end) \(span.entity)") }
        }
        for pattern in entityRules.patterns {
            add(pattern.name)
            add(pattern.pattern)
        }
        for list in entityRules.lookups {
            add("\(list.entries.count) \(list.name)")
            for entry in list.entries { add(entry) }
        }
        return hash
    }

    /// What the passage index depends on, its format too.
    package var passagesFingerprint: UInt64 {
        let start = Hash64.mix(UInt64(passages.count), UInt64(PassageIndex.version))
        return passages.reduce(start) { hash, passage in
            passage.fields.reduce(hash) { Hash64.of($1, seed: $0) }
        }
    }
}
