// StorageSQLite is the journal and the archive in one SQLite file.
//
// It knows SQL and the desk's ports. It must not know sockets, frames or models.

import Desk
import Dialogue
import Foundation
import GRDB
import Synchronization

/// A store in one SQLite file: WAL, `synchronous=FULL`, one writer, many readers.
package final class SQLiteStore: Sendable {
    /// A file that cannot serve, with what to do about it.
    package struct Fault: Error, Sendable, CustomStringConvertible {
        /// One line: the path, why it cannot serve and what to do about it.
        package var description: String
    }

    /// Bytes of the header of every database (sqlite.org/fileformat.html, 1.3).
    private static let databaseBytesMin = 100
    private static let notADatabase = "not a database; move it away or name another --data"
    /// How long closing waits for readers of other programs; a stop has five seconds in all.
    private static let closingMilliseconds = 1_000

    /// The writer's page cache: the pages of some thousand conversations that are spoken in.
    private static let cacheKilobytes = 8_192
    /// Pages of 4 KiB in the log before they go into the database: a page that many turns write is
    /// copied once for all of them.
    private static let checkpointPages = 4_000

    /// Bytes of the log that stay on the disk once it is copied into the database: a long reader
    /// makes it grow, and what it grew to is given back behind it.
    private static let logBytesKept = 64 << 20

    let pool: DatabasePool
    /// The file that was opened.
    private let file: FileIdentity?
    /// Whether the disk refused the last batch, and nothing of a turn's size was written since.
    let isRefusedByDisk = Atomic(false)
    /// Whether a damaged page was met: the file has to be replaced by a copy, which takes a restart.
    let isDamaged = Atomic(false)

    init(_ pool: DatabasePool) { (self.pool, file) = (pool, FileIdentity(pool.path)) }

    /// Whether the file at the path is the one that was opened: what is written to one that was
    /// deleted or replaced meanwhile is lost with the process.
    var isInPlace: Bool { FileIdentity(pool.path) == file }

    static var readingConfiguration: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        return configuration
    }

    /// Opens `path`, creating the file with mode 0600 and bringing its schema up to date. One of
    /// this user's that others may read or write, as a copy from a backup, is closed to them.
    ///
    /// A file that is no database, is read-only or comes from a newer program is refused and left
    /// as it is.
    package init(path: String) throws(Fault) {
        do {
            try Self.createPrivateFile(path)
            try Self.checkOwnership(path)
            Self.closeToOthers(path)
            var configuration = Configuration()
            configuration.label = "frontdesk"
            configuration.maximumReaderCount = 4
            configuration.busyMode = .timeout(10)
            pool = try DatabasePool(path: path, configuration: configuration)
            // Behind the pool's own set-up, which asks for NORMAL: what is acknowledged must outlive
            // a power cut.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA cache_size = -\(Self.cacheKilobytes)")
                try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
                try db.execute(sql: "PRAGMA journal_size_limit = \(Self.logBytesKept)")
            }
            file = FileIdentity(path)
            try Schema.migrator.migrate(pool)
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault(description: Self.explain(error, path: path))
        }
    }

    private static func createPrivateFile(_ path: String) throws {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            let code = errno
            let isThere = access(path, F_OK) == 0
            throw Fault(
                description: "\(path): "
                    + (isThere ? refusal(code) : "cannot be made: \(refusal(code))"))
        }
        defer { Foundation.close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Fault(description: "\(path): \(noFile)")
        }
        // Root may write it all the same: the mode says what its owner means.
        guard status.st_mode & 0o222 != 0 else {
            throw Fault(description: "\(path): \(readOnly)")
        }
    }

    /// Takes from all but the owner what the modes of the database and of the files beside it give
    /// them; SQLite makes those anew with the mode of the database. A file of another user stays as
    /// it is, for its owner has to say who may read it.
    private static func closeToOthers(_ path: String) {
        for file in [path, "\(path)-wal", "\(path)-shm"] {
            var status = stat()
            guard stat(file, &status) == 0, status.st_uid == geteuid(),
                status.st_mode & 0o077 != 0
            else { continue }
            chmod(file, status.st_mode & 0o700)
        }
    }

    private static let noFile = "no file, but a pipe, a device or the like; name another --data"
    static let replaced =
        "deleted or replaced while it was served; put it back and restart, or what comes is lost"
    private static let diskFault =
        "disk I/O error; check the disk, and the limit of a file's size (ulimit -f)"
    private static let readOnly = "it or its folder is read-only; make both writable for this user"

    /// Why the system does not give the file to this user, and what to do about it.
    static func refusal(_ code: Int32) -> String {
        switch code {
        case EACCES, EPERM:
            "not writable for this user; run as its owner, or name another folder with --data"
        case EROFS: "the file system is read-only; name another folder with --data"
        case EISDIR: "a folder, not a database; move it away or name another --data"
        case ENOENT, ENOTDIR: "no such folder; name one with --data"
        case ENOSPC, EDQUOT: "the disk is full; make room"
        case EIO: diskFault
        default: String(cString: strerror(code))
        }
    }

    /// Looks before anything is written: a file with rows of somebody else, or of a newer
    /// program, is left as it is.
    static func checkOwnership(_ path: String) throws {
        // Of the file that a link leads to.
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw Fault(description: "\(path): \(refusal(errno))")
        }
        // To open a pipe for reading waits for who writes it.
        guard status.st_mode & S_IFMT == S_IFREG else {
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            throw Fault(description: "\(path): \(isFolder ? refusal(EISDIR) : noFile)")
        }
        guard status.st_size > 0 else { return }
        guard status.st_size >= databaseBytesMin else {
            throw Fault(description: "\(path): \(notADatabase)")
        }
        try DatabaseQueue(path: path, configuration: readingConfiguration).read { db in
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
            guard tables.isEmpty || tables.contains("grdb_migrations") else {
                throw Fault(
                    description: "\(path): a database of another program; name another --data")
            }
            guard !tables.isEmpty, try Schema.migrator.hasBeenSuperseded(db) else { return }
            throw Fault(
                description: "\(path): made by a newer version of Frontdesk; use that version")
        }
    }

    /// One line that names the file and what to do.
    static func explain(_ error: any Error, path: String) -> String {
        guard let error = error as? DatabaseError else { return "\(path): \(error)" }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            return "\(path): \(refusal(EISDIR))"
        }
        switch error.resultCode {
        case .SQLITE_NOTADB: return "\(path): \(notADatabase)"
        case .SQLITE_READONLY:
            return "\(path): \(readOnly)"
        case .SQLITE_CANTOPEN: return "\(path): \(closedTo(path))"
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return "\(path): held by another program; end that one and try again"
        case .SQLITE_CORRUPT: return "\(path): damaged; restore it from a backup"
        case .SQLITE_FULL: return "\(path): the disk is full; make room"
        case .SQLITE_IOERR: return "\(path): \(diskFault)"
        default: return "\(path): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")"
        }
    }

    /// Why a database that is there cannot be opened: whoever reads one in WAL mode also writes
    /// its `-shm` beside it.
    private static func closedTo(_ path: String) -> String {
        guard access(path, F_OK) == 0 || errno != ENOENT else { return replaced }
        guard access(path, R_OK) == 0 else {
            return "not readable for this user; run as its owner"
        }
        return "its folder, or the -shm and -wal beside it, is closed to this user; "
            + "run as its owner"
    }

    /// Closes the store, with everything that was stored in the one file at its path; false where
    /// some stays in the `-wal` beside it, because another program reads just then.
    ///
    /// By itself the last connection to close would see to that, but it is one that only reads.
    @discardableResult
    package func close() throws(Fault) -> Bool {
        let (wasInPlace, isEmptied) = (isInPlace, Result { try emptyLog() })
        do {
            try pool.close()
            guard wasInPlace else { throw Fault(description: "\(pool.path): \(Self.replaced)") }
            return try isEmptied.get()
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault(description: Self.explain(error, path: pool.path))
        }
    }

    /// Moves what stands in the `-wal` into the database; false where another program reads just
    /// then, and it stays there for whoever opens the database next.
    private func emptyLog() throws -> Bool {
        do {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = \(Self.closingMilliseconds)")
                _ = try db.checkpoint(.truncate)
            }
            return true
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return false
        }
    }
}

/// Which file stands at a path, whatever it is called.
struct FileIdentity: Equatable {
    private let device: UInt64
    private let inode: UInt64

    /// nil where none is there.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
    }
}
