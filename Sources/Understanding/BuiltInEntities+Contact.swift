/// E-mail addresses, telephone numbers and order numbers.
extension BuiltInReader {
    // MARK: E-mail

    /// RFC 5321, section 4.5.3.1: octets of a local part and of a domain.
    private static let localMax = 64
    private static let domainMax = 255

    /// Letters, digits and `._%+-` around the `@` at the piece `at`; quoted local parts are none.
    mutating func readEmail(_ at: Int) {
        let sign = lexemes[at].start
        var start = sign
        while start > 0, sign - start < Self.localMax, Self.isLocal(text.values[start - 1]) {
            start -= 1
        }
        while start < sign, text.values[start] == 0x2E { start += 1 }
        guard start < sign, text.values[sign - 1] != 0x2E else { return }
        guard let end = domainEnd(sign + 1) else { return }
        let range = start..<end
        // What folding would change, as ö, is no letter of an address that can be written down.
        let value = text.values[range]
        guard !text.isAltered(in: range) else { return }
        keep(.email, values: range, String(decoding: value.map { UInt8($0 & 0x7F) }, as: UTF8.self))
    }

    /// Labels of letters, digits and dashes with a last one of two letters or more.
    private func domainEnd(_ first: Int) -> Int? {
        var (at, label, end) = (first, first, nil as Int?)
        var isName = true
        while at <= text.values.count, at - first <= Self.domainMax {
            let value = at < text.values.count ? text.values[at] : 0
            if Self.isLabel(value) {
                if !(value &- 0x61 < 26) { isName = false }
                at += 1
                continue
            }
            guard at > label else { break }
            if label > first, isName, at - label >= 2 { end = at }
            guard value == 0x2E else { break }
            (at, label, isName) = (at + 1, at + 1, true)
        }
        return end
    }

    private static func isLabel(_ value: UInt32) -> Bool {
        value &- 0x61 < 26 || value &- 0x30 < 10 || value == 0x2D
    }

    private static func isLocal(_ value: UInt32) -> Bool {
        isLabel(value) || value == 0x2E || value == 0x5F || value == 0x2B || value == 0x25
    }

    // MARK: Telephone

    /// ITU-T E.164: digits of an international number.
    private static let phoneDigitsMax = 15
    private static let phoneGroupsMax = 7

    private struct PhoneGroups {
        var digits = ""
        var sizes: [Int] = []
        /// The piece behind each group.
        var ends: [Int] = []
    }

    /// A number in one of the customary forms; the longest that is one counts.
    mutating func readPhone(_ at: Int) {
        guard !isContinued(at) else { return }
        let hasPlus = mark(at) == "+"
        let groups = phoneGroups(at: hasPlus ? at + 1 : at)
        let isAnnounced = hasPhoneWord(before: at)
        var digits = Substring(groups.digits)
        for count in stride(from: groups.sizes.count, to: 0, by: -1) {
            let end = groups.ends[count - 1]
            let sizes = Array(groups.sizes[..<count])
            digits = digits.prefix(sizes.reduce(0, +))
            guard !isGluedOn(end),
                let value = Self.phone(digits, sizes, hasPlus: hasPlus, isAnnounced: isAnnounced)
            else { continue }
            keep(.phone, at..<end, value)
            return
        }
    }

    /// Whether the piece at `at` carries on what ends before it.
    private func isGluedOn(_ at: Int) -> Bool {
        let next = lexemes[at]
        guard next.isGlued else { return false }
        if next.kind == .word || next.kind == .number || mark(at) == "@" { return true }
        return mark(at) == "-" && lexemes[at + 1].isGlued && lexemes[at + 1].kind == .word
    }

    /// Runs of digits with single separators between them; brackets stand around whole runs.
    private func phoneGroups(at first: Int) -> PhoneGroups {
        var groups = PhoneGroups()
        var at = first
        while groups.sizes.count < Self.phoneGroupsMax {
            let isOpen = mark(at) == "("
            let number = lexemes[isOpen ? at + 1 : at]
            guard number.kind == .number, number.count <= Self.phoneDigitsMax,
                groups.digits.utf8.count + number.count <= Self.phoneDigitsMax + 2
            else { break }
            at += isOpen ? 2 : 1
            if isOpen {
                guard mark(at) == ")" else { break }
                at += 1
            }
            groups.digits += digits(number)
            groups.sizes.append(number.count)
            groups.ends.append(at)
            let separator = mark(at)
            if separator == "-" || separator == "." || separator == "/" { at += 1 }
        }
        return groups
    }

