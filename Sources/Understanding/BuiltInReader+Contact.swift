/// E-mail addresses and telephone numbers.
extension BuiltInReader {
    // MARK: E-mail

    /// RFC 5321, section 4.5.3.1: octets of a local part and of a domain.
    private static let localMax = 64
    private static let domainMax = 255

    /// Letters, digits and `._%+-'` around the `@` at the piece `at`; quoted local parts are none.
    mutating func readEmail(_ at: Int) {
        let sign = lexemes[at].start
        var start = sign
        while start > 0, sign - start < Self.localMax, Self.isLocal(text.values[start - 1]) {
            start -= 1
        }
        guard start == 0 || !Self.isLocal(text.values[start - 1]) else { return }
        while start < sign, [0x2E, 0x27].contains(text.values[start]) { start += 1 }
        guard start < sign, text.values[sign - 1] != 0x2E else { return }
        // What folding would change, as ö, is no letter of a local part that can be written down.
        guard !text.isAltered(in: start..<sign), let end = domainEnd(sign + 1) else { return }
        let range = start..<end
        let isPlain = !text.isAltered(in: range) && text.values[range].allSatisfy { $0 < 0x80 }
        // The value of müller.de is what was sent: folded it is another domain.
        let ascii = text.values[range].map { UInt8(truncatingIfNeeded: $0) }
        keep(.email, values: range, isPlain ? String(decoding: ascii, as: UTF8.self) : nil)
    }

    /// Labels of letters, digits and dashes with a last one of two letters or more, or one that is
    /// written in Punycode (RFC 5890, section 2.3.2.1). Ideographs are none: the text goes on there.
    private func domainEnd(_ first: Int) -> Int? {
        var (at, label, end) = (first, first, nil as Int?)
        var isName = true
        while at <= text.values.count, at - first <= Self.domainMax {
            let value = at < text.values.count ? text.values[at] : 0
            if Self.isLabel(value) {
                if value &- 0x61 >= 26, value < 0x80 { isName = false }
                at += 1
                continue
            }
            guard at > label else { break }
            let isCoded = text.values[label..<at].starts(with: [0x78, 0x6E, 0x2D, 0x2D])
            if label > first, isName || isCoded, at - label >= 2 { end = at }
            guard value == 0x2E else { break }
            (at, label, isName) = (at + 1, at + 1, true)
        }
        return end
    }

    private static func isLabel(_ value: UInt32) -> Bool {
        if value < 0x80 { return value &- 0x61 < 26 || value &- 0x30 < 10 || value == 0x2D }
        if case .letter = ScalarClass(value) { return true }
        return false
    }

    private static func isLocal(_ value: UInt32) -> Bool {
        value < 0x80 && isLabel(value) || [0x2E, 0x5F, 0x2B, 0x25, 0x27].contains(value)
    }

    // MARK: Telephone

    /// ITU-T E.164: digits of an international number.
    private static let phoneDigitsMax = 15
    private static let phoneDigitsMin = 7
    private static let phoneGroupsMax = 7

    /// Groups of digits one behind the other, packed so that reading them allocates nothing: a
    /// message can be full of numbers that are none.
    private struct PhoneGroups {
        var count = 0
        /// Digits in all.
        var length = 0
        /// Sizes of the groups by hexadecimal digit, the last one lowest: 0x344 is 138 1234 5678.
        var form: UInt64 = 0
        /// Pieces from the first one to the end of each group, by byte, the last one lowest.
        var ends: UInt64 = 0
        /// The first four digits.
        var head = 0

        var lastSize: Int { Int(form & 15) }
        var lastEnd: Int { Int(ends & 255) }
        var firstSize: Int { Int(form >> (4 * max(0, count - 1)) & 15) }
        /// The first `digits` of the head; nil where there are fewer in all.
        func head(_ digits: Int) -> Int? {
            guard length >= digits else { return nil }
            return (digits..<min(length, 4)).reduce(head) { head, _ in head / 10 }
        }

        mutating func append(_ digits: ArraySlice<UInt32>, end: Int) {
            for value in digits.prefix(max(0, 4 - length)) { head = head * 10 + Int(value & 15) }
            count += 1
            length += digits.count
            form = form << 4 | UInt64(digits.count)
            ends = ends << 8 | UInt64(end)
        }

        mutating func removeLast() {
            let rest = length - lastSize
            if rest < 4 { for _ in rest..<min(length, 4) { head /= 10 } }
            (count, length) = (count - 1, rest)
            (form, ends) = (form >> 4, ends >> 8)
        }
    }

    /// A number in one of the customary forms; the longest that is one counts.
    mutating func readPhone(_ at: Int) {
        guard !isContinued(at) else { return }
        let hasPlus = mark(at) == "+"
        let first = hasPlus ? at + 1 : at
        var groups = phoneGroups(at: first, hasPlus: hasPlus)
        guard groups.length >= Self.phoneDigitsMin, !isInAccount(at) else { return }
        let isAnnounced = hasPhoneWord(before: at)
        let isDoubtful = !isAnnounced && !hasPlus && (isInGroups(at) || isOther(at))
        while isNextNumber(first, groups, hasPlus: hasPlus) { groups.removeLast() }
        while groups.length >= Self.phoneDigitsMin {
            let end = first + groups.lastEnd
            let isPhone =
                Self.isMobile(groups)
                || !isDoubtful && Self.isPhone(groups, hasPlus: hasPlus, isAnnounced: isAnnounced)
            if isPhone, !isGluedOn(end) {
                keep(.phone, at..<end, number(first..<end, groups, hasPlus: hasPlus))
                return
            }
            groups.removeLast()
        }
    }

