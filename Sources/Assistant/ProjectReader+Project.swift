import Dialogue
import Understanding

/// The project that comes of what was read.
extension ProjectReader {
    func project() -> AssistantProject {
        var project = AssistantProject()
        project.examples = examples.map(\.example)
        project.taggedExamples = examples.map { read in
            TaggedExample(text: read.example.text, spans: read.spans)
        }
        project.entityRules = rules
        project.entityRules.synonyms = synonyms.mapValues(\.value)
        project.passages = passages
        var titles: [String: [Language: String]] = [:]
        var said = passages.compactMap(\.language)
        for read in examples {
            let example = read.example
            let spoken = read.language ?? Analyzer().analyze(example.text).language
            if let spoken { said.append(spoken) }
            let language = spoken ?? .english
            if titles[example.intent]?[language] == nil {
                titles[example.intent, default: [:]][language] = Heading.plain(example.text[...])
            }
        }
        var articles: [String: [Language: Passage]] = [:]
        for passage in passages {
            guard let intent = passage.intent else { continue }
            let language = passage.language ?? .english
            if articles[intent]?[language] == nil {
                articles[intent, default: [:]][language] = passage
            }
        }
        project.script = DialogueScript(
            responses: responses, actions: actions, withheld: withheld, titles: titles,
            articles: articles,
            language: Self.mainLanguage(said))
        project.script.learnSmallTalk(of: project.examples)
        project.findings = findings + unanswered(in: project)
        return project
    }

    /// The language of most examples and passages; English where there are as many of each.
    private static func mainLanguage(_ said: [Language]) -> Language {
        said.count { $0 == .chinese } * 2 > said.count ? .chinese : .english
    }
}
