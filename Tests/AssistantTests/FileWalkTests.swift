import Assistant
import Foundation
import Testing
import Understanding

/// Which files of a folder are read, whatever stands there.
@Suite struct FileWalkTests {
    private static let nlu = "nlu:\n- intent: greet\n  examples: |\n    - hello\n"
    private static let files = ["intents/a.yml": nlu, "corpus/a.md": "# A\n## B\nText.\n"]

    private func errors(_ directory: String) -> [String] {
        do throws(AssistantError) {
            _ = try AssistantProject(directory: directory)
            return []
        } catch {
            return error.findings.map(\.description)
        }
    }

    @Test func linkedFoldersAreReadAsThoseTheyLeadTo() throws {
        let real = try Folder([
            "intents/a.yml": Self.nlu, "intents/zh/b.yml": Self.nlu.replacing("hello", with: "您好"),
            "corpus/a.md": "# A\n## B\nText.\n",
        ])
        let linked = try Folder(["other/x": ""])
        for name in ["intents", "corpus"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(linked.path)/\(name)", withDestinationPath: "\(real.path)/\(name)")
        }
        let deep = try Folder(["intents/x.txt": "a\n", "corpus/a.md": "# A"])
        try FileManager.default.createSymbolicLink(
            atPath: deep.path + "/intents/linked", withDestinationPath: real.path + "/intents/zh")

        let (there, here) = (
            try AssistantProject(directory: real.path), try AssistantProject(directory: linked.path)
        )

        #expect(here.examples == there.examples && here.examples.count == 2)
        #expect(here.passages == there.passages && here.passages.count == 1)
        #expect(
            try AssistantProject(directory: deep.path).examples.map(\.text).sorted()
                == ["a", "您好"])
    }

    @Test func aLinkThatLeadsBackIsLeftOut() throws {
        let folder = try Folder(Self.files)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/intents/back", withDestinationPath: folder.path + "/intents")

        let project = try AssistantProject(directory: folder.path)

        #expect(project.examples.count == 1)
        #expect(
            project.findings.map(\.description).contains(
                "intents/back: warning: a link to a folder that it stands in; left out"))
    }

    @Test func aPipeAndADeviceAreNotWaitedFor() throws {
        let folder = try Folder(Self.files)
        mkfifo(folder.path + "/intents/z.yml", 0o600)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/intents/y.yml", withDestinationPath: "/dev/zero")

        let found = errors(folder.path)

        let said = "error: cannot be read: not a regular file; take it out"
        #expect(found == ["intents/y.yml: \(said)", "intents/z.yml: \(said)"])
    }

    @Test func aFileBeyondAllBoundsIsRefusedUnread() throws {
        let folder = try Folder(Self.files)
        let file = try #require(FileHandle(forWritingAtPath: folder.path + "/intents/a.yml"))
        // A hole: it takes no room on the disk.
        try file.truncate(atOffset: 64 << 20 | 1)

        #expect(
            errors(folder.path) == ["intents/a.yml: error: larger than 64 MB; split it"])
    }

    @Test func bytesOfNoEncodingAreNamedByTheirLine() throws {
        let folder = try Folder(Self.files)
        try Data(Self.nlu.utf8 + [0xFF, 0xFF, 0x0A])
            .write(to: URL(fileURLWithPath: folder.path + "/intents/a.yml"))

        #expect(errors(folder.path).first?.hasPrefix("intents/a.yml:5: error: neither") == true)
    }
}
