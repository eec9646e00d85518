import Foundation

/// Files that people write: their text, or one line that says what is wrong and what to do.
package enum TextFile {
    /// A file, or a line of it, that cannot be read.
    package struct Fault: Error, Sendable, CustomStringConvertible {
        /// As whoever named it wrote it.
        package var path: String
        /// Counts from 1; 0 for the whole file.
        package var line = 0
        /// What is wrong and what to do about it, in one clause.
        package var reason: String

        /// `path:line: reason`, on one line whatever the names hold.
        package var description: String {
            "\(path)\(line > 0 ? ":\(line)" : ""): \(reason)".escapedOnOneLine
        }
    }

    /// The whole content of the file at `path`.
    ///
    /// Where `limit` is given only a regular file of at most so many bytes is read: a pipe would be
    /// waited for, and a device never ends.
    package static func bytes(
        _ path: String, atMost limit: Int? = nil
    ) throws(Fault) -> [UInt8] {
        func refuse(_ code: Int32) -> Fault { Fault(path: path, reason: reason(code)) }
        let file = open(path, O_RDONLY | O_CLOEXEC | (limit == nil ? 0 : O_NONBLOCK))
        guard file >= 0 else { throw refuse(errno) }
        defer { close(file) }
        if let limit, let reason = fault(of: file, atMost: limit) {
            throw Fault(path: path, reason: reason)
        }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw refuse(errno) }
            guard count > 0 else { return content }
            content.append(contentsOf: chunk[..<count])
        }
    }

    /// In what a file may be saved.
    package enum Encodings: Sendable {
        /// UTF-8 alone: settings and secrets, where a guess would be a fault.
        case utf8
        /// UTF-8, UTF-16 or GB18030, as a spreadsheet in China saves it.
        case all
    }

    /// The text of a file without its byte order mark; with ``Encodings/all`` lines end with LF.
    package static func text(
        _ path: String, in encodings: Encodings = .utf8, atMost limit: Int? = nil
    ) throws(Fault) -> String {
        let content = try bytes(path, atMost: limit)
        switch encodings {
        case .utf8:
            guard let text = utf8(content) else {
                throw Fault(
                    path: path, line: firstLine(content) { utf8($0) == nil },
                    reason: "not UTF-8; save the file as UTF-8")
            }
            return withoutMark(text)
        case .all:
            guard let text = decoded(content) else {
                throw Fault(
                    path: path,
                    line: hasUTF16Mark(content) ? 0 : firstLine(content) { decoded($0) == nil },
                    reason: "neither UTF-8, UTF-16 with a byte order mark nor GB18030; "
                        + "save the file as UTF-8")
            }
            // Most files have no CR, and looking for one costs less than copying.
            let plain = withoutMark(text)
            return plain.utf8.contains(13) ? plain.replacing("\r\n", with: "\n") : plain
        }
    }

    private static func withoutMark(_ text: String) -> String {
        text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }

    /// The text of `content`, or nil where it is in none of ``Encodings/all``.
    ///
    /// Where one byte in eight is zero it is UTF-16, which is told by its byte order mark alone.
    private static func decoded(_ content: some Collection<UInt8>) -> String? {
        if hasUTF16Mark(content) {
            // The decoder would leave half a unit out in silence.
            return content.count.isMultiple(of: 2)
                ? String(data: Data(content), encoding: .utf16) : nil
        }
        let zeros = content.count { $0 == 0 }
        guard zeros * zeroShareMin < content.count || zeros == 0 else { return nil }
        if let text = utf8(content) { return text }
        let gb18030 = String.Encoding(rawValue: 0x8000_0632)
        return zeros == 0 ? String(data: Data(content), encoding: gb18030) : nil
    }

    /// One byte of so many is zero at least in UTF-16 of any script with blanks and line ends.
    private static let zeroShareMin = 8

    private static func hasUTF16Mark(_ content: some Collection<UInt8>) -> Bool {
        content.starts(with: [0xFF, 0xFE]) || content.starts(with: [0xFE, 0xFF])
    }

    private static func utf8(_ content: some Collection<UInt8>) -> String? {
        String(validating: content, as: UTF8.self)
    }

    /// The first line, from 1, that `isBad`; 0 where none is by itself.
    private static func firstLine(
        _ content: [UInt8], _ isBad: (ArraySlice<UInt8>) -> Bool
    ) -> Int {
        let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return (lines.firstIndex(where: isBad) ?? -1) + 1
    }

    private static func fault(of file: Int32, atMost limit: Int) -> String? {
        var status = stat()
        guard fstat(file, &status) == 0 else { return reason(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            return "cannot be read: not a regular file; take it out"
        }
        guard Int(status.st_size) <= limit else {
            return "larger than \(limit >> 20) MB; split it"
        }
        return nil
    }

    /// Why the system does not read a file, and what to do about it.
    private static func reason(_ code: Int32) -> String {
        switch code {
        case ENOENT, ENOTDIR: "cannot be read: no such file; look at the name"
        case EACCES, EPERM:
            "cannot be read: not allowed for this user; 'chmod u+r' or run as its owner"
        case EISDIR: "cannot be read: a folder; name a file"
        default: "cannot be read: \(String(cString: strerror(code)))"
        }
    }
}
