extension Lexicon {
    private static let roles: [(WordSense.Role, String)] = [
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

    private static let tenses: [(WordSense.Tense, String)] = [
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

    private static let ahead = """
        will ll shall going deliver arrive arrives come comes send ship bring schedule \
        reschedule postpone by until till
        """

    static func fillRoles(_ senses: inout WordSenses) {
        senses.set(\.role, roles)
        senses.set(\.tense, tenses)
        senses.set(\.isAhead, true, of: ahead)
    }
}
