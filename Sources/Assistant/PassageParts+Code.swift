/// Code in a paragraph that is cut: every piece of it stands between fences of its own.
extension PassageParts {
    /// Lines of text, or a code block with its fences.
    private struct Run {
        var lines: ArraySlice<Substring>
        var isCode: Bool
        /// Whether the last line closes the block.
        var isClosed = false
    }

    /// `paragraph`, which is longer than a passage, in pieces of at most `length` scalars.
    static func pieces(of paragraph: Substring, atMost length: Int) -> [String] {
        let runs = runs(paragraph)
        guard runs.contains(where: \.isCode) else { return words(of: paragraph, atMost: length) }
        var pieces: [String] = []
        for run in runs {
            var next = Self.pieces(of: run, atMost: length)
            if let first = next.first, pieces.extendLast(byLine: first, atMost: length) {
                next.removeFirst()
            }
            pieces += next
        }
        return pieces
    }

    private static func runs(_ text: Substring) -> [Run] {
        let lines = text.lines
        var fences = CodeFences(hasIndented: true)
        var runs: [Run] = []
        for at in lines.indices {
            let isGoingOn = fences.isOpen
            // A paragraph may stand in a list, where more blanks stand before fences.
            let isIndented = MarkdownLine(lines[at]).indent > MarkdownLine.indentMax
            let isCode = fences.take(lines[at], mayBeIndented: isIndented)
            if let last = runs.last, last.isCode ? isGoingOn : !isCode {
                runs[runs.count - 1].lines = lines[last.lines.startIndex...at]
            } else {
                runs.append(Run(lines: lines[at...at], isCode: isCode))
            }
            runs[runs.count - 1].isClosed = isCode && !fences.isOpen
        }
        return runs
    }

    private static func pieces(of run: Run, atMost length: Int) -> [String] {
        let text = run.lines.joined(separator: "\n")
        guard text.unicodeScalars.count > length else { return [text] }
        guard run.isCode, let opening = run.lines.first else {
            return words(of: text[...], atMost: length)
        }
        let (fence, end) = fences(opening)
        let most = length - "\(fence)\n\n\(end)".unicodeScalars.count
        // No language has a name that fills a passage.
        guard most > length / 2 else { return words(of: text[...], atMost: length) }
        let code = run.lines.dropFirst().dropLast(run.isClosed ? 1 : 0)
        let parts = parts(of: code, atMost: most)
        return parts.enumerated().map { at, part in
            let isLast = at == parts.count - 1 && !run.isClosed
            return "\(at == 0 ? opening : fence[...])\n\(part)" + (isLast ? "" : "\n\(end)")
        }
    }

    /// The fence that opens a block again as `opening` did, which may stand behind the mark of an
    /// item, and the one that closes it.
    private static func fences(_ opening: Substring) -> (opening: String, closing: String) {
        let line = MarkdownLine(opening)
        let fence = Substring(line.item ?? line.rest)
        let indent = String(opening[..<fence.startIndex].map { $0 == "\t" ? "\t" : " " })
        let marks = fence.prefix { $0 == fence.first }
        return (indent + fence.trimmed, indent + marks)
    }

    /// `lines` in parts of at most `length` scalars; only a line that is longer is cut itself.
    private static func parts(of lines: ArraySlice<Substring>, atMost length: Int) -> [String] {
        var parts: [String] = []
        for line in lines {
            let isLong = line.unicodeScalars.count > length
            for piece in isLong ? words(of: line, atMost: length) : [String(line)] {
                if !parts.extendLast(byLine: piece, atMost: length) { parts.append(piece) }
            }
        }
        return parts
    }
}

extension [String] {
    /// Puts `line` below the last one where both are at most `length` scalars. Whether it did.
    fileprivate mutating func extendLast(byLine line: String, atMost length: Int) -> Bool {
        extendLast(by: "\n\(line)") { $0.unicodeScalars.count <= length }
    }
}
