import Foundation
import Testing
import Understanding

@Suite struct PassageIndexTests {
    static let passages = [
        Passage(
            id: "en/account.md#reset", title: "How do I reset my password?",
            questions: ["forgot password", "can't log in"],
            text: "Open Settings and choose Security.", language: .english),
        Passage(
            id: "en/delivery.md#time", title: "How long does delivery take?",
            text: "Standard delivery takes two to four working days.", language: .english),
        Passage(
            id: "en/policies.md#all", title: "Policies", text: "All policies of the shop.",
            language: .english),
        Passage(
            id: "zh/account.md#reset", title: "怎么重置密码？", questions: ["忘记密码"],
            text: "打开设置，选择安全。", language: .chinese),
    ]

    static func index() throws -> PassageIndex {
        try PassageIndex(bytes: PassageIndex.build(passages))
    }

    static let queries: [(query: String, id: String)] = [
        ("forgot my password", "en/account.md#reset"), ("delivery times", "en/delivery.md#time"),
        ("密码忘了怎么办", "zh/account.md#reset"), ("policy", "en/policies.md#all"),
    ]

    @Test(arguments: queries)
    func theBestPassageComesFirst(query: String, id: String) throws {
        #expect(try Self.index().search(query, limit: 3).first?.passage.id == id)
    }

    @Test func anExactQuestionIsCertain() throws {
        let found = try Self.index().search("Can't log in!", limit: 1)

        #expect(found.first?.score == 0.99)
    }

    @Test(arguments: [
        "", "?!", "qqq www", "🙂", String(repeating: "x", count: 65_536),
        // One term of three is no answer, however rare it is.
        "hmm choose bold", "zzz policies qqq www",
    ])
    func whatNothingMatchesIsNotAnswered(query: String) throws {
        let found = try Self.index().search(query, limit: 3)

        #expect(found.allSatisfy { $0.score < 0.5 && $0.score >= 0 })
    }

    /// An English customer asks an English article first; the Chinese one that has just these words
    /// is one more that was found.
    @Test func aQuestionOfAnArticleInAnotherLanguageIsNotExact() throws {
        let chinese = Passage(
            id: "zh/returns.md#policy", title: "退货政策", questions: ["return policy"],
            text: "三十天内可以退货。", language: .chinese)
        let index = try PassageIndex(bytes: PassageIndex.build([chinese] + Self.passages))

        let found = index.search("Return policy?", limit: 4)

        #expect(found.contains { $0.passage.id == chinese.id })
        #expect(found.allSatisfy { !$0.isExact })
    }

    @Test(arguments: [
        ("how can I reset the password", true), ("Can't log in!", true), ("password", false),
        ("how long until delivery of my password", false),
    ])
    func aQueryIsNearAQuestionThatSaysAlmostAllOfIt(query: String, isNear: Bool) throws {
        let found = try Self.index().search(query, limit: 1)

        #expect(found.first?.isNear == isNear, "\(found)")
    }

    /// Where only near passages are asked for the others may be missing, and no other comes instead.
    @Test(arguments: [
        ("how can I reset the password", false),
        ("policy of rain and snow in tomorrow's weather forecast", true),
    ])
    func whatIsNearIsFoundWithoutTheRest(query: String, isFar: Bool) throws {
        let analysis = Analyzer().analyze(query)
        let index = try Self.index()

        let all = index.search(analysis, language: .english, limit: 3)
        let near = index.search(analysis, language: .english, limit: 3, nearOnly: true)

        #expect(!all.isEmpty)
        #expect(near == (isFar ? [] : all))
    }

    @Test func whatHasNoWordIsNobodysQuestion() throws {
        let waving = Passage(
            id: "a", title: "Greetings", questions: ["👋"], text: "We wave back.")
        let index = try PassageIndex(bytes: PassageIndex.build(Self.passages + [waving]))

        #expect(index.search("😡", limit: 3).isEmpty)
    }

    @Test func buildingTwiceGivesTheSameBytes() {
        #expect(PassageIndex.build(Self.passages) == PassageIndex.build(Self.passages))
    }

    @Test func anIndexKeepsAllThatIsKnownOfAPassage() throws {
        let passage = Passage(
            id: "zh/a.md#b", title: "怎么退货？", questions: ["退货", "return"], text: "邮寄。\n三十天。",
            language: .chinese, intent: "return", articleTitle: "退货政策")
        let bare = Passage(id: "b", title: "", text: "x")

        let index = try PassageIndex(bytes: PassageIndex.build([passage, bare]))

        #expect(index.passages == [passage, bare])
    }

    @Test func anEmptyCorpusFindsNothing() throws {
        #expect(try PassageIndex(bytes: PassageIndex.build([])).search("hello", limit: 3).isEmpty)
    }
}

