extension Analysis {
    /// Tokens that others are read for.
    package struct Edit {
        /// Which, at least one.
        var tokens: Range<Int>
        /// What is read instead, at least one.
        var pieces: [Piece]

        package init(tokens: Range<Int>, pieces: [Piece]) {
            (self.tokens, self.pieces) = (tokens, pieces)
        }

        /// One token of a text: a word in small letters, or an ideograph.
        package struct Piece {
            var bytes: [UInt8]
            var kind: Token.Kind

            /// A word in small letters.
            package init(word: [UInt8]) { (bytes, kind) = (word, .word) }

            package init(_ ideograph: Unicode.Scalar) {
                (bytes, kind) = (Array(ideograph.utf8), .ideograph)
            }
        }
    }

    /// The text with `edits`, which come in its order, none of them of a number or of a token of
    /// another; a mark before the edit stays where it is.
    package func applying(_ edits: [Edit]) -> Analysis {
        var edited = self
        (edited.bytes, edited.tokens) = ([], [])
        edited.bytes.reserveCapacity(bytes.count + 16)
        var (from, next) = (0, 0)
        for edit in edits {
            for at in next..<edit.tokens.lowerBound { edited.copy(tokens[at], of: self, &from) }
            edited.bytes += bytes[from..<Int(tokens[edit.tokens.lowerBound].start)]
            for token in tokens[edit.tokens] { edited.count(token.kind, bytes[token.range], -1) }
            for piece in edit.pieces {
                edited.append(piece)
                edited.count(piece.kind, piece.bytes[...], 1)
            }
            from = Int(tokens[edit.tokens.upperBound - 1].end)
            next = edit.tokens.upperBound
        }
        for at in next..<tokens.count { edited.copy(tokens[at], of: self, &from) }
        edited.bytes += bytes[from...]
        return edited
    }

    private mutating func copy(_ token: Token, of text: Analysis, _ from: inout Int) {
        bytes += text.bytes[from..<Int(token.end)]
        from = Int(token.end)
        let length = token.end - token.start
        let end = Int32(bytes.count)
        var copied = token
        (copied.start, copied.end) = (end - length, end)
        tokens.append(copied)
    }

    /// A word stands between blanks, an ideograph right behind another.
    private mutating func append(_ piece: Edit.Piece) {
        let blank = UInt8(ascii: " ")
        if piece.kind == .word {
            if bytes.last != blank { bytes.append(blank) }
        } else if tokens.last?.kind == .ideograph, bytes.last == blank {
            bytes.removeLast()
        }
        let start = Int32(bytes.count)
        bytes += piece.bytes
        tokens.append(Token(start: start, end: Int32(bytes.count), kind: piece.kind))
    }
}
