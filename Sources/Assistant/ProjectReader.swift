import Dialogue
import Understanding

/// An example as it was read.
struct ReadExample {
    var example: Example
    /// What people marked in its text.
    var spans: [TaggedExample.Span]
    /// Nil where only its text can tell.
    var language: Language?
    var place: FilePlace
}

/// An intent, and where it is named.
typealias IntentPlace = (intent: String, place: FilePlace)

/// What has been read of `intents/` so far, with what the articles hold.
struct ProjectReader: FolderReader {
    let directory: String
    /// Set where a file is read to measure with: its examples count, and nothing else.
    let part: LabelledFile.Part?
    var findings: [Finding] = []
    var examples: [ReadExample] = []
    /// Paths of all files below `intents/`, in order.
    private(set) var intentFiles: [String] = []
    /// The keys at the top of files of Rasa 3.
    var topKeys: [String: Set<String>] = [:]
    /// The YAML that is being read.
    var yaml = YAMLSource("")
    /// Files that lookups and regexes name; what they list are entries, not examples.
    var entryFiles: Set<String> = []
    /// What was said of each of them, which findings tell until they are put into order.
    var namedLists: [NamedList: NamedList.Note] = [:]
    /// Intents of which anything but a list tells; known before the lists are read.
    var namedIntents: Set<String> = []
    /// Patterns and lists; the synonyms stand beside them with their places.
    var rules = EntityRules()
    /// By surface in lower case; the last one counts.
    var synonyms: [String: (value: String, place: FilePlace)] = [:]
    var responses = Responses()
    var responsePlaces: [String: FilePlace] = [:]
    /// Where a response was first defined in each language, by its name.
    var definitions: [String: [Language: FilePlace]] = [:]
    /// The files, with the names, in which a response was said to be defined elsewhere, too.
    var redefined: Set<String> = []
    /// What was added to the responses.
    var saidVariants: Set<SaidVariant> = []
    var actions: [String: [RuleAction]] = [:]
    /// Intents whose only rules are not served.
    var withheld: Set<String> = []
    /// Intents whose examples are such of what is out of scope.
    var left: Set<String> = []
    var rulePlaces: [String: FilePlace] = [:]
    /// The first rule of an intent that cannot be served.
    var unservedRules: [String: FilePlace] = [:]
    /// What the buttons of responses send when they are pressed.
    var buttons: [(title: String, payload: String, place: FilePlace)] = []
    /// Of the articles.
    private(set) var passages: [Passage] = []
    var languages: [String: Language?] = [:]
    /// Intents that articles answer.
    private(set) var bindings: [IntentPlace] = []
    /// Intents that a domain lists.
    var declared: [IntentPlace] = []

    init(directory: String, part: LabelledFile.Part? = nil) {
        (self.directory, self.part) = (directory, part)
    }

    /// What `intents/` and `corpus/` below `directory` hold, read side by side.
    static func read(_ directory: String) -> ProjectReader {
        var (intents, corpus) = sideBySide {
            var reader = ProjectReader(directory: directory)
            reader.readIntents()
            return reader
        } _: {
            var reader = CorpusReader(directory: directory)
            reader.readCorpus()
            return reader
        }
        intents.findings += corpus.findings
        (intents.passages, intents.bindings) = (corpus.passages, corpus.bindings)
        return intents
    }

    /// Reports an item of a list that cannot be read: the desk serves without it, but nothing is
    /// measured without it.
    mutating func leaveOut(at place: FilePlace, _ message: String) {
        if part == nil {
            report(.warning, at: place, "\(message); left out")
        } else {
            report(.error, at: place, "\(message); mend it or take it out")
        }
    }

    /// Whether a list is read: nothing is measured with entries and synonyms.
    func isRead(_ kind: TrainingList) -> Bool { part == nil || kind == .intent }

    // MARK: Files

    mutating func readIntents() {
        guard let files = files(under: "intents") else { return }
        let reported = findings.count
        intentFiles = files
        let isTable = { (file: String) in FileForm(of: file)?.isTable ?? false }
        let isList = { (file: String) in FileForm(of: file)?.isList ?? false }
        let trees = files.filter { !isTable($0) && !isList($0) }
        for file in trees where !Self.isStray(file) { read(file) }
        namedIntents = intentsNamedElsewhere
        // Only now is it known which of the others lookups name, and then, which intents there are.
        for file in files where isTable(file) && !entryFiles.contains(file) { read(file) }
        namedIntents = intentsNamedElsewhere
        for file in files where isList(file) && !entryFiles.contains(file) { read(file) }
        // Where nothing else has examples they are all there is.
        let isAlone = examples.isEmpty
        for file in trees where Self.isStray(file) { read(file, isAlone: isAlone) }
        sortByFile(since: reported)
        if !findings.contains(where: { $0.severity == .error }) { requireExamples(files) }
    }

    private mutating func read(_ file: String, isAlone: Bool = false) {
        guard let form = FileForm(of: file) else {
            report(.warning, at: FilePlace(file), Self.notRead)
            return
        }
        guard !Self.isAboutSoftware(file, form) else {
            let what = form.isList ? "is an intent" : "has some"
            report(
                .warning, at: FilePlace(file), "no examples; left out; rename it if it \(what)")
            return
        }
        guard let text = text(of: file) else { return }
        if part == nil, !isAlone, let what = Self.strayReason(file, text) {
            report(
                .warning, at: FilePlace(file),
                "\(what), no training data; left out; rename it if it is")
            return
        }
        read(text, as: form, file: file)
    }

    /// What a file is by its place in a project of Rasa's, where it looks like training data and is
    /// none: what the bot is tested with, and what a trained model keeps beside it.
    private static func strayReason(_ file: String, _ text: String) -> String? {
        let words = file.lowercased().split(separator: "/")
        guard let name = words.last, let form = FileForm(of: file), !form.isTable, !form.isList
        else { return nil }
        let folders = words.dropLast()
        if name.hasPrefix("test_"), folders.contains(where: { ["test", "tests"].contains($0) }),
            !text.contains("responses:")
        {
            return "what Rasa is tested with"
        }
        if name.hasPrefix("training_data."), folders.contains("models") {
            return "what a trained model keeps"
        }
        return nil
    }

    /// Whether a file is read behind those that hold training data for sure.
    private static func isStray(_ file: String) -> Bool { strayReason(file, "") != nil }

    /// Puts what was read into the order of the files; what one file holds stays in its order.
    private mutating func sortByFile(since reported: Int) {
        func sorted<Item>(
            _ items: some Collection<Item>, _ file: (Item) -> String
        ) -> [Item] {
            items.enumerated()
                .sorted { (file($0.element), $0.offset) < (file($1.element), $1.offset) }
                .map(\.element)
        }
        examples = sorted(examples, \.place.file)
        findings = findings[..<reported] + sorted(findings[reported...], \.place.file)
    }

    private mutating func read(_ text: String, as form: FileForm, file: String) {
        switch form {
        case .yaml: readRasa(text, file: file)
        case .markdown: readMarkdown(text, file: file)
        case .json: readJSON(text, file: file)
        case .list: readList(text, file: file)
        case .table(let separator): readTable(text, separator, file: file)
        }
    }
}
