import Understanding

/// Where the desk shows its articles over HTTP: `/articles/en/account.md#reset`.
///
/// A reference of RFC 3986: of the names of files and headings all is percent-encoded but letters,
/// digits and `-._~` of ASCII and the slashes.
package enum ArticleLink {
    /// What every link starts with; the gateway serves all below it.
    package static let folder = "/articles/"

    /// The link to the passage with this citation.
    package static func path(to id: String) -> String {
        let mark = id.lastIndex(of: "#") ?? id.endIndex
        return path(toArticle: id[..<mark], anchor: id[mark...].dropFirst())
    }

    /// The link to a section of an article, or, where `anchor` is empty, to the article.
    package static func path(
        toArticle path: some StringProtocol, anchor: some StringProtocol
    ) -> String {
        folder + encoded(Substring(path)) + (anchor.isEmpty ? "" : "#" + encoded(Substring(anchor)))
    }

    /// The citation that a link leads to, as it stands where it is not well encoded; nil where the
    /// link is none of ours.
    package static func id(of path: String) -> String? {
        guard path.hasPrefix(folder) else { return nil }
        let id = path.dropFirst(folder.count)
        return decoded(id) ?? String(id)
    }

    private static func encoded(_ name: Substring) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * name.utf8.count)
        for byte in name.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let hexDigits = Array("0123456789ABCDEF".utf8)

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    /// Nil where `text` is no percent-encoded UTF-8.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(hexDigits: digits.unicodeScalars) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
