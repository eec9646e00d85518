/// What site generators write into and behind the addresses of links.
extension InlineMarkup {
    /// Cuts off a list of attributes: behind a link or an image, in bold or not, in a line of its
    /// own, where one without a mark has two or more, and wherever a colon marks it.
    mutating func cutAttributes() -> Bool {
        guard let list = AttributeList(rest) else { return false }
        let isEnd = list.rest.allSatisfy { $0.isWhitespace || $0 == "#" }
        guard !isHeading || !isEnd else { return false }
        let isAlone = !hasText && MarkdownLine(list.rest).isBlank
        let isClass = rest.dropFirst().first.map { ".# ".contains($0) } ?? false
        let isCut =
            isAlone
            ? list.isMarked || isClass || list.count > 1
            : rest.utf8.dropFirst().first == UInt8(ascii: ":") ? !list.isName : isBehindLink
        guard isCut else { return false }
        rest = list.rest
        return true
    }

    /// Whether a link, an image or what is emphasised ends here.
    private var isBehindLink: Bool {
        let near = kept.utf8.suffix(Tag.lengthMax)
        guard near.last == UInt8(ascii: ")") else { return near.last == UInt8(ascii: "*") }
        var depth = 0
        let start = near.lastIndex { byte in
            if byte == UInt8(ascii: ")") { depth += 1 }
            if byte == UInt8(ascii: "(") { depth -= 1 }
            return depth == 0
        }
        return start.map { near[..<$0].last == UInt8(ascii: "]") } ?? false
    }

    /// Cuts off a variable of Liquid in an address, which a link may have without it; of one that
    /// is a text, the text is kept. In a sentence it is text.
    mutating func cutVariable() -> Bool {
        guard isInAddress, let inner = cut(to: "}}")?.dropFirst("{{".count).trimmed else {
            return false
        }
        if let quote = inner.first, quote == "\"" || quote == "'" {
            kept += inner.dropFirst().prefix { $0 != quote }
        }
        endAddress()
        return true
    }

    /// Whether the address of a link, or of its definition, `[name]: address`, goes on here.
    private var isInAddress: Bool {
        let near = kept.utf8.suffix(Tag.inTextLengthMax)
        guard let end = near.lastIndex(of: UInt8(ascii: "]")) else { return false }
        let behind = kept[end...].dropFirst()
        if behind.hasPrefix("(") { return !behind.contains { $0 == ")" || $0.isWhitespace } }
        return behind.hasPrefix(":") && MarkdownLine(behind.dropFirst()).isBlank
    }

    /// A link without an address is its words.
    mutating func endAddress() {
        guard kept.hasSuffix("]("), rest.utf8.first == UInt8(ascii: ")"),
            let (start, words) = Self.link(endOf: kept.dropLast("](".count))
        else { return }
        let length = kept[start...].utf8.count - "](".utf8.count - words.utf8.count
        moveImages(behind: start, cut: length)
        kept.replaceSubrange(start..., with: words)
        rest = rest.dropFirst()
    }

    /// Keeps the images of a link in their places when the mark of `length` bytes at `start` and
    /// what follows its words are cut off.
    private mutating func moveImages(behind start: String.Index, cut length: Int) {
        let from = kept.utf8.distance(from: kept.startIndex, to: start)
        let end = kept.utf8.count - length - "](".utf8.count
        for at in images.indices.reversed() {
            guard images[at].offset > from else { return }
            images[at].offset = min(max(from, images[at].offset - length), end)
        }
    }

    /// The words in the bracket that is open at the end of `text`, and where the link or image of
    /// them starts.
    private static func link(endOf text: Substring) -> (start: Substring.Index, words: String)? {
        var depth = 1
        for at in text.utf8.indices.suffix(Tag.lengthMax).reversed() {
            if text.utf8[at] == UInt8(ascii: "]") { depth += 1 }
            if text.utf8[at] == UInt8(ascii: "[") { depth -= 1 }
            guard depth == 0 else { continue }
            let isImage = text[..<at].hasSuffix("!")
            return (isImage ? text.index(before: at) : at, String(text[at...].dropFirst()))
        }
        return nil
    }
}
