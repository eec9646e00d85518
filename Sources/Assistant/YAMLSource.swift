/// A text of YAML by its lines, which values that YAML joins do not have.
struct YAMLSource {
    private let text: String
    /// Of the text, cut when it is first asked for a place.
    private var lines: [Substring]?

    /// Lines that are looked through for an item: below it stand the rest of it and a blank line.
    private static let linesMax = 20
    /// Bytes of a line that is looked at; one may hold all that a file has.
    private static let lineLengthMax = 1_000

    init(_ text: String) { self.text = text }

    /// Gives the items of one block, which have all the line that it starts in, the lines that they
    /// start in, as far as these are found.
    mutating func place(_ items: inout [PlacedText]) {
        guard let start = items.first?.place.line, start > 0 else { return }
        let lines = lines ?? text.lines
        self.lines = lines
        var next = start - 1
        for at in items.indices {
            let ahead = lines.indices.dropFirst(next).prefix(Self.linesMax)
            guard let line = ahead.first(where: { Self.begins(items[at].text, in: lines[$0]) })
            else { return }
            items[at].place.line = line + 1
            next = line + 1
        }
    }

    /// Whether a line is the first of the item with this text.
    private static func begins(_ text: String, in line: Substring) -> Bool {
        guard line.utf8.count <= lineLengthMax else { return false }
        let line = line.trimmed
        guard line.utf8.first == UInt8(ascii: "-") else { return false }
        let words = line.dropFirst().singleSpaced
        return !words.isEmpty && text.hasPrefix(words)
    }
}
