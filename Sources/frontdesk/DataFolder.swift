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

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    func create() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure("\(path): cannot be made: \(error.localizedDescription)")
        }
    }

    /// Takes the folder for this process until it ends; nil where another one has it.
    func lock() throws -> Lock? {
        let file = open(lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw CommandFailure("\(lockFile): \(String(cString: strerror(errno)))")
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

    func openStore() throws -> SQLiteStore {
        do {
            return try SQLiteStore(path: database)
        } catch {
            throw CommandFailure(error.description)
        }
    }

    func openForReading() throws -> SQLiteStore {
        do {
            return try SQLiteStore(reading: database)
        } catch {
            throw CommandFailure(error.description)
        }
    }
}
