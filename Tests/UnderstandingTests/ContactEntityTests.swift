import Testing
import Understanding

/// Addresses, telephone numbers and order numbers as people write them, and what looks like them.
@Suite struct ContactEntityTests {
    typealias Row = (text: String, values: [String])

    static func values(_ text: String, _ kinds: Set<String>) throws -> [String] {
        try EntityExtractor(EntityRules()).entities(in: text)
            .filter { kinds.contains($0.name) }.map { "\($0.name) \($0.value)" }
    }

    static let orders: [Row] = [
        ("order (10023345) is late", ["order_number 10023345"]),
        ("my order is \"10023345\"", ["order_number 10023345"]),
        ("orders 10023345 and 10023346", ["order_number 10023345", "order_number 10023346"]),
        (
            "order #88213, #88214 and #88215 please",
            ["order_number 88213", "order_number 88214", "order_number 88215"]
        ),
        ("ＯＲＤＥＲ １００２３３４５", ["order_number 10023345"]),
        ("订单号（10023345）", ["order_number 10023345"]),
        ("订单号：“10023345”", ["order_number 10023345"]),
        ("订单【10023345】还没到", ["order_number 10023345"]),
        ("订单号10023345和10023346", ["order_number 10023345", "order_number 10023346"]),
        ("订单10023345、10023346都没到", ["order_number 10023345", "order_number 10023346"]),
        ("订单ＫＰ２０４４１７", ["order_number KP204417"]),
        (
            "order numbers 12345678 and 23456789",
            ["order_number 12345678", "order_number 23456789"]
        ),
        ("order nos. 12345678 and 23456789", ["order_number 12345678", "order_number 23456789"]),
        ("my order (no. 123456)", ["order_number 123456"]),
        ("order number AB 123456", ["order_number AB123456"]), ("order number my 123456", []),
        // Groups with a blank between them are one number, where they look like it.
        ("order 1234 5678", ["order_number 12345678"]),
        ("order 12345678 9012", ["order_number 123456789012"]),
        ("订单号 2026 1130 8877", ["order_number 202611308877"]),
        ("订单号 20261130 8877", ["order_number 202611308877"]),
        ("order 1234 300 dollars", ["order_number 1234"]),
        ("order 10023345 500 please", ["order_number 10023345"]),
        ("order 88213 2026", ["order_number 88213"]), ("orders 1234 1235", ["order_number 1234"]),
        ("订单号 12345678 13812345678", ["order_number 12345678"]),
        ("快递订单号10023345", ["order_number 10023345"]),
        ("my package, order 10023345", ["order_number 10023345"]),
        ("查单号88123456", ["order_number 88123456"]),
        ("快递没到KP-204417", ["order_number KP-204417"]),
        ("查快递KP-204417", ["order_number KP-204417"]),
        ("voucher for KP-204417", ["order_number KP-204417"]),
        ("Order №99120 is late", ["order_number 99120"]), ("№99120", ["order_number 99120"]),
        ("order no99120", ["order_number 99120"]), ("订单id 998877", ["order_number 998877"]),
        ("订单12345，20元没退", ["order_number 12345"]),
        ("my package KP-204417 is late", ["order_number KP-204417"]),
        // A number behind "and" is another order's only where it looks like one.
        ("order 10023345 and 2 lamps", ["order_number 10023345"]),
        ("订单10023345和3件衣服", ["order_number 10023345"]),
        ("order (2 lamps)", []), ("我要订单独的一件", []),
    ]

    static let numbersOfOtherThings: [String] = [
        "账号 123456789012", "帐号 123456789012", "帳號 123456789012", "身份证110101199003077758",
        "身份证号是 110101199003077758", "110105194912310025",
        "EAN 4006381333931", "the lamp 4006381333931", "条码6901028075763", "6901028075763",
        "银行卡6222021234567890123", "IBAN DE89370400440532013000", "GB29NWBK60161331926819",
        "IBAN DE89 3704 0044 0532 0130 00", "IBAN: GB82 WEST 1234 5698 7654 32",
        "my passport number is E12345678", "passport no. E12345678", "护照E12345678",
        "我的护照号码是E12345678", "账号AB1234567", "serial number AB123456",
        "户号0012345678", "会员号0012345678", "账号0012345678", "meter number 0012345678",
        "my number is 0012345678", "ssn 078-05-1120", "078-05-1120", "nhs number 943 476 5919",
        "银行卡6222 0212 3456 7890", "6222 0212 3456 7890",
        "快递SF1234567890123", "快递号是1234567890123", "运单1234567890123", "顺丰SF1234567890123",
        "圆通YT1234567890123", "包裹单号123456789012", "UPS 123456789012", "dhl 1234567890123",
        "package 123456789012", "保单号88123456", "保单号881234567890", "账单号88123456", "退单号88123456",
        "工单号88123456", "发票单号88123456", "我的卡 6222021234567890123", "车牌京A12345",
        "licence plate AB12345", "微信号wx123456", "voucher SAVE20261", "优惠码SAVE20261",
        "iccid 89440000000000000001", "tax number DE123456789",
        "Invoice INV-2026-0042 is wrong", "合同号HT2024001", "货号A1023-5有货吗",
        "顺丰单号SF1300000000000到哪了", "my password is abc12345",
    ]

