/// Lines that stand for something else, or for nothing.
extension ShownLines {
    /// Whether a line is where generators put a table of contents: `[[toc]]`, `[TOC]`, and
    /// kramdown's item over `{:toc}`.
    func isContents(_ text: Substring, _ at: Int) -> Bool {
        let line = MarkdownLine(text)
        if let item = line.item {
            return item.count <= Self.contentsLengthMax
                && Substring(item).trimmed.lowercased() == "toc" && at + 1 < source.count
                && source[at + 1].trimmed == "{:toc}"
        }
        guard line.rest.first == UInt8(ascii: "["), line.rest.count <= Self.contentsLengthMax
        else { return false }
        return ["[toc]", "[[toc]]", "[[_toc_]]"].contains(
            Substring(line.rest).trimmed.lowercased())
    }

    /// Bytes of such a line.
    private static let contentsLengthMax = 16

    /// The quote that starts with GitHub's `[!WARNING]`, or with a title behind such a mark, with
    /// that in bold; nil where the line is another.
    static func alert(_ text: Substring) -> Substring? {
        let line = MarkdownLine(text).rest
        guard line.first == UInt8(ascii: ">") else { return nil }
        let inner = Substring(line.dropFirst()).trimmed
        guard inner.starts(withBytesOf: "[!"), let end = inner.firstIndex(of: "]") else {
            return nil
        }
        let name = inner[..<end].dropFirst("[!".count)
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == "-" }) else { return nil }
        let title = inner[end...].dropFirst().drop { "+-".contains($0) }.trimmed
        let word = name.prefix(1).uppercased() + name.dropFirst().lowercased()
        return "\(text[..<line.startIndex])> **\(title.isEmpty ? word[...] : title)**"
    }
}
