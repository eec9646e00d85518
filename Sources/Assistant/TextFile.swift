import Foundation
import Yams

/// Files that people write: their text, or one line that says what is wrong and what to do.
package enum TextFile {
    package struct Fault: Error, Sendable, CustomStringConvertible {
        package var path: String
        /// Counts from 1; 0 for the whole file.
        package var line = 0
        package var reason: String

        package var description: String { "\(path)\(line > 0 ? ":\(line)" : ""): \(reason)" }
    }

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

    /// The text of a file that has to be UTF-8; a byte order mark is left out.
    package static func text(_ path: String) throws(Fault) -> String {
        let content = try bytes(path)
        guard let text = String(validating: content, as: UTF8.self) else {
            throw Fault(
                path: path, line: firstBadLine(content), reason: "not UTF-8; save the file as UTF-8"
            )
        }
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }

    /// The first line, from 1, that is not UTF-8; 0 where all are.
    static func firstBadLine(_ content: some Collection<UInt8>) -> Int {
        let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? -1) + 1
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

    /// The line, from 1, at which YAML does not parse, and why; line 0 where the parser names none.
    package static func place(ofYAML error: any Error) -> (line: Int, reason: String) {
        let hint = "; look at the indentation, quotes and brackets there and above"
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (mark.line, problem + hint)
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            return (
                context.mark.line,
                "'\(key)' stands here and again in the same mapping; take one of them out"
            )
        case .reader(let problem, let offset, let value, let yaml):
            let line = offset.map { yaml.prefix($0).count(where: \.isNewline) + 1 } ?? 0
            let code = String(value, radix: 16, uppercase: true)
            return (line, "\(problem) (code point \(code)); take it out")
        default: return (0, "cannot be read as YAML")
        }
    }
}