    static let phones: [Row] = [
        ("call +44 (0)20 7946 0958", ["phone +442079460958"]),
        ("+49 (0) 30 123456", ["phone +4930123456"]), ("(020) 7946 0958", ["phone 02079460958"]),
        ("+1 (415) 555-2671", ["phone +14155552671"]), ("138 1234 5678", ["phone 13812345678"]),
        ("1380 013 8000", ["phone 13800138000"]), ("01 23 45 67 89", ["phone 0123456789"]),
        ("0049 89 123456", ["phone +4989123456"]), ("86 138 1234 5678", ["phone +8613812345678"]),
        ("电话010-62345678", ["phone 01062345678"]), ("400-820-8820", ["phone 4008208820"]),
        ("电话6234 5678", ["phone 62345678"]), ("1 555 123 4567", ["phone 15551234567"]),
        ("008613812345678", ["phone +8613812345678"]), ("账号13812345678", ["phone 13812345678"]),
        ("电话0012345678901", ["phone +12345678901"]),
        ("account phone 020 7946 0958", ["phone 02079460958"]),
        ("order 10023345 13812345678", ["phone 13812345678"]),
        ("订单20261130 010-62345678", ["phone 01062345678"]),
        ("我手机13800138000打不通", ["phone 13800138000"]),
        ("4008208820打不通", ["phone 4008208820"]),
        ("手机号13800138000，2件", ["phone 13800138000"]),
        // A number behind a blank may be one of its own.
        ("电话13800138000 2件", ["phone 13800138000"]),
        ("电话13800138000 20号送", ["phone 13800138000"]),
        ("call 0171 5551234 20 November", ["phone 01715551234"]),
        ("call 0171 555 1234 may I ask", ["phone 01715551234"]),
        ("1 2 3 4 5 6 7 8 9 10 11", []), ("房间 12 34 56", []), ("1 1 1 1 1 1 1 1", []),
    ]

    static let emails: [Row] = [
        // A local part beyond RFC 5321's 64 octets is none, nor is its end.
        (String(repeating: "a", count: 70) + "@x.com", []),
        ("use o'neil@x.com", ["email o'neil@x.com"]),
        ("'bob@example.com'", ["email bob@example.com"]),
        ("to <accounts@Müller.de>", ["email accounts@müller.de"]),
        ("info@пример.рф", ["email info@пример.рф"]),
        ("info@xn--e1afmkfd.xn--p1ai", ["email info@xn--e1afmkfd.xn--p1ai"]),
        ("邮箱o'brien@qq.com吧", ["email o'brien@qq.com"]),
        ("a@bücher.example.com, thanks", ["email a@bücher.example.com"]),
        ("support@shop", []), ("@müller", []), ("''@''", []), ("a@é", []),
    ]

    @Test(arguments: orders)
    func ordersAreFound(text: String, values: [String]) throws {
        #expect(try Self.values(text, ["order_number"]) == values)
    }

    @Test(arguments: numbersOfOtherThings)
    func numbersOfOtherThingsAreNoOrdersAndNoTelephones(text: String) throws {
        #expect(try Self.values(text, ["order_number", "phone"]) == [])
    }

    @Test(arguments: phones)
    func telephoneNumbersAreFound(text: String, values: [String]) throws {
        #expect(try Self.values(text, ["phone"]) == values)
    }

    @Test(arguments: emails)
    func addressesAreFound(text: String, values: [String]) throws {
        #expect(try Self.values(text, ["email"]) == values)
    }
}
