/// What the tagger sees of each piece of a text: itself, its neighbours, its letters and what
/// patterns and lists found there. Features are 64-bit hashes.
struct TagSigns {
    /// Stands for a word that training has not seen.
    static let unknown: UInt64 = 1
    /// Stands before and behind the text.
    private static let edge: UInt64 = 2
    private static let unmarked: UInt64 = 3

    /// By piece: a word's or mark's hash, of a number that of its length.
    private(set) var words: [UInt64]
    /// Which pieces are masked, so that their letters are not looked at.
    private var isMasked: [Bool]
    private var shapes: [UInt64]
    /// Beginnings and ends of words: three letters each, and the last two.
    private var affixes: [(UInt64, UInt64, UInt64)]
    /// By piece: what a pattern or list found there.
    private var known: [UInt64]
    /// By piece: whether an entity may begin or end before it.
    let joints: [Bool]

    var count: Int { words.count }

    init(_ text: FoldedText, _ pieces: Lexemes, known entities: [Entity]) {
        words = []
        (shapes, affixes) = ([], [])
        words.reserveCapacity(pieces.count)
        for at in 0..<pieces.count {
            let piece = pieces[at]
            let values = text.values[piece.start..<piece.end]
            let length = UInt64(min(piece.count, 6))
            shapes.append(UInt64(piece.kind.rawValue) << 4 | length << 8 | (piece.isGlued ? 1 : 0))
            switch piece.kind {
            case .number:
                words.append(Hash64.mix(0x30, length))
                affixes.append((0, 0, 0))
            case .word:
                words.append(Self.hash(values))
                affixes.append(
                    piece.count < 4
                        ? (0, 0, 0)
                        : (
                            Self.hash(values.prefix(3)), Self.hash(values.suffix(3)),
                            Self.hash(values.suffix(2))
                        ))
            case .ideograph, .mark, .end:
                words.append(Self.hash(values))
                affixes.append((0, 0, 0))
            }
        }
        isMasked = Array(repeating: false, count: pieces.count)
        known = Array(repeating: Self.unmarked, count: pieces.count)
        joints = (0..<pieces.count).map(pieces.isJoint)
        for entity in entities {
            let name = Hash64.of(entity.name)
            for at in text.pieces(pieces, in: entity.start..<entity.end) { known[at] = name }
        }
    }

    private static func hash(_ values: ArraySlice<UInt32>) -> UInt64 {
        // Below 4 are the signs above, and 0 is no key.
        max(values.reduce(Lexicon.seed) { Lexicon.hash($0, $1) }, 4)
    }

    /// Lets the piece at `at` look like a word never seen.
    mutating func mask(_ at: Int) {
        words[at] = Self.unknown
        isMasked[at] = true
    }

    /// Whether the piece at `at` is not masked.
    func isSeen(_ at: Int) -> Bool { !isMasked[at] }

    /// Lets what patterns and lists found at `at` go unseen.
    mutating func forget(_ at: Int) { known[at] = Self.unmarked }

    private func word(_ at: Int) -> UInt64 {
        at >= 0 && at < words.count ? words[at] : Self.edge
    }

    private func known(_ at: Int) -> UInt64 {
        at >= 0 && at < known.count ? known[at] : Self.unmarked
    }

    private func shape(_ at: Int) -> UInt64 { at >= 0 && at < shapes.count ? shapes[at] : 0 }

    /// Calls `emit` with the features of the piece at `at`, always in the same order.
    @inline(__always)
    func forEach(at: Int, _ emit: (UInt64) -> Void) {
        let (word, before, after) = (words[at], word(at - 1), word(at + 1))
        let (earlier, later) = (self.word(at - 2), self.word(at + 2))
        emit(Self.feature(1, word))
        emit(Self.feature(2, before))
        emit(Self.feature(3, after))
        emit(Self.feature(4, Hash64.mix(earlier, before)))
        emit(Self.feature(5, Hash64.mix(after, later)))
        emit(Self.feature(6, Hash64.mix(before, after)))
        emit(Self.feature(7, Hash64.mix(before, word)))
        emit(Self.feature(8, Hash64.mix(word, after)))
        emit(Self.feature(9, earlier))
        emit(Self.feature(10, later))
        emit(Self.feature(11, shapes[at]))
        emit(Self.feature(12, Hash64.mix(shape(at - 1), Hash64.mix(shapes[at], shape(at + 1)))))
        if known[at] != Self.unmarked { emit(Self.feature(13, known[at])) }
        emit(Self.feature(14, Hash64.mix(known(at - 1), known(at + 1))))
        let (start, end, last) = affixes[at]
        guard start != 0, !isMasked[at] else { return }
        emit(Self.feature(15, start))
        emit(Self.feature(16, end))
        emit(Self.feature(17, last))
    }

    @inline(__always)
    private static func feature(_ template: UInt64, _ value: UInt64) -> UInt64 {
        max(Hash64.mix(template &* 0x9E37_79B9_7F4A_7C15, value), 1)
    }
}

extension FoldedText {
    /// The pieces that lie in `place` of the text as sent, at least in part.
    func pieces(_ pieces: Lexemes, in place: Range<Int>) -> Range<Int> {
        var (first, end) = (0, 0)
        for at in 0..<pieces.count {
            let own = self.place(of: pieces[at].start..<pieces[at].end)
            guard own.overlaps(place) else { continue }
            if end == 0 { first = at }
            end = at + 1
        }
        return first..<max(first, end)
    }
}
