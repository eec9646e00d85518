/// A line that may be the first of an HTTP request: a method, a target and a version (RFC 9112,
/// section 3).
package struct HTTPRequestLine: Sendable {
    private let words: [Substring]

    /// `line` is a whole line, or the head of a longer one.
    package init(_ line: [UInt8]) {
        words = String(decoding: line, as: UTF8.self).split(separator: " ")
    }

    /// Whether a whole line is a browser's or a scanner's (line protocol, rule 8).
    package var isWhole: Bool {
        switch words.count {
        // HTTP/0.9 names no version.
        case 2: words[0] == "GET" && words[1].hasPrefix("/")
        case 3: hasTarget && words[2].lowercased().hasPrefix("http/")
        default: false
        }
    }

    /// Whether the head of a longer line begins one. Its version is not seen: only a method in
    /// capitals tells it from a sentence.
    var isBegun: Bool {
        hasTarget
            && words[0].utf8.allSatisfy { 0x41...0x5A ~= $0 || "-_".utf8.contains($0) }
    }

    /// A path, `*`, an address, or the host and port of CONNECT (section 3.2).
    private var hasTarget: Bool {
        guard words.count >= 2 else { return false }
        let target = words[1]
        return target.hasPrefix("/") || target == "*" || target.contains("://")
            || words[0].lowercased() == "connect" && target.contains(":")
    }
}
