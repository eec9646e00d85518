import Foundation

/// Which files there are below a folder.
extension ProjectReader {
    /// Bytes of one file: far above what people write, and below what fills a memory.
    static let fileBytesMax = 64 << 20

    /// A folder whatever it is called, so that a link that leads back to it is known.
    struct FolderIdentity: Hashable {
        var device: UInt64
        var number: UInt64
    }

    /// Paths of all files below `folder`, relative to the assistant's folder; what is hidden is
    /// left out, and links are followed. `above` are the folders that lead there.
    mutating func walked(_ folder: String, above: Set<FolderIdentity>) -> [String] {
        guard let identity = identity(folder), !above.contains(identity) else {
            report(
                .warning, at: FilePlace(folder), "a link to a folder that it stands in; left out")
            return []
        }
        var found: [String] = []
        for name in names(in: folder).sorted() where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            if isFolder(path) == true {
                found += walked(path, above: above.union([identity]))
            } else {
                found.append(path)
            }
        }
        return found
    }

    /// Whether a folder stands at `path`, which is relative to the assistant's folder, or a link to
    /// one; nil where nothing does.
    func isFolder(_ path: String) -> Bool? {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
            atPath: "\(directory)/\(path)", isDirectory: &isFolder)
        return exists ? isFolder.boolValue : nil
    }

    /// What cannot be listed would else be left out in silence.
    private mutating func names(in folder: String) -> [String] {
        let place = "\(directory)/\(folder)"
        guard access(place, R_OK | X_OK) == 0 else {
            report(
                .error, at: FilePlace(folder),
                "cannot be read: not allowed for this user; 'chmod u+rx' or run as its owner")
            return []
        }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: place)
        } catch {
            report(.error, at: FilePlace(folder), "cannot be listed; look at the disk")
            return []
        }
    }

    private func identity(_ folder: String) -> FolderIdentity? {
        var status = stat()
        guard stat("\(directory)/\(folder)", &status) == 0 else { return nil }
        return FolderIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    }
}
