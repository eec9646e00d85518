/// What an English word can mean to the built-in entities; most words mean nothing to them.
struct WordSense {
    /// What a word does beside numbers, days and things.
    enum Role: UInt8 {
        case none, next, last, this, ago, within, from, now, after, before, on, the, of, and, a
        case couple, half, quarter, past, to, oclock, at, am, pm, noon, midnight
        case morning, afternoon, night, order, orderNumber, isWord, phone, tracking, suffix
        case otherNumber, size, dimension, date, wish, between, street, beginning, end
    }

    /// What a word says of the day in its sentence; a participle may also be of a wish.
    enum Tense: UInt8 { case none, past, participle, present, future, plan, deadline }

    enum Unit: UInt8 { case none, minute, hour, day, week, fortnight, month, year, weekend }

    var role = Role.none
    /// Value of a number word; 0 for none.
    var number = 0
    /// 100 for hundred, 1000 for thousand; 0 for none.
    var scale = 0
    /// 1000 for k right behind an amount; 0 for none.
    var magnitude = 0
    /// first is 1; 0 for none.
    var ordinal = 0
    /// 1...12; 0 for none.
    var month = 0
    /// 1...7 from Monday; 0 for none.
    var weekday = 0
    /// Whether a month or weekday is also another word, so that it needs company.
    var isDoubtful = false
    var unit = Unit.none
    var tense = Tense.none
    /// Whether it says right before a day that the day is to come.
    var isAhead = false
    /// Whether the name of a feast may begin with it.
    var isFeast = false
    /// `tomorrow` is 1.
    var dayOffset: Int?
    /// ISO 4217.
    var currency: String?
    /// The currency of a country before the currency's name, as in Swiss francs.
    var nation: String?
    /// Whether a currency may stand before its amount, as codes do.
    var isCode = false
    /// Hundredths of the currency, as cents.
    var isHundredth = false
    /// What quantities are counted in, in one form.
    var measure: String?
    /// Whether the word alone makes a message worth a closer look.
    var isTrigger = false
}

/// The words of the built-in entities, found by a hash of their letters.
enum Lexicon {
    /// FNV-1a (Fowler, Noll, Vo), letter by letter.
    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    static func hash(_ hash: UInt64, _ letter: UInt32) -> UInt64 {
        (hash ^ UInt64(letter)) &* 0x100_0000_01B3
    }

    static func hash(_ word: some StringProtocol) -> UInt64 {
        word.unicodeScalars.reduce(seed) { hash($0, $1.value) }
    }

    /// `senses[0]` is the sense of every other word.
    static let senses: [WordSense] = table.senses
    static func sense(of hash: UInt64) -> Int { table.places[hash] ?? 0 }

    private static let table: (senses: [WordSense], places: [UInt64: Int]) = {
        var senses: [String: WordSense] = [:]
        fillNumbers(&senses)
        fillDates(&senses)
        fillAmounts(&senses)
        fillRoles(&senses)
        let words = senses.keys.sorted()
        let pairs = words.enumerated().map { (hash($1), $0 + 1) }
        return (
            [WordSense()] + words.compactMap { senses[$0] },
            Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        )
    }()

