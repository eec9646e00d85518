/// Long numbers that are no order's: of cards, people, accounts and articles.
extension BuiltInReader {
    private static let otherNames: [Phrase] = [
        "身份证", "银行卡", "信用卡", "卡号", "账号", "帐号", "账户", "护照", "条码", "条形码", "序列号", "税号",
        "户号", "会员号", "会员编号", "车牌", "合同号", "合同编号", "货号", "型号", "密码",
    ]
    /// Names that stand right before the number; before 号, 号码, 码 and 是 all the same.
    private static let namesBefore: [Phrase] = ["卡", "微信", "优惠", "兑换", "验证", "券"]

    /// Pieces before a number in which a word for another one begins: ideographs are one each.
    private static let nameBackMax = 6
    private static let wordBackMax = 3

    /// Whether a word for another number stands shortly before `at`: EAN, 身份证号.
    func isOther(_ at: Int) -> Bool {
        for before in at - Self.nameBackMax..<at {
            if role(before) == .otherNumber, before >= at - Self.wordBackMax,
                !(before + 1..<at).contains(where: isPreposition)
            {
                return true
            }
            if skip(anyOf: Self.otherNames, at: before) != nil { return true }
        }
        return isNamed(Self.namesBefore, before: at)
            || isNumbered(at) && isNamed(Self.papersBefore, before: at)
    }

    /// A voucher for KP-204417 does not have that number.
    private func isPreposition(_ at: Int) -> Bool {
        role(at) == .on || lexemes[at].count == 3 && surface(at..<at + 1) == "for"
    }

    // MARK: Parcels and papers

    /// Papers that are no orders, before numbers of theirs.
    private static let papersBefore: [Phrase] = [
        "保单", "保险单", "账单", "帐单", "退单", "工单", "发票", "票单",
    ]

    private static let trackingNumbers: [Phrase] = ["递单号", "运单号", "流单号", "递号码"]
    /// What stands right before the number of a parcel; 圆 is read as 元.
    private static let parcels: [Phrase] = [
        "快递", "快递单", "快件", "运单", "物流", "物流单", "顺丰", "包裹", "包裹单", "中通", "元通", "申通", "韵达", "极兔", "德邦",
        "顺丰单", "中通单", "元通单", "申通单", "韵达单", "极兔单", "德邦单",
    ]

    /// Whether what stands at `at` is the number of a parcel: 快递单号SF123, 顺丰SF123, tracking number
    /// 123.
    func isTracking(_ at: Int) -> Bool {
        for before in at - 5..<at {
            if role(before) == .tracking, !isPackage(before) || isNumbered(at) { return true }
            if skip(anyOf: Self.trackingNumbers, at: before) != nil { return true }
        }
        return isNumbered(at) && isNamed(Self.parcels, before: at)
    }

    /// Digits from which on a number behind the name of a parcel or paper is its own, and not that
    /// of an order: 快递SF1234567890123, but 查快递KP-204417.
    private static let ownDigitsMin = 10

    /// Whether the number at `at` is long, or 号 stands before it.
    private func isNumbered(_ at: Int) -> Bool {
        isBehindName(at - 1) || (code(at: at)?.digits ?? Self.ownDigitsMin) >= Self.ownDigitsMin
    }

    private func isPackage(_ at: Int) -> Bool { surface(at..<at + 1).hasPrefix("package") }

    /// What makes 单 behind it a paper that is no order: 保单号, 账单号, 退货单号.
    private static let papers = Set("保险账帐退工票运递流裹面罚菜提换赔修务款货水付库".unicodeScalars)

    /// Whether 单号 at `at` ends a longer word: 保单号, 发票单号.
    func isOfOther(_ at: Int) -> Bool { han(at) == "单" && Self.papers.contains(han(at - 1)) }

    /// Pieces between a name and its number.
    private static let namedBackMax = 5

    /// Whether one of `names` ends before `at`, or before 号, 是 and marks that stand there.
    private func isNamed(_ names: [Phrase], before at: Int) -> Bool {
        var end = at
        while end > at - Self.namedBackMax, isBehindName(end - 1) { end -= 1 }
        return names.contains { skip($0, at: end - $0.count) == end }
    }

    private func isBehindName(_ at: Int) -> Bool {
        ["号", "码", "编", "是", "为"].contains(han(at)) || [":", "#"].contains(mark(at))
            || isOpening(at)
    }

    // MARK: Forms

    /// Whether the digits at `at` are by their form the number of a card, a person or an article.
    func isOtherNumber(_ at: Int) -> Bool {
        let digits = text.values[lexemes[at].start..<lexemes[at].end].map { Int($0 & 15) }
        return Self.isCard(digits) || Self.isIdentity(digits) || Self.isBarCode(digits)
    }

    /// 13 to 19 digits from 3 to 6 on that fulfil Luhn's formula (ISO/IEC 7812-1, annex B).
    private static func isCard(_ digits: [Int]) -> Bool {
        guard (13...19).contains(digits.count), (3...6).contains(digits[0]) else { return false }
        let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
            let doubled = entry.element * 2
            return sum
                + (entry.offset % 2 == 0 ? entry.element : doubled > 9 ? doubled - 9 : doubled)
        }
        return sum % 10 == 0
    }

    /// Eighteen digits with a day of birth in the middle (GB 11643-1999).
    private static func isIdentity(_ digits: [Int]) -> Bool {
        guard digits.count == 18, (1...8).contains(digits[0]) else { return false }
        let birth = digits[6..<14].reduce(0) { $0 * 10 + $1 }
        return years.contains(birth / 10_000)
            && CivilDate(birth / 10_000, birth / 100 % 100, birth % 100) != nil
    }

    /// Thirteen digits with the check digit of a bar code (GS1 General Specifications, 7.9). Those
    /// from 2 on are for use inside a company, as numbers that start with a year are.
    private static func isBarCode(_ digits: [Int]) -> Bool {
        guard digits.count == 13, digits[0] != 2 else { return false }
        let sum = digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) }
        return sum % 10 == 0
    }

    /// ISO 13616: characters of the number of an account.
    private static let accountLengths = 15...34

    /// Whether the letters and digits of `range` are the number of an account: the remainder by 97
    /// is 1 once the first four are moved to the end (ISO 13616-1, annex B).
    func isAccount(_ range: Range<Int>) -> Bool {
        let values = text.values[
            lexemes[range.lowerBound].start..<lexemes[range.upperBound - 1].end]
        guard Self.accountLengths.contains(values.count), lexemes[range.lowerBound].count == 2
        else { return false }
        return (values.dropFirst(4) + values.prefix(4)).reduce(0) { rest, value in
            value < 0x61
                ? (rest * 10 + Int(value & 15)) % 97
                : (rest * 100 + Int(value) - 0x57) % 97
        } == 1
    }

    /// Whether the number at `at` is in the tail of an account's number in groups of four, as in
    /// DE89 3704 0044 0532 0130 00.
    func isInAccount(_ at: Int) -> Bool {
        for before in stride(from: at - 1, through: max(0, at - 9), by: -1) {
            let piece = lexemes[before]
            if piece.kind == .number, piece.count == 2, piece.isGlued,
                lexemes[before - 1].kind == .word, lexemes[before - 1].count == 2
            {
                return true
            }
            let isGroup = piece.count == 4 && !piece.isGlued
            guard isGroup, piece.kind == .number || piece.kind == .word else { return false }
        }
        return false
    }
}
