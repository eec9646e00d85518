/// The keys of a JSON text, found without a parser: one that refuses a repeated key has no tree to
/// tell which file it is, nor where the key stands again.
struct JSONKeys {
    /// Those of the outermost object.
    private(set) var outermost: Set<String> = []
    /// The first that its object holds already, with the lines, from 1, of both.
    private(set) var repeated: (key: String, first: Int, second: Int)?

    /// Keys by their lines of every object that is open, the outermost first; a list has none.
    private var open: [[String: Int]] = []

    init(_ text: String) {
        let bytes = Array(text.utf8)
        var (line, at) = (1, 0)
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: "{"), UInt8(ascii: "["): open.append([:])
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
            case UInt8(ascii: "\""):
                guard let end = Self.end(ofStringAt: at, in: bytes) else { break }
                if Self.isKey(bytes[end...]) {
                    add(String(decoding: bytes[at + 1..<end - 1], as: UTF8.self), line)
                }
                at = end
                continue
            default: break
            }
            at += 1
        }
    }

    private mutating func add(_ key: String, _ line: Int) {
        guard let last = open.indices.last else { return }
        if last == 0 { outermost.insert(key) }
        if let first = open[last][key] {
            if repeated == nil { repeated = (key, first, line) }
        } else {
            open[last][key] = line
        }
    }

    /// Beyond the quote that ends a string; nil where none does.
    private static func end(ofStringAt start: Int, in bytes: [UInt8]) -> Int? {
        var at = start + 1
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\"") { return at + 1 }
            at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    /// Whether a colon comes next.
    private static func isKey(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: ":")
    }
}