    /// Hashes of the words that make a message worth a closer look.
    static let triggers: [UInt64] = table.places.filter { senses[$0.value].isTrigger }.map(\.key)
        .sorted()

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }

    private static func fillNumbers(_ senses: inout [String: WordSense]) {
        let numbers = words(
            """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
            fifteen sixteen seventeen eighteen nineteen
            """)
        for (value, word) in numbers.enumerated() where value > 0 {
            senses[word, default: WordSense()].number = value
        }
        let tens = words("twenty thirty forty fifty sixty seventy eighty ninety")
        for (at, word) in tens.enumerated() {
            senses[word, default: WordSense()].number = at * 10 + 20
        }
        let scales = [
            ("hundred", 100), ("thousand", 1_000), ("million", 1_000_000),
            ("billion", 1_000_000_000),
        ]
        for (word, scale) in scales { senses[word, default: WordSense()].scale = scale }
        for word in numbers + tens + scales.map(\.0) {
            senses[word, default: WordSense()].isTrigger = true
        }
        let ordinals = words(
            """
            first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth \
            thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
            """)
        for (at, word) in ordinals.enumerated() {
            senses[word, default: WordSense()].ordinal = at + 1
        }
        senses["thirtieth", default: WordSense()].ordinal = 30
        for word in ["st", "nd", "rd", "th"] { senses[word, default: WordSense()].role = .suffix }
        let letters = [("k", 1_000), ("m", 1_000_000), ("mn", 1_000_000), ("bn", 1_000_000_000)]
        for (word, scale) in letters { senses[word, default: WordSense()].magnitude = scale }
    }

    private static func fillDates(_ senses: inout [String: WordSense]) {
        func set(_ word: String, _ change: (inout WordSense) -> Void) {
            change(&senses[word, default: WordSense()])
            senses[word]?.isTrigger = true
        }
        let months = words(
            """
            january february march april may june july august september october november december
            """)
        for (at, word) in months.enumerated() {
            set(word) { $0.month = at + 1 }
            set(String(word.prefix(3))) { ($0.month, $0.isDoubtful) = (at + 1, true) }
        }
        set("sept") { $0.month = 9 }
        for word in ["march", "may"] { set(word) { $0.isDoubtful = true } }
        let days = words("monday tuesday wednesday thursday friday saturday sunday")
        for (at, word) in days.enumerated() {
            set(word) { $0.weekday = at + 1 }
            let isWord = ["wed", "sat", "sun", "mon"].contains(word.prefix(3))
            set(String(word.prefix(3))) { ($0.weekday, $0.isDoubtful) = (at + 1, isWord) }
        }
        set("tues") { $0.weekday = 2 }
        for word in ["thur", "thurs"] { set(word) { $0.weekday = 4 } }
        for word in words("christmas xmas easter halloween eve") { set(word) { _ in } }
        let feasts = "christmas xmas easter halloween boxing new valentine valentines singles good"
        for word in words(feasts + " black cyber") {
            senses[word, default: WordSense()].isFeast = true
        }
        let units: [(String, WordSense.Unit)] = [
            ("minute minutes min mins", .minute), ("hour hours hr hrs", .hour),
            ("day days", .day), ("week weeks", .week), ("month months", .month),
            ("year years", .year), ("weekend", .weekend), ("fortnight fortnights", .fortnight),
        ]
        for (names, unit) in units { for word in words(names) { set(word) { $0.unit = unit } } }
        let offsets = [("today", 0), ("tonight", 0), ("tomorrow", 1), ("yesterday", -1)]
        for (word, offset) in offsets + [("tmrw", 1), ("tomorow", 1), ("tommorow", 1)] {
            set(word) { $0.dayOffset = offset }
        }
        for word in ["noon", "midday"] { set(word) { $0.role = .noon } }
        set("midnight") { $0.role = .midnight }
        set("night") { $0.role = .night }
        set("tonight") { $0.role = .night }
        set("half") { $0.role = .half }
        set("quarter") { $0.role = .quarter }
    }

    private static func fillAmounts(_ senses: inout [String: WordSense]) {
        let currencies = [
            ("USD", "dollar dollars buck bucks"), ("EUR", "euro euros"),
            ("GBP", "pound pounds quid"), ("CNY", "yuan renminbi kuai"), ("JPY", "yen"),
            ("CHF", "franc francs"), ("INR", "rupee rupees"), ("SEK", "krona kronor"),
            ("BRL", "reais"), ("RUB", "ruble rubles rouble roubles"), ("THB", "baht"),
            ("PLN", "zloty zlotys zlotych"), ("AED", "dirham dirhams"), ("ILS", "shekel shekels"),
        ]
        for (code, names) in currencies {
            for word in words(names) { senses[word, default: WordSense()].currency = code }
        }
        let codes = """
            usd eur gbp cny jpy chf hkd twd aud cad nzd sgd krw inr sek nok dkk pln czk \
            brl thb myr idr vnd huf zar mxn aed
            """
        // kr without a country is the Swedish crown, as $ is the dollar of the United States.
        let others = [("rmb", "CNY"), ("rs", "INR"), ("kr", "SEK")]
        for (word, code) in words(codes).map({ ($0, $0.uppercased()) }) + others {
            senses[word, default: WordSense()].currency = code
            senses[word, default: WordSense()].isCode = true
        }
        let nations = [
            ("USD", "us american"), ("CAD", "canadian"), ("AUD", "australian"),
            ("SGD", "singapore"), ("CHF", "swiss"), ("GBP", "british"), ("INR", "indian"),
            ("SEK", "swedish"), ("NOK", "norwegian"), ("DKK", "danish"),
        ]
        for (code, names) in nations {
            for word in words(names) { senses[word, default: WordSense()].nation = code }
        }
        for (word, code) in [("cent", "USD"), ("cents", "USD"), ("pence", "GBP")] {
            senses[word, default: WordSense()].currency = code
            senses[word, default: WordSense()].isHundredth = true
        }
        let measures = [
            "pair pairs", "box boxes", "piece pieces pcs pc", "item items", "unit units",
            "pack packs", "packet packets", "package packages", "parcel parcels", "bottle bottles",
            "set sets", "bag bags", "case cases", "carton cartons", "can cans", "dozen",
            "copy copies", "roll rolls", "sheet sheets", "bundle bundles", "crate crates",
            "jar jars", "tube tubes", "order orders", "kg kgs kilo kilos kilogram kilograms",
            "g gram grams", "lb lbs", "oz ounce ounces", "l liter liters litre litres",
            "ml milliliter milliliters millilitre millilitres",
            "cm centimeter centimeters centimetre centimetres",
            "mm millimeter millimeters millimetre millimetres",
            "m meter meters metre metres", "inch inches", "ft foot feet",
        ]
        for line in measures {
            let forms = words(line)
            for word in forms { senses[word, default: WordSense()].measure = forms[0] }
        }
    }

    private static func fillRoles(_ senses: inout [String: WordSense]) {
        let roles: [(WordSense.Role, String)] = [
            (.next, "next coming following"), (.last, "last previous"), (.past, "past"),
            (.this, "this"),
            (.ago, "ago"), (.within, "in"), (.from, "from"), (.now, "now"), (.after, "after"),
            (.before, "before"), (.on, "on by until till since around"), (.the, "the"),
            (.of, "of"), (.and, "and"), (.a, "a an"), (.couple, "couple"), (.to, "to"),
            (.at, "at"), (.am, "am"), (.pm, "pm"), (.morning, "morning"),
            (.afternoon, "afternoon evening"), (.order, "order orders"),
            (
                .otherNumber,
                "ean gtin upc barcode isbn iban card account passport imei serial vat sku"
            ),
            (.orderNumber, "number no nr num id code reference ref"), (.isWord, "is was"),
            (.tracking, "tracking parcel awb waybill"),
            (.phone, "phone tel telephone mobile cell call whatsapp fax"),
            (.oclock, "clock oclock"), (.size, "size sizes"), (.date, "date dated"),
            (.wish, "merry happy"), (.between, "between"),
            (.street, "street road avenue lane ave"), (.end, "end"),
            (.beginning, "beginning start middle"),
            (.dimension, "long wide high tall deep thick"),
        ]
        for (role, names) in roles {
            for word in words(names) { senses[word, default: WordSense()].role = role }
        }
        let tenses: [(WordSense.Tense, String)] = [
            (
                .past,
                """
                ordered bought purchased placed paid received got arrived came called spoke wrote \
                emailed was were did had happened since complained visited
                """
            ),
            (.participle, "delivered shipped sent returned collected cancelled charged"),
            (
                .future,
                """
                will can could want wants need needs please should would must going shall arrive \
                arrives deliver come comes be like hope wish let ll promised
                """
            ),
            (.plan, "supposed due expected"), (.present, "is are am get gets"),
            (.deadline, "by until till for"),
        ]
        for (tense, names) in tenses {
            for word in words(names) { senses[word, default: WordSense()].tense = tense }
        }
        let ahead = """
            will ll shall going deliver arrive arrives come comes send ship bring schedule \
            reschedule postpone by until till
            """
        for word in words(ahead) { senses[word, default: WordSense()].isAhead = true }
    }
}
