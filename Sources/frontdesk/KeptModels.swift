import Desk
import Foundation
import Synchronization
import Understanding

/// Models that answered before the present ones stay under `kept/`, named by their fingerprints,
/// so that what they said can be explained.
extension DataFolder {
    private var keptFolder: String { path + "/kept" }

    func model(_ kind: ModelKind) -> String { "\(path)/\(kind.rawValue).model" }

    private func kept(_ kind: ModelKind, _ fingerprint: String) -> String {
        "\(keptFolder)/\(kind.rawValue)-\(fingerprint).model"
    }

    /// Removes the present file of a kind that the assistant has no use for any more.
    func remove(_ kind: ModelKind) throws {
        // Looked for first: a folder that only lets itself be read is no fault where there is none.
        guard access(model(kind), F_OK) == 0, unlink(model(kind)) != 0, errno != ENOENT else {
            return
        }
        throw Self.refusal(model(kind), "cannot be removed", errno)
    }

    /// Keeps the present file of a kind, before another takes its place, and the newest `limit`
    /// of those that were kept.
    func keep(_ kind: ModelKind, _ fingerprint: UInt64, atMost limit: Int) throws {
        if limit > 0 {
            guard mkdir(keptFolder, 0o700) == 0 || errno == EEXIST else {
                throw Self.refusal(keptFolder, "cannot be made", errno)
            }
            let place = kept(kind, String(fingerprint, radix: 16))
            // Of a link the file that it leads to.
            let isKept = linkat(AT_FDCWD, model(kind), AT_FDCWD, place, AT_SYMLINK_FOLLOW) == 0
            guard isKept || errno == EEXIST else {
                throw Self.refusal(place, "cannot be kept", errno)
            }
            // One that was kept before has served again meanwhile.
            guard utimensat(AT_FDCWD, place, nil, 0) == 0 else {
                throw Self.refusal(place, "cannot be kept", errno)
            }
        }
        let newestFirst = try keptFiles(kind).sorted { ($0.made, $0.path) > ($1.made, $1.path) }
        for file in newestFirst.dropFirst(limit) {
            guard unlink(file.path) == 0 || errno == ENOENT else {
                throw Self.refusal(file.path, "cannot be removed", errno)
            }
        }
    }

    private func keptFiles(_ kind: ModelKind) throws -> [(path: String, made: Date)] {
        guard access(keptFolder, R_OK | X_OK) == 0 else {
            guard errno != ENOENT else { return [] }
            throw Self.refusal(keptFolder, "cannot be listed", errno)
        }
        return try FileManager.default.contentsOfDirectory(atPath: keptFolder)
            .filter { $0.hasPrefix(kind.rawValue + "-") }
            .compactMap { name in
                let path = "\(keptFolder)/\(name)"
                return try Self.modificationDate(path).map { (path, $0) }
            }
    }

    /// nil where the file has gone meanwhile.
    private static func modificationDate(_ path: String) throws -> Date? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno != ENOENT else { return nil }
            throw refusal(path, "cannot be looked at", errno)
        }
        let time = status.st_mtim
        return Date(timeIntervalSince1970: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }

    /// When models last came or went.
    fileprivate func modelsChanged() throws(DeskError) -> [Date?] {
        do {
            return try [model(IntentModel.kind), model(PassageIndex.kind), keptFolder]
                .map(Self.modificationDate)
        } catch {
            throw .failed("\(error)")
        }
    }

    /// An interpreter of the models and lines that ``Interpreter/version`` names, present or kept;
    /// nil where a model is gone. It explains; it knows no entities. Throws where a model is there,
    /// but cannot be read.
    func interpreter(version: String) throws(DeskError) -> Interpreter? {
        guard let version = InterpreterVersion(version),
            let model: IntentModel = try stored(version.model),
            let index: PassageIndex = try stored(version.index)
        else { return nil }
        return Interpreter(model: model, passages: index, chosen: version.chosen)
    }

    private func stored<Model: StoredModel>(
        _ fingerprint: UInt64
    ) throws(DeskError) -> Model? {
        var fault: UnderstandingError?
        for place in [model(Model.kind), kept(Model.kind, String(fingerprint, radix: 16))] {
            guard access(place, F_OK) == 0 || errno != ENOENT else { continue }
            do {
                let model = try Model(mapping: place)
                if model.fingerprint == fingerprint { return model }
            } catch {
                // Of another version's format: this program cannot have those models any more.
                if case .outdatedFile = error { continue }
                fault = error
            }
        }
        if let fault { throw .failed("\(fault)") }
        return nil
    }
}

/// Interpreters of earlier models that were asked for lately: to map and check their files takes
/// milliseconds of a thread that others wait for, and anybody can ask why.
final class PastInterpreters: Sendable {
    private struct Lately {
        /// When files last came or went; what was loaded before counts no more.
        var changed: [Date?] = []
        var loaded: [(version: String, interpreter: Interpreter)] = []
    }

    private static let countMax = 4

    private let folder: DataFolder
    private let lately = Mutex(Lately())

    /// Of the models in `folder`.
    init(_ folder: DataFolder) { self.folder = folder }

    /// As ``DataFolder/interpreter(version:)``.
    func interpreter(version: String) throws(DeskError) -> Interpreter? {
        let changed = try folder.modelsChanged()
        let known = lately.withLock { lately in
            if lately.changed != changed { lately = Lately(changed: changed) }
            return lately.loaded.first { $0.version == version }?.interpreter
        }
        if let known { return known }
        guard let found = try folder.interpreter(version: version) else { return nil }
        lately.withLock { lately in
            lately.loaded.append((version, found))
            if lately.loaded.count > Self.countMax { lately.loaded.removeFirst() }
        }
        return found
    }
}
