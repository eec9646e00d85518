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
            """
            ean gtin upc barcode isbn iban card account passport imei serial vat sku ssn nhs meter \
            iccid imsi tax plate licence license voucher coupon promo discount membership \
            password passcode
            """
        ),
        (
            .orderNumber,
            "number numbers no nos nr nrs num id ids code codes reference references ref refs"
        ), (.isWord, "is was are"),
        (.tracking, "tracking parcel package awb waybill ups dhl fedex usps dpd"),
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
            emailed was were did didn didnt had happened since complained visited waited lost \
            missed flew showed turned went took stayed broke stopped started failed tried gave \
            rang phoned contacted reported landed
            """
        ),
        (.participle, "delivered shipped sent returned collected cancelled charged picked dropped"),
        (.telling, "told saw"),
        (
            .future,
            """
            will can could want wants need needs please should would must going shall arrive \
            arrives deliver come comes be like hope wish let ll promised
            """
        ),
        (.plan, "supposed due expected"),
        (.present, "is are am re do does fly flies leave leaves travel depart departs"),
        (.get, "get gets"),
        (.deadline, "by until till for"),
    ]

    private static let ahead = """
        will ll shall going deliver arrive arrives come comes send ship bring schedule \
        reschedule postpone by until till
        """

    static func fillRoles(_ senses: inout WordSenses) {
        senses.set(\.role, roles)
        // This morning is a day without a number or another word of one.
        senses.set(\.isTrigger, true, of: "morning")
        senses.set(\.tense, tenses)
        senses.set(\.isAhead, true, of: ahead)
    }
}
