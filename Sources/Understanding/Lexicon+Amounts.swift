extension Lexicon {
    private static let currencies: [(String?, String)] = [
        ("USD", "dollar dollars buck bucks"), ("EUR", "euro euros"),
        ("GBP", "pound pounds quid"), ("CNY", "yuan renminbi kuai"), ("JPY", "yen"),
        ("CHF", "franc francs"), ("INR", "rupee rupees"), ("SEK", "krona kronor"),
        ("BRL", "reais"), ("RUB", "ruble rubles rouble roubles"), ("THB", "baht"),
        ("PLN", "zloty zlotys zlotych zł zl"), ("KRW", "won"), ("AED", "dirham dirhams"),
        ("ILS", "shekel shekels"),
    ]

    private static let codes = """
        usd eur gbp cny jpy chf hkd twd aud cad nzd sgd krw inr sek nok dkk pln czk \
        brl thb myr idr vnd huf zar mxn aed
        """
    /// kr without a country is the Swedish crown, as $ is the dollar of the United States.
    private static let otherCodes = [("CNY", "rmb"), ("INR", "rs"), ("SEK", "kr"), ("MYR", "rm")]

    private static let nations: [(String?, String)] = [
        ("USD", "us american"), ("CAD", "canadian"), ("AUD", "australian"),
        ("SGD", "singapore"), ("CHF", "swiss"), ("GBP", "british"), ("INR", "indian"),
        ("SEK", "swedish"), ("NOK", "norwegian"), ("DKK", "danish"),
    ]

    /// Each line in the form of its first word.
    private static let measures = [
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
        "mg milligram milligrams", "km kilometer kilometers kilometre kilometres",
        "tonne tonnes", "ton tons", "kWh kwh",
    ]

    static func fillAmounts(_ senses: inout WordSenses) {
        senses.set(\.currency, currencies)
        let ownCodes = codes.split(separator: " ").map { ($0.uppercased(), String($0)) }
        for (currency, code) in ownCodes + otherCodes {
            senses.set(\.currency, currency, of: code)
            senses.set(\.isCode, true, of: code)
        }
        senses.set(\.nation, nations)
        senses.set(\.currency, [("USD", "cent cents"), ("GBP", "pence")])
        senses.set(\.isHundredth, true, of: "cent cents pence")
        senses.set(\.isTrigger, true, of: "dozen")
        for forms in measures {
            senses.set(\.measure, String(forms.prefix { $0 != " " }), of: forms)
        }
    }
}
