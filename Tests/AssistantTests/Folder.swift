import Assistant
import Foundation

/// A folder of the given files, removed with its last reference.
final class Folder {
    let path = FileManager.default.temporaryDirectory.path + "/frontdesk-\(UUID().uuidString)"

    init(_ files: [String: String]) throws {
        for (name, text) in files { try write(Array(text.utf8), name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The project of `files`, which are gone when it is read.
    static func project(_ files: [String: String]) throws -> AssistantProject {
        let folder = try Folder(files)
        return try withExtendedLifetime(folder) { try AssistantProject(directory: folder.path) }
    }

    /// Writes a file whose bytes need not be those of a Swift string.
    func write(_ bytes: [UInt8], _ name: String) throws {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }
}
