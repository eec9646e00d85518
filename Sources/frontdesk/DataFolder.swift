import Foundation
import StorageSQLite

/// The folder of database and models, and who may write to it.
struct DataFolder {
    let path: String

    var database: String { path + "/frontdesk.db" }
    var controlSocket: String { path + "/control.sock" }
    private var lockFile: String { path + "/frontdesk.lock" }

    /// Names the folder; only ``create()`` makes it, so that no command that reads leaves a folder
    /// behind where a name was mistyped.
    init(_ path: String) { self.path = path }

    func create() throws {
        var made = ""
        for (at, part) in path.split(separator: "/", omittingEmptySubsequences: false).enumerated()
        {
            made += at == 0 ? part : "/\(part)"
            guard !part.isEmpty else { continue }
            guard mkdir(made, 0o700) != 0 else { continue }
            let code = errno
            guard FileManager.default.fileExists(atPath: made) else {
                throw Self.refusal(made, "cannot be made", code)
            }
        }
        try requireFolder()
    }

    /// Throws where something else stands in the folder's place; it may be missing.
    func requireFolder() throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else {
            throw CommandFailure("\(path): a file; name a folder with --data")
        }
    }

    /// Throws where models could not be written.
    func requireWritable() throws {
        guard access(path, W_OK | X_OK) != 0 else { return }
        throw Self.refusal(path, "cannot be written to", errno)
    }

    /// What the system refused, and what to do about it.
    static func refusal(_ place: String, _ what: String, _ code: Int32) -> CommandFailure {
        let advice =
            switch code {
            case EACCES, EPERM, EROFS: "run as its owner, or name another folder with --data"
            default: remedy(ofDiskFault: code) ?? "name another folder with --data"
            }
        return CommandFailure("\(place): \(what): \(String(cString: strerror(code))); \(advice)")
    }

    /// Takes the folder for this process until it ends; nil where another one has it.
    func lock() throws -> Lock? {
        let file = open(lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw Self.refusal(lockFile, "cannot be written to", errno)
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            return nil
        }
        return Lock(file: file)
    }

    final class Lock {
        private let file: Int32

        init(file: Int32) { self.file = file }

        deinit { close(file) }
    }

    func openStore() throws -> SQLiteStore { try SQLiteStore(path: database) }

    func openForReading() throws -> SQLiteStore {
        try requireFolder()
        return try SQLiteStore(reading: database)
    }
}

extension SQLiteStore.Fault: CommandFault {}
