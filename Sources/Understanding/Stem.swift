/// The stem of an English word: its inflections taken off, its derivations left alone.
///
/// Plurals (-s, -es, -ies), -ed and -ing behind a vowel with the doubled consonant undone, -ly,
/// then a last -e, and -y as -i: step 1 of Porter's stemmer (1980) with -ly. On the development
/// sets it is as good as all steps of Snowball's (`Benchmarks/understanding.md`), which join more
/// words than they should. It works on bytes: a word with others than ASCII letters keeps them.
enum Stem {
    /// Longer words are none, and are not copied.
    static let bytesMax = 40

    /// The key that all inflections of `word` share.
    static func key(_ word: UnsafeRawBufferPointer) -> UInt64 {
        guard word.count > 3, word.count <= bytesMax else { return Hash64.of(word) }
        return withUnsafeTemporaryAllocation(byteCount: bytesMax, alignment: 8) { buffer in
            buffer.copyMemory(from: word)
            let length = length(of: buffer, word.count)
            return Hash64.of(UnsafeRawBufferPointer(rebasing: buffer[..<length]))
        }
    }

    /// The key of a word in a list of this program.
    static func key(_ word: Substring) -> UInt64 {
        Array(word.utf8).withUnsafeBytes { key($0) }
    }

    /// Stems the first `count` bytes in place; how many are left.
    private static func length(of word: UnsafeMutableRawBufferPointer, _ count: Int) -> Int {
        var count = withoutPlural(word, count)
        count = withoutEnding(word, count)
        if count > 3, word[count - 1] == e { count -= 1 }
        if count > 3, word[count - 1] == y { word[count - 1] = i }
        return count
    }

    private static func withoutPlural(_ word: UnsafeMutableRawBufferPointer, _ count: Int) -> Int {
        guard word[count - 1] == s else { return count }
        if word[count - 2] == e, word[count - 3] == i {
            if count == 4 { return 3 }
            word[count - 3] = y
            return count - 2
        }
        if ends(word, count, "sses") { return count - 2 }
        return word[count - 2] == s || word[count - 2] == u ? count : count - 1
    }

    private static func withoutEnding(_ word: UnsafeMutableRawBufferPointer, _ count: Int) -> Int {
        let last = word[count - 1]
        guard last == d || last == g || last == y else { return count }
        if ends(word, count, "eed") { return count }
        for ending: StaticString in ["ingly", "edly", "ing", "ed"] {
            let rest = count - ending.utf8CodeUnitCount
            guard rest >= 2, ends(word, count, ending) else { continue }
            guard word[..<rest].contains(where: isVowel) else { continue }
            return undoubled(word, rest)
        }
        return count >= 6 && ends(word, count, "ly") ? count - 2 : count
    }

    /// planned → plan, but not fall, pass, buzz.
    private static func undoubled(_ word: UnsafeMutableRawBufferPointer, _ count: Int) -> Int {
        guard count > 3, word[count - 1] == word[count - 2], !isVowel(word[count - 1]) else {
            return count
        }
        return [UInt8(ascii: "l"), s, UInt8(ascii: "z")].contains(word[count - 1])
            ? count : count - 1
    }

    private static func ends(
        _ word: UnsafeMutableRawBufferPointer, _ count: Int, _ ending: StaticString
    ) -> Bool {
        let length = ending.utf8CodeUnitCount
        guard count >= length else { return false }
        for at in 0..<length where word[count - length + at] != ending.utf8Start[at] {
            return false
        }
        return true
    }

    private static func isVowel(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a"), e, i, UInt8(ascii: "o"), u, y: true
        default: false
        }
    }

    private static let d = UInt8(ascii: "d")
    private static let e = UInt8(ascii: "e")
    private static let g = UInt8(ascii: "g")
    private static let i = UInt8(ascii: "i")
    private static let s = UInt8(ascii: "s")
    private static let u = UInt8(ascii: "u")
    private static let y = UInt8(ascii: "y")
}