    private static func phone(
        _ digits: Substring, _ sizes: [Int], hasPlus: Bool, isAnnounced: Bool
    ) -> String? {
        let count = digits.utf8.count
        if hasPlus { return (8...phoneDigitsMax).contains(count) ? "+\(digits)" : nil }
        if digits.hasPrefix("00") {
            return (10...phoneDigitsMax + 2).contains(count) ? "+\(digits.dropFirst(2))" : nil
        }
        if isChineseMobile(digits), [[11], [3, 4, 4], [3, 8], [4, 3, 4]].contains(sizes) {
            return String(digits)
        }
        if digits.hasPrefix("86"), isChineseMobile(digits.dropFirst(2)), sizes.first == 2 {
            return "+\(digits)"
        }
        if sizes == [3, 3, 4] || (sizes == [1, 3, 3, 4] && digits.first == "1") {
            return String(digits)
        }
        if digits.hasPrefix("400") || digits.hasPrefix("800"), count == 10 { return String(digits) }
        if digits.first == "0", isNational(sizes, count) { return String(digits) }
        return isAnnounced && (7...phoneDigitsMax).contains(count) ? String(digits) : nil
    }

    private static func isChineseMobile(_ digits: Substring) -> Bool {
        let first = Array(digits.utf8.prefix(2))
        return digits.utf8.count == 11 && first[0] == UInt8(ascii: "1")
            && first[1] >= UInt8(ascii: "3")
    }

    /// With the 0 of a trunk call: an area code of three digits or more before the rest, one run,
    /// or five pairs as in France.
    private static func isNational(_ sizes: [Int], _ count: Int) -> Bool {
        if sizes.count == 1 { return (10...11).contains(count) }
        if sizes == [2, 2, 2, 2, 2] { return true }
        return (9...12).contains(count) && (3...5).contains(sizes[0])
            && sizes.dropFirst().allSatisfy { $0 >= 2 }
    }

    /// `call me at`, `电话是`: a word for a telephone within the four pieces before.
    private func hasPhoneWord(before at: Int) -> Bool {
        for place in stride(from: at - 1, through: max(0, at - 4), by: -1) {
            if role(place) == .phone { return true }
            if han(place) == "话", han(place - 1) == "电" { return true }
            if han(place) == "机", han(place - 1) == "手" { return true }
        }
        return false
    }

    // MARK: Order numbers

    /// Letters and digits in groups, as they stand: KP-204417, 114-1234567-1234567.
    private struct Code {
        var end: Int
        var digits = 0
        var letters = 0
        var groups = 1
    }

    /// Digits of a number that nothing announces: shorter ones are amounts, longer ones noise.
    private static let bareDigits = 12...20

    mutating func readOrderNumber(_ at: Int) {
        switch lexemes[at].kind {
        case .mark: if lexemes[at + 1].isGlued { keepCode(at + 1, digitsMin: 3) }
        case .ideograph: readChineseOrder(at)
        case .word where role(at) == .order: readEnglishOrder(at)
        case .word: readBareCode(at)
        case .number: readBareNumber(at)
        case .end: break
        }
    }

    /// `order 12345`, `order no. A-17`, `order number is: 12345`
    private mutating func readEnglishOrder(_ at: Int) {
        var (next, isExplicit) = (at + 1, false)
        if role(next) == .orderNumber { (next, isExplicit) = (next + 1, true) }
        for _ in 0..<2 {
            switch mark(next) {
            case ":", "#", ".", "-": (next, isExplicit) = (next + 1, true)
            default: if role(next) == .isWord { next += 1 }
            }
        }
        guard next > at else { return }
        // A year is no order: order 2026.
        let isYear = lexemes[next].count == 4 && (1_900...2_199).contains(lexemes[next].value)
        if !isExplicit, isYear, !lexemes[next + 1].isGlued { return }
        keepCode(next, digitsMin: isExplicit ? 3 : 4)
    }

