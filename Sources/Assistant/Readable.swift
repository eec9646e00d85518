/// Where a text has something to read: a letter, digit, ideograph or sign (★, 😀). The marks of
/// rules, tables and links say nothing.
struct Readable {
    /// Anywhere but in the words that stand for images.
    private(set) var inText = false
    private(set) var inImages = false

    var isAnywhere: Bool { inText || inImages }

    /// Looks no further than to the first word of the text.
    init(_ text: some StringProtocol) {
        var rest = Substring(text).unicodeScalars
        var isInImage = false
        while !inText, let scalar = rest.popFirst() {
            if scalar == "!", rest.first == "[" {
                isInImage = true
            } else if scalar == "]" {
                cutAddress(off: &rest, ofImage: isInImage)
                isInImage = false
            } else if scalar.isReadable {
                if isInImage { inImages = true } else { inText = true }
            }
        }
        if isInImage { inText = inText || inImages }
    }

    /// Cuts `(address)` off, and of an image `[name]`; what is never closed is text.
    private mutating func cutAddress(
        off text: inout Substring.UnicodeScalarView, ofImage isImage: Bool
    ) {
        let close: Unicode.Scalar
        switch text.first {
        case "(": close = ")"
        case "[" where isImage: close = "]"
        default: return
        }
        text = text.drop { $0 != close }
        if text.popFirst() == nil { inText = true }
    }
}

extension Unicode.Scalar {
    fileprivate var isReadable: Bool {
        properties.isAlphabetic || properties.numericType != nil
            || properties.generalCategory == .otherSymbol
    }
}