    /// Digits of a count or a day behind a telephone number.
    private static let countDigitsMax = 3

    /// Whether the last of `groups`, which a blank parts from the others, is a number of its own: it
    /// stands behind a whole mobile number, or counts what follows, as in `0171 5551234 20 November`.
    private func isNextNumber(_ first: Int, _ groups: PhoneGroups, hasPlus: Bool) -> Bool {
        let end = first + groups.lastEnd
        guard groups.count > 1, lexemes[end - 1].kind == .number,
            lexemes[end - 2].kind == .number
        else { return false }
        let isBehindMobile =
            !hasPlus && groups.firstSize == 11 && (13...19).contains(groups.head(2) ?? 0)
        return isBehindMobile || groups.lastSize <= Self.countDigitsMax && isCounting(end)
    }

    /// The digits of `range` with the + of an international number; 00 and 86 stand for one.
    private func number(_ range: Range<Int>, _ groups: PhoneGroups, hasPlus: Bool) -> String {
        var value = ""
        for at in range where lexemes[at].kind == .number && !(hasPlus && isTrunk(at - 1)) {
            value += digits(lexemes[at])
        }
        if hasPlus { return "+\(value)" }
        if groups.head(2) == 0, groups.head(1) == 0 { return "+\(value.dropFirst(2))" }
        let isAbroad = groups.length == 13 && groups.head(2) == 86
        return isAbroad ? "+\(value)" : value
    }

    /// Whether `(0)` stands at `at`, which is dialled inside the country only.
    private func isTrunk(_ at: Int) -> Bool {
        mark(at) == "(" && lexemes[at + 1].kind == .number && lexemes[at + 1].count == 1
            && lexemes[at + 1].value == 0 && mark(at + 2) == ")"
    }

    /// Whether the piece at `at` carries on what ends before it.
    private func isGluedOn(_ at: Int) -> Bool {
        let next = lexemes[at]
        guard next.isGlued else { return false }
        if next.kind == .word || next.kind == .number || mark(at) == "@" { return true }
        return mark(at) == "-" && lexemes[at + 1].isGlued && lexemes[at + 1].kind == .word
    }

    /// Runs of digits with single separators between them; brackets stand around whole runs, and
    /// `(0)` behind the country's number is passed over.
    private func phoneGroups(at first: Int, hasPlus: Bool) -> PhoneGroups {
        var groups = PhoneGroups()
        var at = first
        while groups.count < Self.phoneGroupsMax {
            if hasPlus, groups.count == 1, isTrunk(at) { at += 3 }
            let isOpen = mark(at) == "("
            let number = lexemes[isOpen ? at + 1 : at]
            guard number.kind == .number, number.count <= Self.phoneDigitsMax,
                groups.length + number.count <= Self.phoneDigitsMax + 2
            else { break }
            at += isOpen ? 2 : 1
            if isOpen {
                guard mark(at) == ")" else { break }
                at += 1
            }
            groups.append(text.values[number.start..<number.end], end: at - first)
            let separator = mark(at)
            if separator == "-" || separator == "." || separator == "/" { at += 1 }
        }
        return groups
    }

    /// 138 1234 5678, and with 86 before it
    private static func isMobile(_ groups: PhoneGroups) -> Bool {
        let (count, form) = (groups.length, groups.form)
        if count == 11, groups.head(1) == 1, (groups.head(2) ?? 0) >= 13 {
            return [0xB, 0x344, 0x38, 0x434].contains(form)
        }
        return count == 13 && groups.head(3) == 861 && groups.firstSize == 2
            && (groups.head(4) ?? 0) >= 8_613
    }

    /// Digits from which on a group before a number is one with it.
    private static let groupMin = 4

    /// Whether the number at `at` is the rest of digits in groups: 0212 in 6222 0212 3456 7890.
    private func isInGroups(_ at: Int) -> Bool {
        let before = lexemes[at - 1]
        return before.kind == .number && before.count >= Self.groupMin
            && lexemes[at].start == before.end + 1 && lexemes[at + 1].kind == .number
    }

    private static func isPhone(
        _ groups: PhoneGroups, hasPlus: Bool, isAnnounced: Bool
    ) -> Bool {
        let (count, form, first) = (groups.length, groups.form, groups.head(1))
        if hasPlus { return (8...phoneDigitsMax).contains(count) }
        if first == 0, groups.head(2) == 0 {
            // 0012345678 in one run may be any number.
            let isTold = isAnnounced || groups.count > 1 || count > phoneDigitsMin + 5
            return isTold && (10...phoneDigitsMax + 2).contains(count)
        }
        // Of a person in the United States: 078-05-1120.
        if form == 0x324, !isAnnounced { return false }
        if form == 0x334 || (form == 0x1334 && first == 1) { return true }
        if let head = groups.head(3), head == 400 || head == 800, count == 10 { return true }
        if first == 0, isNational(groups) { return true }
        return isAnnounced && (phoneDigitsMin...phoneDigitsMax).contains(count)
    }

    /// With the 0 of a trunk call: an area code of three digits or more before the rest, one run,
    /// or five pairs as in France.
    private static func isNational(_ groups: PhoneGroups) -> Bool {
        if groups.count == 1 { return (10...11).contains(groups.length) }
        if groups.form == 0x22222 { return true }
        guard (9...12).contains(groups.length), (3...5).contains(groups.firstSize) else {
            return false
        }
        return (0..<groups.count - 1).allSatisfy { groups.form >> (4 * $0) & 15 >= 2 }
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
