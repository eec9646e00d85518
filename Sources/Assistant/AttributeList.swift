/// Attributes in braces, which only set type: kramdown's `{: .wide #x key="a b"}`, and those of
/// Pandoc and MkDocs, `{#x .wide key=1}`.
struct AttributeList {
    /// The name that `#name` gives.
    private(set) var anchor: String?
    /// Whether a colon or a blank behind the brace tells it from words: `{.env}` may be some.
    let isMarked: Bool
    /// Whether it names a list, or is an order: `{:toc}`, `{::options key="a" /}`.
    private(set) var isName = false
    /// How many attributes it has.
    private(set) var count = 0
    /// What follows the brace that closes it.
    let rest: Substring

    /// The list that `text` starts with; nil where it starts with none.
    init?(_ text: Substring) {
        guard text.utf8.first == UInt8(ascii: "{"), let end = Self.end(of: text) else { return nil }
        rest = text[end...].dropFirst()
        var inner = text[..<end].dropFirst()
        isMarked = inner.first.map { ": ".contains($0) } ?? false
        let hasColon = inner.first == ":"
        if hasColon { inner = inner.dropFirst() }
        if hasColon, let mark = inner.first, ":/".contains(mark) {
            guard inner.dropFirst().first?.isLetter == true else { return nil }
            isName = true
            return
        }
        let words = Self.words(inner)
        count = words.count
        guard !words.isEmpty else { return nil }
        for word in words where !take(word) {
            guard hasColon, words.count == 1, Self.isName(word) else { return nil }
            isName = true
        }
    }

    /// Whether a word is an attribute.
    private mutating func take(_ word: Substring) -> Bool {
        let name = word.dropFirst()
        if word.hasPrefix("#"), Self.isName(name.drop { $0.isNumber || $0 == "-" }) {
            anchor = String(name)
            return true
        }
        return word.hasPrefix(".") && Self.isName(name)
            || word.firstIndex(of: "=").map { Self.isName(word[..<$0]) } ?? false
    }

    /// The brace that closes the list; one in quotes is part of a value.
    private static func end(of text: Substring) -> Substring.Index? {
        var quote: UInt8?
        for at in text.utf8.indices.prefix(lengthMax).dropFirst() {
            let byte = text.utf8[at]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "}") {
                return at
            } else if byte == UInt8(ascii: "{") {
                return nil
            }
        }
        return nil
    }

    /// Bytes of a list: a brace that nothing closes costs a look as far.
    private static let lengthMax = 300

    /// What blanks part, but for those in quotes.
    private static func words(_ text: Substring) -> [Substring] {
        var quote: Character?
        return text.split { character in
            if character == quote {
                quote = nil
            } else if quote == nil, "\"'".contains(character) {
                quote = character
            }
            return quote == nil && character == " "
        }
    }

    /// A letter or ideograph, then such, digits and `-_.:`.
    private static func isName(_ text: Substring) -> Bool {
        text.first?.isLetter == true
            && text.allSatisfy { $0.isLetter || $0.isNumber || "-_.:".contains($0) }
    }
}
