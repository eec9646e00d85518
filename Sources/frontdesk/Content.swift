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
    static func prepare(_ settings: Settings, _ folder: DataFolder) throws -> Content {
        let project = try read(settings)
        let model = try intentModel(project, settings, folder)
        let index = try passageIndex(project, folder)
        let (extractor, taggedKinds) = try entities(project, folder)
        let named = project.script.responses.names.compactMap { name in
            name.hasPrefix("utter_") ? String(name.dropFirst(6)) : nil
        }
        let callable = BuiltInIntent.all.union(project.script.actions.keys)
            .union(project.script.articles.keys).union(named)
        let interpreter = Interpreter(
            model: model, passages: index, entities: extractor, callable: callable)
        let policy = DialoguePolicy(
            script: project.script, interpreter: interpreter, options: settings.policyOptions)
        return Content(
            project: project, policy: policy, model: model, taggedKinds: taggedKinds)
    }

    private static func read(_ settings: Settings) throws -> AssistantProject {
        do {
            return try AssistantProject(directory: settings.assistant)
        } catch {
            throw CommandFailure(error.description)
        }
    }

    private static func intentModel(
        _ project: AssistantProject, _ settings: Settings, _ folder: DataFolder
    ) throws -> IntentModel {
        var trainSettings = IntentModel.Settings()
        trainSettings.threshold = settings.intentThreshold
        let key = "\(project.examplesFingerprint) \(settings.intentThreshold ?? 0)"
        let fingerprint = Hash64.of(key)
        if let known = try known(folder.intentModel, { try IntentModel(mapping: $0) }),
            known.fingerprint == fingerprint
        {
            return known
        }
        let bar = ProgressBar("training intents")
        defer { bar.finish() }
        do {
            let bytes = try IntentModel.train(
                project.examples, settings: trainSettings, fingerprint: fingerprint,
                progress: bar.show)
            return try kept(
                bytes, in: folder, folder.intentModel, { try IntentModel(mapping: $0) },
                { try IntentModel(bytes: $0) })
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// Patterns and lists as they are written, and the tagger where examples are annotated.
    private static func entities(
        _ project: AssistantProject, _ folder: DataFolder
    ) throws -> (EntityExtractor, [String]) {
        do {
            let patterns = try EntityExtractor(project.entityRules)
            guard !project.annotatedExamples.isEmpty else { return (patterns, []) }
            let tagger = try entityTagger(project, patterns, folder)
            return (try EntityExtractor(project.entityRules, tagger: tagger), tagger.kinds)
        } catch let error as UnderstandingError {
            throw CommandFailure("\(error)")
        }
    }

    private static func entityTagger(
        _ project: AssistantProject, _ patterns: EntityExtractor, _ folder: DataFolder
    ) throws -> EntityTagger {
        let fingerprint = project.entitiesFingerprint
        if let known = try known(folder.entityTagger, { try EntityTagger(mapping: $0) }),
            known.fingerprint == fingerprint
        {
            return known
        }
        let bar = ProgressBar("training entities")
        defer { bar.finish() }
        let bytes = try EntityTagger.train(
            project.taggedExamples, patterns: patterns, fingerprint: fingerprint,
            progress: bar.show)
        return try kept(
            bytes, in: folder, folder.entityTagger, { try EntityTagger(mapping: $0) },
            { try EntityTagger(bytes: $0) })
    }

    private static func passageIndex(
        _ project: AssistantProject, _ folder: DataFolder
    ) throws -> PassageIndex {
        let fingerprint = project.passagesFingerprint
        if let known = try known(folder.passageIndex, { try PassageIndex(mapping: $0) }),
            known.fingerprint == fingerprint
        {
            return known
        }
        let bar = ProgressBar("indexing articles")
        defer { bar.finish() }
        do {
            let bytes = PassageIndex.build(
                project.passages, fingerprint: fingerprint, progress: bar.show)
            return try kept(
                bytes, in: folder, folder.passageIndex, { try PassageIndex(mapping: $0) },
                { try PassageIndex(bytes: $0) })
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// The model of `bytes`, mapped from its file; in memory alone where there is no data folder,
    /// which a question does not create.
    private static func kept<Model>(
        _ bytes: [UInt8], in folder: DataFolder, _ path: String, _ map: (String) throws -> Model,
        _ make: ([UInt8]) throws -> Model
    ) throws -> Model {
        guard folder.exists else { return try make(bytes) }
        try replaceFile(path, with: bytes)
        return try map(path)
    }

    /// The model at `path`; nil where there is none or its format is old, which training mends.
    /// A damaged file is refused and left for its owner to look at.
    private static func known<Model>(
        _ path: String, _ map: (String) throws -> Model
    ) throws -> Model? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try map(path)
        } catch UnderstandingError.outdatedFile {
            return nil
        } catch {
            throw CommandFailure("\(error); delete it and it is trained anew")
        }
    }
}

/// Prints what is doubtful in the assistant's files, at most this many lines.
func printFindings(_ findings: [Finding], limit: Int = 20) {
    let lines = findings.prefix(limit).map(\.description)
    let more = findings.count > limit ? ["… and \(findings.count - limit) more"] : []
    let text = (lines + more).joined(separator: "\n")
    if !text.isEmpty { Output.error("\(text)\n") }
}
