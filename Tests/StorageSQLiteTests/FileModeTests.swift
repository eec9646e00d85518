import Dialogue
import Foundation
import GRDB
import StorageSQLite
import Testing

/// Who may read the files of a database: they hold all that customers said.
@Suite struct FileModeTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    var path: String { folder.path + "/desk.db" }

    @Test func aDatabaseIsPrivate() throws {
        _ = try SQLiteStore(path: path)

        let attributes = try FileManager.default.attributesOfItem(atPath: path)

        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    static let opened = [0o644, 0o664, 0o604, 0o660]

    /// As a backup leaves it that was copied back.
    @Test(arguments: opened)
    func aDatabaseThatOthersMayReadIsClosedToThem(mode: Int) throws {
        try SQLiteStore(path: path).close()
        for file in [path, "\(path)-wal"] {
            if file != path { #expect(FileManager.default.createFile(atPath: file, contents: nil)) }
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        }

        let behaviour = JournalBehaviour(store: try SQLiteStore(path: path))
        _ = try behaviour.run(.rate(score: 4, comment: nil), behaviour.speaker("closed"))

        for file in [path, "\(path)-wal", "\(path)-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
        }
    }

    @Test func aDatabaseOfAnotherProgramKeepsItsMode() throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE other (x)") }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)

        #expect(throws: SQLiteStore.Fault.self) { try SQLiteStore(path: path) }

        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o644)
    }
}
