import Foundation
import Testing

/// Models, databases and folders that cannot be used are left as they are, and named.
@Suite(.serialized) struct UnusableFileTests {
    static let damages: [(name: String, damage: @Sendable (inout Data) -> Void, error: String)] = [
        ("empty", { $0 = Data() }, "cut short: 0 bytes hold no header"),
        ("cut short", { $0 = $0.prefix(1_000) }, "cut short: has 1000 of its "),
        ("too long", { $0.append(0) }, "damaged: the header does not fit its "),
        ("something else", { $0 = Data(repeating: 65, count: 500) }, "not a model of Frontdesk"),
        (
            "newer",
            {
                $0[16] = 99
                // No checksum of the header, as in files that are older than that.
                for at in 48..<56 { $0[at] = 0 }
            }, "made by a newer version of Frontdesk (format 99)"
        ),
    ]

    @Test(arguments: damages, ["intents", "passages"])
    func aModelThatCannotBeReadIsLeftAsItIs(
        it: (name: String, damage: @Sendable (inout Data) -> Void, error: String), model: String
    ) throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let folders = ["--assistant", folder, "--data", "\(folder)/data"]
        #expect(try frontdesk(["train"] + folders).status == 0)
        let path = "\(folder)/data/\(model).model"
        var bytes = try #require(FileManager.default.contents(atPath: path))
        it.damage(&bytes)
        try bytes.write(to: URL(fileURLWithPath: path))

        for command in [["ask", "hello"], ["train"]] {
            let run = try frontdesk(command + folders)

            CommandErrorTests.expectOneLine(run, "\(path): \(it.error)")
            #expect(run.errors.hasSuffix("; delete it and it is trained anew\n"), "\(it.name)")
            #expect(FileManager.default.contents(atPath: path) == bytes)
        }
    }

    /// Content of what stands in the database's place, nil for a folder.
    static let databases: [(content: String?, error: String)] = [
        (
            "this is no database" + String(repeating: " ", count: 2_000),
            "not a database; move it away or name another --data"
        ),
        (nil, "a folder, not a database; move it away or name another --data"),
    ]

    @Test(arguments: databases)
    func whatIsNoDatabaseIsLeftAsItIs(content: String?, error: String) throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (data, path) = ("\(folder)/data", "\(folder)/data/frontdesk.db")
        try FileManager.default.createDirectory(
            atPath: content == nil ? path : data, withIntermediateDirectories: true)
        if let content { try Data(content.utf8).write(to: URL(fileURLWithPath: path)) }
        let serve = ["serve", "--assistant", folder, "--http", "127.0.0.1:0", "--line"]

        for command in [
            serve + ["127.0.0.1:0"], ["history", "x"], ["tickets", "list"],
            ["tickets", "show", "1"],
            ["tickets", "solve", "1"], ["export"],
        ] {
            CommandErrorTests.expectOneLine(
                try frontdesk(command + ["--data", data]), "\(path): \(error)")
            #expect(
                FileManager.default.contents(atPath: path) == content.map { Data($0.utf8) })
        }
        #expect(
            !FileManager.default.fileExists(atPath: "\(data)/intents.model"), "before training")
    }

    // MARK: What this user may not do

    /// How to run the program as a user whom the modes of files bind.
    private static let unprivileged = [
        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
    ]

    /// Whether such a user can run it here: it may lie in a folder that is closed to others.
    static let canBeUnprivileged: Bool = {
        geteuid() != 0 || (try? run(["version"]).status == 0) ?? false
    }()

    private static func run(
        _ arguments: [String]
    ) throws -> (status: Int32, output: String, errors: String) {
        guard geteuid() == 0 else { return try frontdesk(arguments) }
        return try execute("/usr/bin/env", unprivileged + [Package.binary] + arguments)
    }

    @Test(.enabled(if: canBeUnprivileged)) func whatThisUserMayNotDoSaysWhoMay() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let data = "\(folder)/data"
        let folders = ["--assistant", folder, "--data", data]
        let serve = ["serve", "--http", "127.0.0.1:0", "--line", "127.0.0.1:0"] + folders
        #expect(try frontdesk(["train"] + folders).status == 0)
        func isOwned(_ path: String, _ mode: mode_t) {
            if geteuid() == 0 { chown(path, 65_534, 65_534) }
            chmod(path, mode)
        }
        defer { isOwned(data, 0o700) }

        isOwned("\(folder)/intents/all.yml", 0o000)
        CommandErrorTests.expectOneLine(
            try Self.run(["train"] + folders),
            "\(folder)/intents/all.yml: error: cannot be read: not allowed for this user; ")
        isOwned("\(folder)/intents/all.yml", 0o600)
        isOwned("\(folder)/intents/zh", 0o000)
        CommandErrorTests.expectOneLine(
            try Self.run(["train"] + folders),
            "\(folder)/intents/zh: error: cannot be read: not allowed for this user; ")
        isOwned("\(folder)/intents/zh", 0o700)

        isOwned("\(data)/intents.model", 0o000)
        isOwned("\(data)/passages.model", 0o600)
        isOwned(data, 0o500)
        CommandErrorTests.expectOneLine(
            try Self.run(["ask", "hello"] + folders),
            "\(data)/intents.model: cannot be read: Permission denied; run as its owner, or name")
        unlink("\(data)/intents.model")
        CommandErrorTests.expectOneLine(
            try Self.run(["train"] + folders),
            "\(data): cannot be written to: Permission denied; run as its owner, or name")
        CommandErrorTests.expectOneLine(
            try Self.run(serve),
            "\(data)/frontdesk.lock: cannot be written to: Permission denied; run as its owner")
        CommandErrorTests.expectOneLine(
            try Self.run(["train", "--assistant", folder, "--data", "\(data)/deep/deeper"]),
            "\(data)/deep: cannot be made: Permission denied; run as its owner, or name")

        isOwned(data, 0o700)
        #expect(FileManager.default.createFile(atPath: "\(data)/frontdesk.db", contents: nil))
        isOwned("\(data)/frontdesk.db", 0o400)
        CommandErrorTests.expectOneLine(
            try Self.run(serve),
            "\(data)/frontdesk.db: not writable for this user; run as its owner")
        isOwned(data, 0o000)
        CommandErrorTests.expectOneLine(
            try Self.run(["export", "--data", data]),
            "\(data)/frontdesk.db: its folder is closed to this user; run as its owner")
    }
}
