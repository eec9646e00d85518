/// Reads a message that was not understood as it may have been meant, by the words of the desk's
/// examples and articles.
///
/// - An ideograph that stands beside nothing it was seen with gives way to one of the same sound
///   that was, as an input method for pinyin mixes them up: 收获地址 is 收货地址.
/// - A word of pinyin in a Chinese message is the ideographs that it spells: `kuaidi` is 快递.
/// - Two words that the desk writes as one are one (`pass word`), and one that it does not know is
///   two that stand side by side in an example (`myparcel`).
/// - What is written short is written out (``ShortForms``).
///
/// Linear in the message, and few of its tokens are looked at closely.
package struct Respelling {
    /// Tokens of one message that others are looked for: a bound on the work.
    private static let triesMax = 24
    /// Beyond it a message is a letter, which says enough that is spelled well.
    private static let tokensMax = 96
    /// Letters of a word that is taken apart: longer ones are none that people write.
    private static let lettersMax = 20
    /// What ends a sentence or joins its parts stands beside anything.
    private static let particles = Set("的了吗呢吧啊呀么".map { Hash64.of(String($0)) })
    /// Letters of two words together, below which they are one by chance.
    private static let joinedMin = 5

    let texts: KnownTexts

    package init(_ texts: KnownTexts) { self.texts = texts }

    /// `analysis` as it may have been meant; nil where it is spelled as the desk does.
    package func respelled(_ analysis: Analysis) -> Analysis? {
        guard analysis.tokens.count <= Self.tokensMax else { return nil }
        // Once more: what was mended may tell what stands before it.
        return reread(analysis).map { reread($0) ?? $0 }
    }

    private func reread(_ analysis: Analysis) -> Analysis? {
        var edits: [Analysis.Edit] = []
        var (tries, at) = (0, 0)
        var left: UInt64?
        while at < analysis.tokens.count, tries < Self.triesMax {
            var edit = joined(at, analysis)
            if edit == nil, isStrange(at, analysis, left) {
                tries += 1
                edit = self.edit(at, analysis, left)
            }
            if let edit {
                edits.append(edit)
                left = edit.pieces.last?.ideographKey
                at = edit.tokens.upperBound
            } else {
                left = analysis.ideographKey(at)
                at += 1
            }
        }
        return edits.isEmpty ? nil : analysis.applying(edits)
    }

    /// Whether the desk's texts lack the token: a word, or an ideograph beside its neighbours. `left`
    /// is the key of the ideograph before it.
    private func isStrange(_ at: Int, _ analysis: Analysis, _ left: UInt64?) -> Bool {
        let token = analysis.tokens[at]
        switch token.kind {
        case .ideograph:
            let (own, right) = (analysis.key(of: token), analysis.ideographKey(at + 1))
            return (left ?? right) != nil && !Self.particles.contains(own)
                && fit(left, own, right) == 0
        case .word: return !texts.knows(analysis.bytes[token.range])
        case .number, .mark: return false
        }
    }

    private func edit(_ at: Int, _ analysis: Analysis, _ left: UInt64?) -> Analysis.Edit? {
        let token = analysis.tokens[at]
        if token.kind == .ideograph {
            let right = analysis.ideographKey(at + 1)
            return alike(analysis.text(of: token), analysis.key(of: token), left, right)
                .map { Analysis.Edit(tokens: at..<at + 1, pieces: [.init($0)]) }
        }
        let word = analysis.bytes[token.range]
        guard word.count <= Self.lettersMax, word.allSatisfy({ 0x61...0x7A ~= $0 }) else {
            return nil
        }
        let pieces =
            analysis.ideographCount > 0
            ? ideographs(for: analysis.text(of: token), left, analysis.ideographKey(at + 1))
            : ShortForms.english[analysis.text(of: token)]?.map { .init(word: Array($0.utf8)) }
                ?? parts(word)?.map { .init(word: Array($0)) }
        return pieces.map { Analysis.Edit(tokens: at..<at + 1, pieces: $0) }
    }

    /// A word and the one behind it that the desk writes as one, and no example as two.
    private func joined(_ at: Int, _ analysis: Analysis) -> Analysis.Edit? {
        guard analysis.isWord(at), analysis.isWord(at + 1), !analysis.isParted(before: at + 1)
        else { return nil }
        let first = analysis.bytes[analysis.tokens[at].range]
        let second = analysis.bytes[analysis.tokens[at + 1].range]
        let whole = Array(first + second)
        guard whole.count >= Self.joinedMin, texts.knows(whole[...]),
            texts.together(first, second) == 0
        else { return nil }
        return Analysis.Edit(tokens: at..<at + 2, pieces: [.init(word: whole)])
    }

    /// Two words that stand side by side in an example.
    private func parts(_ word: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        var best: (parts: [ArraySlice<UInt8>], together: Double)?
        for cut in word.indices.dropFirst() {
            let (first, second) = (word[..<cut], word[cut...])
            guard min(first.count, second.count) > 1, texts.knows(first), texts.knows(second)
            else { continue }
            let together = texts.together(first, second)
            if together > 0, best.map({ together > $0.together }) ?? true {
                best = ([first, second], together)
            }
        }
        return best?.parts
    }
}

extension Analysis {
    fileprivate func isWord(_ at: Int) -> Bool {
        tokens.indices.contains(at) && tokens[at].kind == .word
    }

    /// The key of the token at `at` where that is an ideograph.
    fileprivate func ideographKey(_ at: Int) -> UInt64? {
        guard tokens.indices.contains(at), tokens[at].kind == .ideograph else { return nil }
        return key(of: tokens[at])
    }
}

extension Analysis.Edit.Piece {
    init(_ ideograph: Sounds.Ideograph) { self.init(ideograph.scalar) }

    fileprivate var ideographKey: UInt64? {
        kind == .ideograph ? bytes.withUnsafeBytes { Hash64.of($0) } : nil
    }
}
