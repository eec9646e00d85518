import Synchronization

extension PassageIndex {
    /// Bytes of an index file over `passages`; the same passages give the same bytes. As many
    /// `runs` of passages as there are to be, whatever the machine, are read at once. `progress`
    /// hears fractions in 0...1, on any thread.
    package static func build(
        _ passages: [Passage], fingerprint: UInt64 = 0, runs: Int = 2,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) -> [UInt8] {
        let corpus = Corpus(passages)
        // Reading takes little of the time where there is a classifier to train.
        let readingShare = corpus.isTrainable ? 0.1 : 1
        let done = Mutex(0)
        var read = results(of: runs, onThreads: runs) { run in
            var builder = Builder(corpus)
            for at in corpus.run(run, of: runs) {
                builder.read(at)
                let count = done.withLock { done in
                    done += 1
                    return done
                }
                if count % 64 == 0 {
                    progress(Double(count) / Double(passages.count) * readingShare)
                }
            }
            return builder
        }
        // Moved out one by one: what was read is in no memory twice.
        var builder = read.isEmpty ? Builder(corpus) : read.removeFirst()
        while !read.isEmpty { builder.append(read.removeFirst()) }
        var writer = SectionFile.Writer()
        builder.write(to: &writer) { progress(readingShare + (1 - readingShare) * $0) }
        progress(1)
        return writer.encoded(kind: kind, version: version, fingerprint: fingerprint)
    }

    /// Passages, and what must be known of all of them before one is read.
    private struct Corpus: Sendable {
        let passages: [Passage]
        /// The first part of each passage's section.
        let sections: [Int]
        /// Whether a classifier can be trained on as many questions.
        let isTrainable: Bool
        /// Where each passage's text ends among the bytes of all.
        private let ends: [Int]

        var bytes: Int { ends.last ?? 0 }

        init(_ passages: [Passage]) {
            self.passages = passages
            sections = PassageIndex.sections(passages)
            isTrainable = QuestionClassifier.isTrainable(
                questions: passages.reduce(0) { $0 + 1 + $1.questions.count },
                sections: Set(sections).count)
            var end = 0
            ends = passages.map { passage in
                end += passage.text.utf8.count
                return end
            }
        }

        /// The passages of one of `count` runs, of about as many bytes each.
        func run(_ number: Int, of count: Int) -> Range<Int> {
            func first(_ number: Int) -> Int {
                ends.firstIndex { $0 > bytes / count * number } ?? ends.count
            }
            let end = number + 1 < count ? first(number + 1) : ends.count
            return (number > 0 ? first(number) : 0)..<end
        }
    }

    /// Reads passages one after another for all parts of the index.
    private struct Builder: Sendable {
        private let corpus: Corpus
        private let analyzer = Analyzer()
        private var words = PostingBuilder()
        private var characters: CharacterProfiles.Builder
        private var classifier = QuestionClassifier.Builder()
        private var ownDomains = OtherDomains.Own()
        /// Passages whose title asks or that have alternatives.
        private var asking = 0

        init(_ corpus: Corpus) {
            self.corpus = corpus
            characters = CharacterProfiles.Builder(bytes: corpus.bytes)
        }

        /// Takes in the passage at place `at`, which follows on the one before.
        mutating func read(_ at: Int) {
            let passage = corpus.passages[at]
            let names = [passage.title] + passage.questions
            let titles = names.map { analyzer.analyze($0) }
            let read = LinkAddress.removed(from: passage.text)
            let text = (passage.headings + [read]).joined(separator: "\n")
            let answer = analyzer.analyze(text, scalarLimit: .max)
            words.add(
                zip(names, titles).map(RetrievalTerms.indexed),
                RetrievalTerms.indexed(text, answer))
            characters.add(titles, answer)
            for analysis in titles + [answer] { ownDomains.add(analysis) }
            if corpus.isTrainable {
                classifier.add(titles, isLaterPart: corpus.sections[at] != at)
            }
            if !passage.questions.isEmpty || CommonWords.isQuestion(passage.title, titles[0]) {
                asking += 1
            }
        }

        /// Adds what `next` has read, whose first passage follows on the last one here.
        mutating func append(_ next: Builder) {
            words.append(next.words)
            characters.append(next.characters)
            classifier.append(next.classifier)
            ownDomains.append(next.ownDomains)
            asking += next.asking
        }

        /// Adds all sections to a file; `progress` hears fractions in 0...1 while a classifier is
        /// trained.
        func write(to writer: inout SectionFile.Writer, progress: (Double) -> Void) {
            let passages = corpus.passages
            writer.add("passages", strings: passages.flatMap(\.fields))
            writer.add("share", [Float(asking) / Float(max(passages.count, 1))])
            words.write(to: &writer, "w")
            characters.write(to: &writer, "c")
            ownDomains.write(to: &writer)
            // Plain passages have titles that nobody asks for.
            if corpus.isTrainable, asking * 2 >= passages.count {
                classifier.write(to: &writer, progress: progress)
            }
        }
    }
}

extension Passage {
    /// Texts that are kept of a passage.
    static let fieldCount = 8

    /// The passage of which `fields` are the ``fields``.
    init(fields: ArraySlice<String>) {
        let at = fields.startIndex
        let questions: [Substring] = fields[at + 2].split(separator: "\n")
        let (intent, articleTitle) = (fields[at + 5], fields[at + 6])
        self.init(
            id: fields[at], title: fields[at + 1], questions: questions.map { String($0) },
            text: fields[at + 3], language: Language(rawValue: fields[at + 4]),
            intent: intent.isEmpty ? nil : intent,
            articleTitle: articleTitle.isEmpty ? nil : articleTitle,
            headings: fields[at + 7].split(separator: "\n").map { String($0) })
    }

    /// Its texts, ``fieldCount`` of them, in the order of an index file.
    package var fields: [String] {
        [
            id, title, questions.joined(separator: "\n"), text, language?.rawValue ?? "",
            intent ?? "", articleTitle ?? "", headings.joined(separator: "\n"),
        ]
    }
}
