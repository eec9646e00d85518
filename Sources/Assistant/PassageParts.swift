/// Cutting the text of a section into passages.
enum PassageParts {
    /// Letters of a passage, an ideograph as two: an answer is the shortest that answers. Longer
    /// sections are cut at paragraphs, and each part can be found by the section's title and
    /// questions.
    private static let passageLength = 600
    /// Letters of a paragraph of prose that is whole; longer ones are cut between sentences.
    private static let proseLengthMax = 900
    /// Scalars of any other block, as of a list or a table, and of a sentence.
    private static let passageLengthMax = 1_800

    /// `blocks` in parts of about ``passageLength`` and at most ``passageLengthMax``: whole ones,
    /// and ``pieces(of:atMost:)`` of one that is longer itself. None has nothing to read.
    static func of(_ blocks: [String]) -> [String] {
        var parts: [String] = []
        for block in blocks {
            let isBound = parts.last.map { binds($0, block) } ?? false
            let most = isBound ? passageLengthMax : passageLength
            if !parts.extendLast(by: "\n\n\(block)", where: { length($0) <= most }) {
                parts += pieces(of: block)
            }
        }
        return parts.filter { Readable($0).isAnywhere }.map { String($0[...].trimmed) }
    }

    /// A block in parts that are short enough, most blocks in one.
    private static func pieces(of block: String) -> [String] {
        let parts =
            length(block) > proseLengthMax && isProse(block)
            ? joined(sentences(of: block)) : [block]
        return parts.flatMap { part in
            part.unicodeScalars.count <= passageLengthMax
                ? [part] : pieces(of: part[...], atMost: passageLengthMax)
        }
    }

    /// Whether a block is a paragraph: no list, table, quote, heading or code in it.
    private static func isProse(_ block: String) -> Bool {
        block.lines.allSatisfy { line in
            MarkdownLine(line).item == nil
                && line.trimmed.first.map { !"|>#`~<".contains($0) } ?? true
        }
    }

    /// `sentences` in their order, in parts of about ``passageLength``.
    private static func joined(_ sentences: [String]) -> [String] {
        var parts: [String] = []
        for sentence in sentences {
            if !parts.extendLast(by: sentence, where: { length($0) <= passageLength }) {
                parts.append(sentence)
            }
        }
        return parts.map { String($0[...].trimmed) }
    }

    /// The sentences of `text`, each with the blanks before it; a line may end within one.
    private static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var (start, mark) = (text.startIndex, nil as Character?)
        for at in text.indices {
            let character = text[at]
            if endsSentence(mark, before: character) {
                sentences.append(String(text[start..<at]))
                start = at
            }
            if !closing.contains(character) { mark = character }
        }
        return sentences + [String(text[start...])]
    }

    private static func length(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (0x3005...0x3FFFF ~= $1.value ? 2 : 1) }
    }

    /// Whether two blocks stay together: what announces a list or a table, a title in bold, and
    /// marks beside words.
    private static func binds(_ part: String, _ block: String) -> Bool {
        part.last.map { ":：".contains($0) } == true || isTitle(part.lines.last ?? "")
            || !Readable(part).isAnywhere || !Readable(block).isAnywhere
    }

    /// Whether a line is in bold as a whole, as the titles of tabs are.
    private static func isTitle(_ line: Substring) -> Bool {
        line.utf8.count > "****".utf8.count && line.hasPrefix("**") && line.hasSuffix("**")
    }

    /// `paragraph` in pieces of at most `length` scalars without the blanks between them.
    static func words(of paragraph: Substring, atMost length: Int) -> [String] {
        var pieces: [String] = []
        var rest = paragraph.drop(while: \.isWhitespace)
        while !rest.isEmpty {
            let end = cut(rest, atMost: length)
            pieces.append(String(rest[..<end].trimmed))
            rest = rest[end...].drop(while: \.isWhitespace)
        }
        return pieces
    }

    /// Where the first piece of `text` ends: behind the last line that fits where that is more than
    /// half of them, for a row or an item is no sentence; else behind the last sentence, else behind
    /// the last word, else behind the last character.
    ///
    /// A character is never cut, so one that is longer than a passage by itself stays whole.
    private static func cut(_ text: Substring, atMost lengthMax: Int) -> Substring.Index {
        var (sentenceEnd, wordEnd): (Substring.Index?, Substring.Index?) = (nil, nil)
        var (length, lineEnd) = (0, nil as Substring.Index?)
        var mark: Character?
        for at in text.indices {
            let character = text[at]
            if character.isNewline || endsSentence(mark, before: character) { sentenceEnd = at }
            if character.isNewline, length * 2 > lengthMax { lineEnd = at }
            if character.isWhitespace { wordEnd = at }
            length += character.unicodeScalars.count
            if length > lengthMax {
                return lineEnd ?? sentenceEnd ?? wordEnd
                    ?? (at > text.startIndex ? at : text.index(after: at))
            }
            // Quotes and brackets that close behind a full stop belong to its sentence.
            if !closing.contains(character) { mark = character }
        }
        return text.endIndex
    }

    private static let closing = "\"')”’」』）"

    /// Whether a sentence is over between `mark` and `next`. A Latin mark needs a blank behind it,
    /// or it may be the point of a number or an address.
    private static func endsSentence(_ mark: Character?, before next: Character) -> Bool {
        switch mark {
        case ".", "!", "?": return next.isWhitespace
        case "。", "！", "？": return !"。！？".contains(next) && !closing.contains(next)
        default: return false
        }
    }
}

extension [String] {
    /// Puts `text` behind the last one where that `fits` with it. Whether it did.
    mutating func extendLast(by text: String, where fits: (String) -> Bool) -> Bool {
        guard let joined = last.map({ $0 + text }), fits(joined) else { return false }
        self[count - 1] = joined
        return true
    }
}
