import Understanding

/// A short message or a title as people compare them: its words in small letters, each ideograph
/// one, without marks and apostrophes; a ticket's label, `t-104`, is a word.
struct Wording: Hashable {
    /// Beyond these bytes nobody answers a question with a word, and nothing is compared.
    private static let bytesMax = 240

    let words: [String]
    /// Whether an ideograph is among the words, so that it is written without blanks.
    let isChinese: Bool

    /// Of a text that is too long no word at all.
    init(_ text: String) {
        guard text.utf8.count <= Self.bytesMax else {
            (words, isChinese) = ([], false)
            return
        }
        var words: [String] = []
        var word = ""
        var isChinese = false
        // Behind "t-", which a digit makes the start of a ticket's label.
        var isLabel = false
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for scalar in text.lowercased().unicodeScalars {
            let mayBeLabel = isLabel
            isLabel = false
            switch Sign(scalar) {
            case .letter(let letter):
                if mayBeLabel {
                    if ("0"..."9").contains(letter) { word = "t-" } else { end() }
                }
                word.unicodeScalars.append(letter)
            case .whole(let sign):
                end()
                words.append(String(Character(sign)))
                isChinese = isChinese || Sign.isIdeograph(sign)
            case .gap:
                if word == "t", !mayBeLabel, Self.hyphens.contains(scalar) {
                    isLabel = true
                } else {
                    end()
                }
            case .nothing: isLabel = mayBeLabel
            }
        }
        end()
        (self.words, self.isChinese) = (words, isChinese)
    }

    /// As keyboards for either language type them.
    private static let hyphens: Set<Unicode.Scalar> = ["-", "‐", "‑", "–", "—", "－"]

    var isEmpty: Bool { words.isEmpty }

    /// The words without what parts them.
    var joined: String { words.joined() }
}

extension String {
    /// Whether `part` stands in it, byte by byte: a search by characters costs a hundred times as
    /// much, and several dozen phrases are looked for in a message.
    func has(_ part: String) -> Bool {
        var (own, part) = (self, part)
        return own.withUTF8 { text in
            part.withUTF8 { part in
                guard let first = part.first else { return true }
                var at = 0
                while at + part.count <= text.count {
                    if text[at] == first, text[at..<at + part.count].elementsEqual(part) {
                        return true
                    }
                    at += 1
                }
                return false
            }
        }
    }
}

/// What one scalar of a text is to its words.
private enum Sign {
    case letter(Unicode.Scalar)
    /// A word by itself: an ideograph, or a picture that says yes.
    case whole(Unicode.Scalar)
    case gap
    case nothing

    /// Of a small letter, or of what has no case.
    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        // The most frequent ones first: properties are looked up in tables.
        case 0x61...0x7A, 0x30...0x39: self = .letter(scalar)
        case 0x4E00...0x9FFF: self = .whole(Fold.simplified(scalar))
        // Apostrophes, the joiner and the variant and skin tone of a picture.
        case 0x27, 0x2018, 0x2019, 0x200D, 0xFE0F, 0x1F3FB...0x1F3FF: self = .nothing
        // Wide digits and small letters, as keyboards for Chinese type them.
        case 0xFF10...0xFF19, 0xFF41...0xFF5A:
            self = .letter(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
        case ..<0x80: self = .gap
        case _ where Self.isIdeograph(scalar): self = .whole(Fold.simplified(scalar))
        case _ where scalar.properties.isEmojiPresentation: self = .whole(scalar)
        case _ where scalar.properties.isAlphabetic || scalar.properties.numericType != nil:
            self = .letter(scalar)
        default: self = .gap
        }
    }

    /// None stands before the iteration mark of CJK.
    static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x3005 && scalar.properties.isIdeographic
    }
}
