/// Images within a line, of which the words that stand for them may be shown.
extension InlineMarkup {
    struct Image {
        /// Bytes of the text before it.
        var offset: Int
        /// Empty where it has none.
        var words: Substring
    }

    /// Puts the words of images in their places: beside other words they are part of a sentence,
    /// but a heading has them only where it says nothing else. An image by itself says nothing but
    /// in an item or in the row of a table.
    mutating func showImages() {
        guard !images.isEmpty else { return }
        let line = MarkdownLine(kept[...])
        let isShown = hasWords || line.item != nil || line.rest.first == UInt8(ascii: "|")
        guard isHeading ? !hasWords : isShown else { return }
        let told = images.filter { !$0.words.isEmpty }
        var shown = ""
        var text = kept[...]
        for image in isHeading ? told.prefix(1) : told[...] {
            let at =
                kept.utf8.index(
                    kept.startIndex, offsetBy: image.offset, limitedBy: kept.endIndex)
                ?? kept.endIndex
            shown += text[..<at]
            text = text[at...]
            if shown.last.map(Self.isOfWord) == true { shown += " " }
            shown += image.words
            if text.first.map(Self.isOfWord) == true { shown += " " }
        }
        kept = shown + text
    }

    private static func isOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }

    /// Whether there is more to read than tags.
    private var hasWords: Bool {
        var rest = kept[...]
        while let mark = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
            if Readable(rest[..<mark]).isAnywhere { return true }
            rest = Tag(rest[mark...])?.rest ?? rest[mark...].dropFirst()
        }
        return Readable(rest).isAnywhere
    }
}
