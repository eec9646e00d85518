/// The text of a response with tags of HTML, as projects have it that speak on pages of their own,
/// as Markdown: what is said is shown as Markdown, and tags would be read.
///
/// Paragraphs and items become lines, `<a href>` a link, `<b>` and `<i>` emphasis, `<img>` the
/// address of the image. The tags of other elements that only set type are left out; what is no tag
/// of HTML stays, and so do code and a text in which nothing closes a tag or breaks a line.
struct ReplyMarkup {
    private var out = ""
    private var hasTags = false
    /// What was opened, with the bytes of `out` before it.
    private var open: [(name: String, start: Int, address: String?)] = []

    /// What more elements open at once is not followed: each that closes is looked for.
    private static let openMax = 32

    static func markdown(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "<")), text.contains(marks) else { return text }
        var markup = ReplyMarkup()
        markup.read(text[...])
        return markup.hasTags ? markup.lines : text
    }

    private static var marks: some RegexComponent { /<(?:\/|br|hr|img)/.ignoresCase() }

    private mutating func read(_ text: Substring) {
        var rest = text
        while let mark = rest.utf8.firstIndex(where: "`<".utf8.contains) {
            keep(rest[..<mark])
            rest = rest[mark...]
            if rest.utf8.first == UInt8(ascii: "`") {
                let behind = Substring(InlineMarkup.behindMark(rest.utf8))
                out += rest[..<behind.startIndex]
                rest = behind
            } else if let tag = Tag(rest), !tag.isWords, take(tag) {
                hasTags = true
                rest = tag.rest
            } else {
                out += "<"
                rest = Substring(rest.utf8.dropFirst())
            }
        }
        keep(rest)
        while let last = open.popLast() { close(last) }
    }

    /// False where the tag is none of HTML's.
    private mutating func take(_ tag: Tag) -> Bool {
        let name = tag.name.lowercased()
        switch name {
        case "br", "hr": out += "\n"
        case "img": takeImage(tag)
        case "a", "b", "strong", "i", "em": follow(tag, name)
        case "li": beginLine(tag.kind == .closing ? "" : "- ")
        case _ where Self.blocks.contains(name): beginLine("")
        case "td", "th": out += " "
        case _ where InlineMarkup.elements.contains(name): break
        default: return false
        }
        return true
    }

    /// Elements that begin and end lines.
    private static let blocks: Set<String> = [
        "blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "section", "table",
        "tbody", "thead", "tr", "ul",
    ]

    private mutating func beginLine(_ start: String) {
        if !out.isEmpty, out.utf8.last != UInt8(ascii: "\n") { out += "\n" }
        out += start
    }

    private mutating func takeImage(_ tag: Tag) {
        guard let address = tag.value(of: "src")?.trimmed, !address.isEmpty else { return }
        beginLine("\(address)\n")
    }

    // MARK: Links and emphasis

    private mutating func follow(_ tag: Tag, _ name: String) {
        switch tag.kind {
        case .alone: return
        case .opening:
            let address = tag.value(of: "href").map { String($0.trimmed) }
            if open.count < Self.openMax { open.append((name, out.utf8.count, address)) }
        case .closing:
            guard open.contains(where: { $0.name == name }) else { return }
            // What was opened within it ends with it.
            while let last = open.popLast() {
                close(last)
                if last.name == name { return }
            }
        }
    }

    private mutating func close(_ element: (name: String, start: Int, address: String?)) {
        let start = out.utf8.index(out.startIndex, offsetBy: element.start)
        let inner = out[start...].trimmed
        let words = String(inner)
        let shown =
            element.name == "a"
            ? Self.link(words, element.address) : Self.emphasis(words, element.name)
        out.replaceSubrange(inner.startIndex..<inner.endIndex, with: shown)
    }

    private static func link(_ words: String, _ address: String?) -> String {
        guard let address, !address.isEmpty, address != words else { return words }
        guard !words.isEmpty else { return address }
        // An address of another form would end the link too early.
        let isPlain = !address.contains { " ()<>".contains($0) } && !words.contains("]")
        return isPlain ? "[\(words)](\(address))" : "\(words) \(address)"
    }

    private static func emphasis(_ words: String, _ name: String) -> String {
        guard !words.isEmpty, !words.contains("\n") else { return words }
        let mark = name.hasPrefix("b") || name == "strong" ? "**" : "*"
        return mark + words + mark
    }

    // MARK: Text

    private mutating func keep(_ text: Substring) { out += CharacterReferences.resolved(text) }

    /// Without blanks at the ends of lines, and with one blank line at most between two.
    private var lines: String {
        var kept: [Substring] = []
        for line in out.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.trimmed
            if !line.isEmpty || kept.last?.isEmpty == false { kept.append(line) }
        }
        if kept.last?.isEmpty == true { kept.removeLast() }
        return kept.joined(separator: "\n")
    }
}
