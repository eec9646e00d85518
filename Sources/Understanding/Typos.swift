/// Slips of the hand, for a copy of the training messages: what people will type was not in them.
package enum Typos {
    private static let lettersMin = 3

    /// `text` with one slip in one word of three Latin letters or more: two letters swapped, one
    /// left out, one too many, one wrong. nil where there is no such word.
    package static func slip(_ text: String, _ random: inout SplitMix) -> String? {
        var scalars = Array(text.unicodeScalars)
        let words = words(scalars)
        guard !words.isEmpty else { return nil }
        let word = words[random.below(words.count)]
        let at = word.lowerBound + random.below(word.count - 1)
        let letter = Unicode.Scalar(UInt8(ascii: "a") + UInt8(random.below(26)))
        switch random.below(4) {
        case 0: scalars.swapAt(at, at + 1)
        case 1: scalars.remove(at: at)
        case 2: scalars.insert(letter, at: at)
        default: scalars[at] = letter
        }
        var typed = String.UnicodeScalarView()
        typed.append(contentsOf: scalars)
        return String(typed)
    }

    private static func words(_ scalars: [Unicode.Scalar]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = 0
        for at in 0...scalars.count {
            let isLetter =
                at < scalars.count && scalars[at].isASCII && scalars[at].properties.isAlphabetic
            if isLetter { continue }
            if at - start >= lettersMin { words.append(start..<at) }
            start = at + 1
        }
        return words
    }
}
