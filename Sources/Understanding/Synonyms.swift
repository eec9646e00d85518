/// English words that people who ask for help use for one another, among them nouns and their
/// verbs: "remove my e-mail", "deletion of mail". Retrieval takes the words of a group for one.
///
/// General words only. What a desk calls its own things stands in its articles, as alternative
/// questions.
enum Synonyms {
    /// The key of each word's group, by the key of the word's stem. A word has one group at most.
    static let groups: [UInt64: UInt64] = {
        var groups: [UInt64: UInt64] = [:]
        for line in english.split(separator: "\n") {
            let keys = line.split(separator: " ").map { Stem.key($0) }
            guard let first = keys.first else { continue }
            for key in keys { groups[key] = first }
        }
        return groups
    }()

    /// A group a line; inflections belong to their stem.
    private static let english = """
        delete deletion remove removal erase
        mail email
        photo photograph picture image
        video movie film clip
        phone telephone mobile smartphone
        buy purchase
        fix repair mend
        broken damage faulty defective
        price cost fee
        parcel package
        ship shipment deliver delivery
        bill invoice
        change modify modification alter edit adjust adjustment
        choose choice pick select selection
        start begin launch
        copy duplicate
        move transfer migrate
        merge combine join
        split divide separate
        site website webpage
        computer pc laptop
        folder directory
        document doc
        app application program software
        error bug failure fault
        fast quick rapid
        big large
        small little
        job vacancy career
        shop store
        sofa couch
        rubbish trash garbage waste
        coupon voucher
        gift present
        notify notification alert
        link url hyperlink
        location position
        limit limitation restrict restriction
        allow permit permission
        enable activate activation
        disable deactivate
        several multiple
        sound audio
        subtitle caption transcript transcription
        undo revert
        restore recover recovery retrieve
        hide conceal
        person people
        search seek
        include incorporate embed insert
        automatic automatically
        discount reduction
        wrong incorrect
        close shut
        warranty guarantee
        item product goods
        client customer
        refund reimburse reimbursement
        exchange swap
        instruction manual
        size dimension measurement
        courier carrier
        pay payment
        replace replacement
        cancel cancellation
        register registration
        install installation
        assemble assembly
        attach attachment
        subscribe subscription
        connect connection
        convert conversion
        create creation
        confirm confirmation
        complain complaint
        expire expiry expiration
        compatible compatibility
        available availability
        arrive arrival
        translate translation
        describe description
        recommend recommendation
        reserve reservation
        differ different difference
        """
}
