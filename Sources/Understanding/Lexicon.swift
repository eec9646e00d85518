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
        var senses = WordSenses()
        fillNumbers(&senses)
        fillDates(&senses)
        fillAmounts(&senses)
        fillRoles(&senses)
        let sorted = senses.byWord.sorted { $0.key < $1.key }
        let pairs = sorted.enumerated().map { (hash($1.key), $0 + 1) }
        return (
            [WordSense()] + sorted.map(\.value),
            Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        )
    }()

    /// Hashes of the words that make a message worth a closer look.
    static let triggers: [UInt64] = table.places.filter { senses[$0.value].isTrigger }.map(\.key)
        .sorted()

    private static func fillNumbers(_ senses: inout WordSenses) {
        let numbers = """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
            fifteen sixteen seventeen eighteen nineteen
            """
        senses.count(\.number, from: 0, numbers, triggers: true)
        let tens = "twenty thirty forty fifty sixty seventy eighty ninety"
        senses.count(\.number, from: 20, by: 10, tens, triggers: true)
        let scales = [
            (100, "hundred"), (1_000, "thousand"), (1_000_000, "million"),
            (1_000_000_000, "billion"),
        ]
        senses.set(\.scale, scales, triggers: true)
        let ordinals = """
            first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth \
            thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
            """
        senses.count(\.ordinal, from: 1, ordinals)
        senses.set(\.ordinal, 30, of: "thirtieth")
        senses.set(\.role, .suffix, of: "st nd rd th")
        senses.set(
            \.magnitude, [(1_000, "k"), (10_000, "w"), (1_000_000, "m mn"), (1_000_000_000, "bn")])
    }
}
