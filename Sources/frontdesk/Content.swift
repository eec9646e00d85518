import Assistant
import Dialogue
import Foundation
import Understanding

/// What the desk serves: models from the data folder, and the script beside them.
struct Content {
    let project: AssistantProject
    let policy: DialoguePolicy
    let model: IntentModel
    /// Entities that annotated examples taught.
    let taggedKinds: [String]

    /// Reads the assistant's files, trains what changed, and maps the models.
    ///
    /// Where `storing` is false nothing is written: what is trained stays in memory.
    static func prepare(
        _ settings: Settings, _ folder: DataFolder, storing: Bool = true
    ) throws -> Content {
        try make(read(settings, folder), settings, folder, storing: storing)
    }

    /// What there is before anything is trained.
    struct Draft {
        fileprivate let project: AssistantProject
        fileprivate let known: KnownModels
    }

    /// Reads the assistant's files and the models of an earlier run, side by side; writes nothing.
    /// Throws where one of those is damaged, before anything else is opened.
    static func read(_ settings: Settings, _ folder: DataFolder) throws -> Draft {
        let (project, known) = sideBySide {
            Result { () throws(AssistantError) in
                try AssistantProject(directory: settings.assistant)
            }
        } _: {
            Result { try KnownModels(folder) }
        }
        let read = try project.get()
        var models = try known.get()
        if read.marksEntities { try models.addEntities(folder) }
        return Draft(project: read, known: models)
    }

    /// Trains what changed.
    static func make(
        _ draft: Draft, _ settings: Settings, _ folder: DataFolder, storing: Bool = true
    ) throws -> Content {
        let project = draft.project
        // Behind the reading: a set that is refused leaves no folder.
        if storing { try folder.create() } else { try folder.requireFolder() }
        let maker = ModelMaker(
            project: project, known: draft.known, settings: settings, folder: folder,
            isStoring: storing)
        let model = try maker.intentModel()
        let index = try maker.passageIndex()
        let (extractor, taggedKinds) = try maker.entities()
        let policy = DialoguePolicy(
            script: project.script, model: model, passages: index, entities: extractor,
            chosen: settings.chosenLines, options: settings.policyOptions)
        return Content(
            project: project, policy: policy, model: model, taggedKinds: taggedKinds)
    }
}

/// The models that an earlier run left in the data folder.
private struct KnownModels: Sendable {
    let intents: IntentModel?
    let passages: PassageIndex?
    /// Nil where the project needs none.
    private(set) var entities: EntityTagger?

    /// Those that every project needs.
    init(_ folder: DataFolder) throws {
        intents = try Self.model(in: folder)
        passages = try Self.model(in: folder)
    }

    mutating func addEntities(_ folder: DataFolder) throws {
        entities = try Self.model(in: folder)
    }

    /// nil where there is none or its format is old, which training mends. A damaged file is
    /// refused and left for its owner to look at.
    private static func model<Model: StoredModel>(in folder: DataFolder) throws -> Model? {
        let path = folder.model(Model.kind)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard access(path, R_OK) == 0 else {
            throw DataFolder.refusal(path, "cannot be read", errno)
        }
        do {
            return try Model(mapping: path)
        } catch UnderstandingError.outdatedFile {
            return nil
        } catch {
            throw CommandFailure("\(error); delete it and it is trained anew")
        }
    }
}

/// Makes the models of a project, or takes those that an earlier run left in the data folder.
private struct ModelMaker {
    let project: AssistantProject
    let known: KnownModels
    let settings: Settings
    let folder: DataFolder
    let isStoring: Bool

    func intentModel() throws -> IntentModel {
        try model("training intents", known.intents, project.examplesFingerprint) {
            fingerprint, show in
            try IntentModel.train(project.examples, fingerprint: fingerprint, progress: show)
        }
    }

    /// Patterns and lists as they are written, and the tagger where examples are annotated.
    func entities() throws -> (EntityExtractor, [String]) {
        do {
            let patterns = try EntityExtractor(project.entityRules)
            guard project.marksEntities else {
                if isStoring { try folder.remove(.entities) }
                return (patterns, [])
            }
            let tagger: EntityTagger = try model(
                "training entities", known.entities, project.entitiesFingerprint
            ) { fingerprint, show in
                try EntityTagger.train(
                    project.taggedExamples, patterns: patterns, fingerprint: fingerprint,
                    progress: show)
            }
            return (try EntityExtractor(project.entityRules, tagger: tagger), tagger.kinds)
        } catch let error as UnderstandingError {
            throw CommandFailure("\(error)")
        }
    }

    func passageIndex() throws -> PassageIndex {
        try model("indexing articles", known.passages, project.passagesFingerprint) {
            fingerprint, show in
            PassageIndex.build(project.passages, fingerprint: fingerprint, progress: show)
        }
    }

    /// The model with this fingerprint: from its file where that is fresh, else from the bytes
    /// that `make` returns.
    private func model<Model: StoredModel>(
        _ title: String, _ known: Model?, _ fingerprint: UInt64,
        _ make: (UInt64, @escaping @Sendable (Double) -> Void) throws -> [UInt8]
    ) throws -> Model {
        let path = folder.model(Model.kind)
        if let known, known.fingerprint == fingerprint { return known }
        // Asked before the work, which may be long.
        if isStoring { try folder.requireWritable() }
        let bar = ProgressBar(title)
        defer { bar.finish() }
        do {
            let bytes = try make(fingerprint, bar.show)
            guard isStoring else { return try Model(bytes: bytes) }
            if let known {
                try folder.keep(Model.kind, known.fingerprint, atMost: settings.modelsKept)
            }
            try replaceFile(path, with: bytes)
            return try Model(mapping: path)
        } catch let error as UnderstandingError {
            throw CommandFailure("\(error)")
        }
    }
}

/// Prints how files were taken where their names alone tell.
func printNotes(_ findings: [Finding], of settings: Settings) {
    for note in findings where note.severity == .note {
        Output.line(note.description(below: settings.assistant))
    }
}

/// Prints what is doubtful in the assistant's files.
func printFindings(of project: AssistantProject, _ settings: Settings, limit: Int = 20) {
    for line in findingLines(of: project, settings, limit: limit) { Output.error("\(line)\n") }
}

/// What is doubtful in the assistant's files, what is alike folded, at most this many lines, and
/// under them how many intents nothing answers.
func findingLines(
    of project: AssistantProject, _ settings: Settings, limit: Int = 20
) -> [String] {
    let findings = Finding.folded(project.findings.filter { $0.severity != .note })
    let lines = findings.prefix(limit).map { $0.description(below: settings.assistant) }
    let rest = findings.count - lines.count
    let more = rest > 0 ? ["… and \(rest) more, which 'frontdesk train' prints"] : []
    let unanswered = project.unansweredLine.map { [$0] } ?? []
    return lines + more + unanswered
}
