/// Characters that are written by name or number, as HTML and Markdown have them: `&amp;`,
/// `&#8217;`, `&#x20;` (CommonMark 0.31, section 2.5). Of the names those that people write.
enum CharacterReferences {
    private static let named: [Substring: String] = [
        "amp": "&", "apos": "'", "bull": "•", "cent": "¢", "check": "✓", "copy": "©",
        "darr": "↓", "deg": "°", "divide": "÷", "emsp": " ", "ensp": " ", "euro": "€", "ge": "≥",
        "gt": ">", "hellip": "…", "laquo": "«", "larr": "←", "lbrace": "{", "lbrack": "[",
        "ldquo": "“", "le": "≤", "lsquo": "‘", "lt": "<", "mdash": "—", "middot": "·", "nbsp": " ",
        "ndash": "–", "ne": "≠", "para": "¶", "plusmn": "±", "pound": "£", "quot": "\"",
        "raquo": "»", "rarr": "→", "rbrace": "}", "rbrack": "]", "rdquo": "”", "reg": "®",
        "rsquo": "’", "sect": "§", "shy": "", "thinsp": " ", "times": "×", "trade": "™",
        "uarr": "↑", "vert": "|", "yen": "¥", "zwj": "\u{200D}", "zwnj": "\u{200C}",
    ]

    /// Bytes between `&` and `;`.
    private static let lengthMax = 10

    /// `text` with its characters; in backquotes and behind a backslash they stay as they stand.
    static func resolved(_ text: Substring) -> Substring {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var shown = ""
        var rest = text.utf8
        while let mark = rest.firstIndex(where: "`\\&".utf8.contains) {
            shown += Substring(rest[..<mark])
            rest = rest[mark...]
            if let (character, behind) = reference(rest) {
                shown += character
                rest = behind
                continue
            }
            let behind =
                switch rest.first {
                case UInt8(ascii: "\\"):
                    rest.dropFirst(rest.dropFirst().first == UInt8(ascii: "&") ? 2 : 1)
                case UInt8(ascii: "&"): rest.dropFirst()
                default: InlineMarkup.behindMark(rest)
                }
            shown += Substring(rest[..<behind.startIndex])
            rest = behind
        }
        return (shown + Substring(rest))[...]
    }

    /// The character that `text` starts with as a reference, and what follows it.
    private static func reference(
        _ text: Substring.UTF8View
    ) -> (character: String, rest: Substring.UTF8View)? {
        guard text.first == UInt8(ascii: "&"),
            let end = text.prefix(lengthMax + 2).firstIndex(of: UInt8(ascii: ";"))
        else { return nil }
        let name = Substring(text[..<end].dropFirst())
        guard let character = named[name] ?? numbered(name) else { return nil }
        return (character, text[end...].dropFirst())
    }

    /// Of `#8217` and `#x2019`; blanks and what cannot be seen are a blank.
    private static func numbered(_ name: Substring) -> String? {
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        let number = isHex ? digits.dropFirst() : digits
        guard number.first?.isHexDigit == true,
            let value = UInt32(number, radix: isHex ? 16 : 10), let scalar = Unicode.Scalar(value)
        else { return nil }
        let isBlank =
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
        return isBlank ? " " : String(Character(scalar))
    }
}
