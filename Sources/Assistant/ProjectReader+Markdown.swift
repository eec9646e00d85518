import Dialogue
import Foundation

/// Rasa's Markdown, its form until version 1: headings such as `## intent:greet` over `- ` items.
extension ProjectReader {
    private struct Section {
        /// Nil where the heading names none, and for what stands above the first heading.
        var kind: TrainingList?
        /// The name behind the kind, else the heading as it is written.
        var title: String
        var place: FilePlace
        var items: [PlacedText] = []
        /// Which of the items have a star, as the customer's turns in stories and responses.
        var stars: [Int] = []
        /// Lines of text that are no items.
        var others: [PlacedText] = []

        init(_ heading: String, at place: FilePlace) {
            let parts = heading.drop { $0 == "#" }.split(separator: ":", maxSplits: 1)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            let kind = parts.first.flatMap(TrainingList.init)
            let isNamed = kind != nil && parts.count == 2 && !parts[1].isEmpty
            (self.kind, title) = isNamed ? (kind, parts[1]) : (nil, heading)
            self.place = place
        }

        /// The intents of Rasa 1's `responses.md`, each an item with a star, with what is said to
        /// it below. Empty where the section is something else, as a story, in which the bot's
        /// turns are actions.
        var answers: [(intent: PlacedText, texts: [PlacedText])] {
            guard kind == nil, stars.first == 0 else { return [] }
            let ends = stars.dropFirst() + [items.count]
            let answers = zip(stars, ends).map { (items[$0], Array(items[($0 + 1)..<$1])) }
            let areAnswers = answers.allSatisfy { intent, texts in
                // A name, neither a story's turn with its slots nor an item with a link.
                intent.text.contains("/") && !intent.text.contains { " {[(:`<".contains($0) }
                    && !texts.contains { Self.isAction($0.text) }
            }
            return areAnswers ? answers : []
        }

        /// As `utter_greet` and `slot{"city": null}`, but not `Hello {name}`.
        private static func isAction(_ text: String) -> Bool {
            let name = text.prefix { $0 != "{" }
            guard !name.isEmpty, !name.contains(" ") else { return false }
            let members = text.dropFirst(name.count + 1)
            return name.contains("_") || members.first { !$0.isWhitespace } == "\""
        }

        /// Whether it is a story of Rasa 1: a turn of the customer's, with a star, and below it what
        /// the bot does, most of it actions.
        var isStory: Bool {
            guard kind == nil, stars.first == 0, answers.isEmpty else { return false }
            let done = items.indices.filter { !stars.contains($0) }
            return !done.isEmpty && done.count { Self.isAction(items[$0].text) } * 2 >= done.count
        }

        /// Nothing above the first heading.
        var isEmpty: Bool { title.isEmpty && items.isEmpty && others.isEmpty }
    }

    mutating func readMarkdown(_ text: String, file: String) {
        if Self.isJSON(text) { return readMisnamedJSON(text, file: file) }
        let (stories, sections) = Self.sections(text, of: file)
        let holdsTraining = sections.contains { $0.kind != nil || !$0.answers.isEmpty }
        // They are no messages that a measurement could miss.
        if part == nil, let first = stories.first {
            let place = first.title.isEmpty ? first.items.first?.place : first.place
            report(
                .warning, at: place ?? first.place,
                "stories are not served yet, the first of this file here; left out")
            // Between stories stands what belongs to them.
            if !holdsTraining { return }
        }
        guard holdsTraining else {
            report(
                .warning, at: FilePlace(file, 1),
                "no Rasa training data, which has headings such as '## intent:greet'; left out")
            return
        }
        for section in sections where !section.isEmpty { read(section) }
    }

    private mutating func read(_ section: Section) {
        let answers = section.answers
        if !answers.isEmpty {
            // They are said, not heard.
            guard part == nil else { return }
            for (intent, texts) in answers { readAnswers(texts, to: intent) }
            for other in section.others {
                report(.warning, at: other.place, "a text that is said starts with '- '; left out")
            }
            return
        }
        guard let kind = section.kind else {
            reportUnknown(section)
            return
        }
        guard isRead(kind) else { return }
        var hasFile = false
        for other in section.others {
            if kind.hasEntries, takeEntries(at: other, isItem: false, kind, section.title) {
                hasFile = true
            } else {
                leaveOut(at: other.place, "an example starts with '- '")
            }
        }
        if section.items.isEmpty, !hasFile {
            report(.warning, at: section.place, "'\(section.title)' has no example")
        }
        take(section.items, kind, section.title)
    }

    private mutating func reportUnknown(_ section: Section) {
        let what =
            section.title.isEmpty ? "the text above the first heading" : "'\(section.title)'"
        let message = "\(what) is neither intent, synonym, regex nor lookup"
        // Without an item it holds no message that could be missed.
        if section.items.isEmpty {
            report(.warning, at: section.place, "\(message); left out")
        } else {
            leaveOut(at: section.place, message)
        }
    }

    private mutating func readAnswers(_ texts: [PlacedText], to intent: PlacedText) {
        let name = Responses.name(toIntent: intent.text)
        let said = withoutEmpty(texts, of: name)
        guard !said.isEmpty else {
            report(.warning, at: intent.place, "'\(name)' has no variant; left out")
            return
        }
        responsePlaces[name] = intent.place
        for variant in said { addAnswer(variant.text, to: intent.text, at: intent.place) }
    }

    private static func sections(
        _ text: String, of file: String
    ) -> (stories: [Section], others: [Section]) {
        let sections = allSections(text, of: file)
        return (sections.filter(\.isStory), sections.filter { !$0.isStory })
    }

    private static func allSections(_ text: String, of file: String) -> [Section] {
        var sections = [Section("", at: FilePlace(file, 1))]
        for (at, line) in withoutComments(text)
            .split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        {
            let line = line.trimmingCharacters(in: .whitespaces)
            let last = sections.count - 1
            let place = FilePlace(file, at + 1)
            if line.hasPrefix("##") {
                sections.append(Section(line, at: place))
            } else if let mark = line.first, "-*+".contains(mark) {
                let item = line.dropFirst().singleSpaced
                // A line of nothing but marks is a rule across the page.
                guard line.count == 1 || !line.allSatisfy({ $0 == mark }) else { continue }
                if mark == "*" { sections[last].stars.append(sections[last].items.count) }
                sections[last].items.append(PlacedText(text: item, place: place))
            } else if !line.isEmpty, !line.hasPrefix("#") {
                // One mark alone is the page's title or a comment.
                sections[last].others.append(PlacedText(text: line, place: place))
            }
        }
        return sections
    }

    /// `text` with the lines of its comments left blank. One that is never closed is text.
    private static func withoutComments(_ text: String) -> String {
        var kept = ""
        var rest = text[...]
        while let start = rest.range(of: "<!--"),
            let end = rest[start.upperBound...].range(of: "-->")
        {
            kept += rest[..<start.lowerBound]
            kept += rest[start.upperBound..<end.lowerBound].filter(\.isNewline)
            rest = rest[end.upperBound...]
        }
        return kept + rest
    }
}
