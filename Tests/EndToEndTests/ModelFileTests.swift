import Foundation
import Testing

/// What `train` and `ask` do to the files of the data folder.
@Suite(.serialized) struct ModelFileTests {
    /// Bytes of every file below `folder`, by path.
    private static func files(_ folder: String) -> [String: Data] {
        let paths = FileManager.default.subpaths(atPath: folder) ?? []
        return paths.reduce(into: [:]) { files, path in
            files[path] = FileManager.default.contents(atPath: "\(folder)/\(path)")
        }
    }

    private static func change(_ folder: String, _ text: String, to other: String) throws {
        let file = URL(fileURLWithPath: folder + "/intents/all.yml")
        let old = try String(contentsOf: file, encoding: .utf8)
        try Data(old.replacing(text, with: other).utf8).write(to: file)
    }

    @Test func trainingTwiceWritesTheSameFilesAndNothingElse() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }

        for data in ["one", "two"] {
            let run = try frontdesk(["train", "--assistant", folder, "--data", "\(folder)/\(data)"])
            #expect(run.status == 0, "\(run.errors)")
        }

        let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/one").sorted()
        #expect(files == ["intents.model", "passages.model"])
        for file in files {
            let (one, two) = ("\(folder)/one/\(file)", "\(folder)/two/\(file)")
            #expect(FileManager.default.contentsEqual(atPath: one, andPath: two), "\(file)")
        }
    }

    @Test func aDamagedModelIsRefusedAndLeftAndAnOldOneIsMadeAnew() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let folders = ["--assistant", folder, "--data", "\(folder)/data"]
        let arguments = ["ask", "where is my order"] + folders
        #expect(try frontdesk(["train"] + folders).status == 0)
        let first = try frontdesk(arguments)
        #expect(first.output.hasPrefix("<bot> It is on its way."), "\(first.errors)")
        let path = "\(folder)/data/intents.model"
        let bytes = try #require(FileManager.default.contents(atPath: path))

        var damaged = bytes
        damaged[bytes.count / 2] ^= 1
        try damaged.write(to: URL(fileURLWithPath: path))
        let refused = try frontdesk(arguments)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("\(path): damaged"))
        #expect(FileManager.default.contents(atPath: path) == damaged)

        var old = bytes
        old[16] = 1
        // Files of that time had no checksum of the header.
        old.replaceSubrange(48..<56, with: [UInt8](repeating: 0, count: 8))
        try old.write(to: URL(fileURLWithPath: path))
        #expect(try frontdesk(arguments).output == first.output)
        #expect(FileManager.default.contents(atPath: path) == old)
        #expect(try frontdesk(["train"] + folders).status == 0)
        #expect(FileManager.default.contents(atPath: path) == bytes)
    }

    /// The database was opened first, which changes its bytes.
    @Test func aServerRefusedForADamagedModelHasChangedNothing() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        person.send("hello\n")
        _ = try person.linesToTerminator()
        #expect(desk.stop() == 0)
        let path = "\(desk.data)/passages.model"
        var damaged = try #require(FileManager.default.contents(atPath: path))
        damaged[damaged.count / 2] ^= 1
        try damaged.write(to: URL(fileURLWithPath: path))
        let before = Self.files(desk.data)

        let refused = try frontdesk([
            "serve", "--assistant", desk.folder, "--data", desk.data, "--http", "127.0.0.1:0",
            "--line", "127.0.0.1:0",
        ])

        #expect(refused.status == 1)
        #expect(refused.errors.contains("\(path): damaged"), "\(refused.errors)")
        #expect(before.keys.contains("frontdesk.db"))
        #expect(Self.files(desk.data) == before)
    }

    @Test func aQuestionToAChangedSetWritesNothing() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let folders = ["--assistant", folder, "--data", "\(folder)/data"]
        #expect(try frontdesk(["train"] + folders).status == 0)
        let before = Self.files("\(folder)/data")
        try Self.change(folder, "- track my order", to: "- where is the lorry with my order")

        let run = try frontdesk(
            ["ask", "where is the lorry with my order"] + folders + ["--models-kept", "0"])

        #expect(run.output.hasPrefix("<bot> It is on its way."), "\(run.output)\(run.errors)")
        #expect(before.count == 2)
        #expect(Self.files("\(folder)/data") == before)
    }

    @Test func aTaggerGoesWithTheLastAnnotation() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let folders = ["--assistant", folder, "--data", "\(folder)/data"]
        try Self.change(folder, "- track my order", to: "- track my [lamp](product)")
        #expect(try frontdesk(["train"] + folders).status == 0)
        #expect(Self.files("\(folder)/data").keys.contains("entities.model"))
        try Self.change(folder, "[lamp](product)", to: "lamp")

        #expect(try frontdesk(["ask", "hello"] + folders).status == 0)
        #expect(Self.files("\(folder)/data").keys.contains("entities.model"))
        #expect(try frontdesk(["train"] + folders).status == 0)
        #expect(!Self.files("\(folder)/data").keys.contains("entities.model"))
    }

    @Test func aRefusedSetLeavesNoDataFolder() throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Self.change(folder, "nlu:", to: "nlu: [")

        let run = try frontdesk(["train", "--assistant", folder, "--data", "\(folder)/new"])

        #expect(run.status == 1)
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/new"))
    }
}
