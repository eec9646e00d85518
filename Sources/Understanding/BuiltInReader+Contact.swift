/// E-mail addresses and telephone numbers.
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
}