    /// 订单号：12345, 订单 KP-1234, 单号是12345; the number of a parcel is none.
    private mutating func readChineseOrder(_ at: Int) {
        var (next, isExplicit) = (at, true)
        if let end = skip(anyOf: Self.orderNumbers, at: at) {
            next = end
        } else if han(at) == "订", han(at + 1) == "单" {
            (next, isExplicit) = (at + 2, false)
        }
        guard next > at, !isTracking(next) else { return }
        for _ in 0..<2 {
            if [":", "#"].contains(mark(next)) || ["是", "为"].contains(han(next)) { next += 1 }
        }
        keepCode(next, digitsMin: isExplicit ? 3 : 4)
    }

    private static let orderNumbers: [Phrase] = ["订单编号", "订单号码", "订单号", "单号"]
    private static let trackingNumbers: [Phrase] = ["递单号", "运单号", "流单号", "递号码"]

    /// Whether what stands at `at` is the number of a parcel: 快递单号SF123, tracking number 123.
    private func isTracking(_ at: Int) -> Bool {
        for before in at - 5..<at {
            if role(before) == .tracking { return true }
            if skip(anyOf: Self.trackingNumbers, at: before) != nil { return true }
        }
        return false
    }

    private mutating func keepCode(_ at: Int, digitsMin: Int) {
        guard let code = code(at: at), code.digits >= digitsMin else { return }
        keep(.orderNumber, at..<code.end, written(at..<code.end), isAnnounced: true)
    }

    /// Up to five letters, then five digits or more: KP-204417, AB12345, ORD-2026-000123.
    private mutating func readBareCode(_ at: Int) {
        guard lexemes[at].count <= 5, lexemes[at + 1].isGlued, !isContinued(at),
            sense(at).currency == nil, let code = code(at: at), code.digits >= 5,
            code.letters == lexemes[at].count, !isTracking(at)
        else { return }
        keep(.orderNumber, at..<code.end, written(at..<code.end))
    }

    /// Long runs of digits, and 3-7-7 digits; what passes as the number of a card is none.
    private mutating func readBareNumber(_ at: Int) {
        guard lexemes[at].count == 3 || lexemes[at].count >= 12, !isContinued(at),
            let code = code(at: at), code.letters == 0
        else { return }
        let isLong = code.groups == 1 && Self.bareDigits.contains(code.digits)
        let sizes = (0..<3).map { lexemes[at + $0 * 2].count }
        guard (isLong && !isCard(at)) || (code.groups == 3 && sizes == [3, 7, 7]),
            !isTracking(at)
        else { return }
        keep(.orderNumber, at..<code.end, written(at..<code.end))
    }

    private func code(at first: Int) -> Code? {
        guard lexemes[first].kind == .number || lexemes[first].kind == .word else { return nil }
        var code = Code(end: first)
        var at = first
        while at - first < 16 {
            let piece = lexemes[at]
            guard at == first || piece.isGlued else { break }
            if piece.kind == .number {
                code.digits += piece.count
            } else if piece.kind == .word, isPlain(piece) {
                code.letters += piece.count
            } else if mark(at) == "-", at > first, lexemes[at + 1].isGlued,
                lexemes[at + 1].kind == .number || lexemes[at + 1].kind == .word
            {
                code.groups += 1
            } else {
                break
            }
            at += 1
            code.end = at
        }
        let isNumbered = code.digits > 0 && code.digits <= 32 && code.letters <= 12
        return isNumbered && lexemes[at].kind != .word || isNumbered && !lexemes[at].isGlued
            ? code : nil
    }

    private func isPlain(_ word: Lexeme) -> Bool {
        text.values[word.start..<word.end].allSatisfy { $0 < 0x80 }
    }

    /// Capitals and digits with plain dashes.
    private func written(_ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        for at in range {
            let piece = lexemes[at]
            if piece.kind == .mark {
                bytes.append(UInt8(ascii: "-"))
            } else {
                for value in text.values[piece.start..<piece.end] {
                    let byte = UInt8(truncatingIfNeeded: value)
                    bytes.append(byte &- 0x61 < 26 ? byte & 0xDF : byte)
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// 13 to 19 digits from 3 to 6 on that fulfil Luhn's formula (ISO/IEC 7812-1, annex B).
    private func isCard(_ at: Int) -> Bool {
        let digits = text.values[lexemes[at].start..<lexemes[at].end].map { Int($0 & 15) }
        guard (13...19).contains(digits.count), (3...6).contains(digits[0]) else { return false }
        let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
            let doubled = entry.element * 2
            return sum
                + (entry.offset % 2 == 0 ? entry.element : doubled > 9 ? doubled - 9 : doubled)
        }
        return sum % 10 == 0
    }
}
