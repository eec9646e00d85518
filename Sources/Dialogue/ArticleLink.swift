import Understanding

/// Where the desk shows its articles over HTTP.
enum ArticleLink {
    /// `/articles/en/account.md#reset`, as a reference of RFC 3986: of the names of files and
    /// headings all is percent-encoded but letters, digits and `-._~` of ASCII and the slashes.
    static func path(to passage: Passage) -> String {
        let anchor = passage.anchor.isEmpty ? "" : "#" + encoded(passage.anchor)
        return "/articles/" + encoded(passage.article) + anchor
    }

    private static func encoded(_ name: Substring) -> String {
        name.utf8.reduce(into: "") { text, byte in
            let scalar = Unicode.Scalar(byte)
            if scalar.isASCII,
                scalar.properties.isAlphabetic || "0123456789-._~/".contains(Character(scalar))
            {
                text.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += byte < 0x10 ? "%0\(digits)" : "%\(digits)"
            }
        }
    }
}