/// A question asked word by word is found, and told from one that differs in its number only.
@Suite struct ExactQuestionTests {
    static let index: PassageIndex? = {
        func passage(_ id: String, _ title: String) -> Passage {
            Passage(id: id, title: title, text: "Text of \(id).", language: .english)
        }
        return try? PassageIndex(
            bytes: PassageIndex.build([
                passage("a", "Error 404"), passage("b", "Error 500"),
                passage("c", "Shipping"), passage("d", "Shipping"), passage("e", "Kettle care"),
            ]))
    }()

    @Test(arguments: [("error 404", "a"), ("Error 500?", "b"), ("ｅｒｒｏｒ ５００", "b")])
    func numbersCount(query: String, id: String) throws {
        let found = try #require(Self.index).search(query, limit: 2)

        #expect(found.first?.passage.id == id)
        #expect(found.first.map { $0.score > 0.95 } == true)
        #expect(found.last.map { $0.score < 0.95 } == true)
    }

    @Test func twoPassagesOfOneQuestionAreATie() throws {
        let found = try #require(Self.index).search("shipping", limit: 2)

        #expect(Set(found.map(\.passage.id)) == ["c", "d"])
        #expect(found[0].score == found[1].score && found[0].score < 0.75)
    }
}

/// What sets one section of a FAQ apart from another is learnt from how they are asked for.
@Suite struct QuestionClassifierTests {
    static let orders = Passage(
        id: "a", title: "Does the change apply to orders on their way?",
        questions: [
            "tracking mail to the new address",
            "where will shipping updates go after I switch mail",
            "ParcelFox still writes to my previous mail",
            "I updated my mail but the parcel notice went to the old one",
            "will I still get news about my running order",
        ], text: "Mails from our shop go to the new address at once.")
    static let change = Passage(
        id: "b", title: "How do I change my e-mail address?",
        questions: [
            "new mail address", "update email", "change login",
            "where in settings is the e-mail field",
            "log in with a different mail address from now on",
        ], text: "Open the settings and enter the new address and your password.")

    /// Words in common and cosines speak for the other section: it has "new" and "mail" in one
    /// short question.
    @Test func whatSetsASectionApartCountsMoreThanWhatItShares() throws {
        let index = try PassageIndex(bytes: PassageIndex.build([Self.change, Self.orders]))

        let found = index.search("do open orders follow the new mail", limit: 2)

        #expect(found.map(\.passage.id) == ["a", "b"])
    }

    /// The net would cost more than it gives: plain passages are not asked for by their titles, and
    /// of a very large FAQ training would take minutes.
    @Test func plainAndVeryLargeCorporaHaveNone() {
        let plain = (0..<20).map { Passage(id: "\($0)", title: "Notes \($0)", text: "Text \($0)") }
        let small = plain.map {
            Passage(id: $0.id, title: "What is in notes \($0.id)?", text: $0.text)
        }
        let large = (0..<2_001).map {
            Passage(id: "\($0)", title: "What is \($0)?", text: "Text \($0)")
        }

        let have = [plain, small, large].map { corpus in
            EditedModelFile(bytes: PassageIndex.build(corpus)).has("q.class")
        }

        #expect(have == [false, true, false])
    }
}

/// What is damaged is refused; whatever else is in a file, reading it never traps.
@Suite struct DamagedPassageIndexTests {
    static let bytes = PassageIndex.build(
        [PassageIndexTests.passages[0], PassageIndexTests.passages[3]], fingerprint: 7)

    /// The reason for refusing `bytes`; nil where they are taken.
    private func refusal(_ bytes: [UInt8]) -> String? {
        do {
            _ = try PassageIndex(bytes: bytes)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func everyLengthButTheWholeIsRefused() {
        let taken = (0..<Self.bytes.count).filter { refusal(Array(Self.bytes[..<$0])) == nil }

        #expect(taken == [])
        #expect(refusal(Self.bytes) == nil)
        #expect(refusal(Self.bytes + [0]) != nil)
    }

    /// Bytes 40 to 63 hold the fingerprint, which anybody may choose, and nothing.
    @Test func everyFlippedByteIsRefused() {
        let taken = (Array(0..<40) + Array(64..<Self.bytes.count)).filter { at in
            var damaged = Self.bytes
            damaged[at] ^= 0x55
            return refusal(damaged) == nil
        }

        #expect(taken == [])
    }

    @Test func aDamagedFileIsRefusedByItsName() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/frontdesk-\(UUID())"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/passages.model"

        for length in [0, 1, 63, 64, 100, Self.bytes.count - 1] {
            try replaceFile(path, with: Array(Self.bytes[..<length]))
            let error = #expect(throws: UnderstandingError.self, "length \(length)") {
                try PassageIndex(mapping: path)
            }
            #expect(error?.description.hasPrefix(path + ": ") == true)
        }
        try replaceFile(path, with: Self.bytes)
        #expect(try PassageIndex(mapping: path).fingerprint == 7)
    }

    private typealias Change = @Sendable (inout EditedModelFile) throws -> Void

    private static let changes: [(name: String, change: Change)] = [
        (
            "a posting of a passage that is not there",
            { $0.write(UInt32(2), at: try $0.section("w.post").lowerBound) }
        ),
        (
            "a list that ends before it starts",
            { $0.write(UInt32.max, at: try $0.section("w.at").lowerBound + 4) }
        ),
        (
            "lists that end behind the postings",
            {
                let last = try $0.section("w.at").upperBound - 4
                $0.write($0.read(UInt32.self, at: last) + 1, at: last)
            }
        ),
        (
            "a term with an id that is too large",
            {
                let keys = try $0.section("w.keys")
                var used = keys.lowerBound
                while $0.read(UInt64.self, at: used) == 0 { used += 8 }
                let place = try $0.section("w.ids").lowerBound + (used - keys.lowerBound) / 2
                $0.write(UInt32.max, at: place)
            }
        ),
        (
            "a key table without an empty slot",
            {
                let keys = try $0.section("w.keys")
                for at in stride(from: keys.lowerBound, to: keys.upperBound, by: 8)
                where $0.read(UInt64.self, at: at) == 0 {
                    $0.write(UInt64(1), at: at)
                }
            }
        ),
        (
            "a key table of another size than its ids",
            {
                $0.write(
                    UInt64(try $0.section("w.keys").count / 2), at: try $0.entry("w.keys") + 16)
            }
        ),
        (
            "an empty key table",
            { $0.write(UInt64(0), at: try $0.entry("w.keys") + 16) }
        ),
        (
            "a weight that is not a number",
            { $0.write(Float.nan.bitPattern, at: try $0.section("w.post").lowerBound + 4) }
        ),
        (
            "a question with a term that is not there",
            { $0.write(UInt32.max, at: try $0.section("wq.ids").lowerBound) }
        ),
        (
            "characters of a bucket that is not there",
            { $0.write(UInt32.max, at: try $0.section("c.ids").lowerBound) }
        ),
        (
            "a profile that ends before it starts",
            { $0.write(UInt32.max, at: try $0.section("c.at").lowerBound + 4) }
        ),
        (
            "a passage without a profile",
            {
                $0.write(
                    UInt64(try $0.section("c.unit").count - 4), at: try $0.entry("c.unit") + 16)
            }
        ),
        (
            "more than all titles that ask",
            { $0.write(Float(1.5).bitPattern, at: try $0.section("share").lowerBound) }
        ),
        (
            "a passage without its last field",
            {
                let length = try $0.section("passages").count
                $0.write(UInt64(length - 4), at: try $0.entry("passages") + 16)
            }
        ),
        (
            "a passage longer than its section",
            { $0.write(UInt32.max, at: try $0.section("passages").lowerBound) }
        ),
        (
            "no passages under the postings",
            { $0.write(UInt64(0), at: try $0.entry("passages") + 16) }
        ),
        (
            "a passage of a class that is not there",
            { $0.write(Int32(2), at: try $0.section("q.class").lowerBound) }
        ),
        (
            "a classifier without its net",
            { $0.write(UInt8(ascii: "x"), at: try $0.entry("net0")) }
        ),
        (
            "a section that is not there",
            { $0.write(UInt8(ascii: "x"), at: try $0.entry("c.at")) }
        ),
        (
            "a section that starts askew",
            {
                $0.write(
                    UInt64(try $0.section("w.idf").lowerBound + 4), at: try $0.entry("w.idf") + 8)
            }
        ),
        (
            "a section behind the end",
            { $0.write(UInt64(1) << 40, at: try $0.entry("w.idf") + 8) }
        ),
        (
            "a section longer than anything",
            { $0.write(UInt64.max, at: try $0.entry("w.post") + 16) }
        ),
    ]

    @Test func sectionsThatDoNotFitTogetherAreRefused() throws {
        let whole = EditedModelFile(bytes: Self.bytes)
        #expect(whole.sealed == Self.bytes, "the checksum is what the format says")
        for (name, change) in Self.changes {
            var file = whole
            try change(&file)

            let reason = refusal(file.sealed)

            #expect(file.bytes != Self.bytes, "\(name)")
            #expect(reason?.contains("damaged") == true, "\(name): \(reason ?? "taken")")
            #expect(reason?.contains("checksum") == false, "\(name)")
        }
    }

    /// Every fifth byte, which visits all places of values of 4 and 8 bytes.
    @Test func whatPassesForAnIndexIsSearchedWithoutATrap() throws {
        for at in stride(from: 64, to: Self.bytes.count, by: 5) {
            var file = EditedModelFile(bytes: Self.bytes)
            file.bytes[at] ^= 0x55
            guard let index = try? PassageIndex(bytes: file.sealed) else { continue }

            for query in ["forgot my password", "密码忘了怎么办", "Open Settings"] {
                let found = index.search(query, limit: 3)
                #expect(found.allSatisfy { (0...1).contains($0.score) }, "byte \(at), \(query)")
            }
        }
    }
}
