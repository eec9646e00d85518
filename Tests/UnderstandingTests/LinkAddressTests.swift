import Testing
import Understanding

/// Addresses of links are neither read nor cut; words in parentheses are.
@Suite struct LinkAddressTests {
    static let texts: [(text: String, addresses: [String])] = [
        ("see [a](b.md) and ![c](d(e).png \"f\")!", ["](b.md)", "](d(e).png \"f\")"]),
        ("[a](<b c).md> 'd')", ["](<b c).md> 'd')"]),
        ("[a\nb](c\n(d))", ["](c\n(d))"]),
        ("press [Enter](or Return), a[0](see b) [it](is 'so' now)", []),
        ("[a](b\\).md) [c](", ["](b\\).md)"]),
        ("no (link) [at] all", []),
        (String(repeating: "[](", count: 2_000), []),
    ]

    @Test(arguments: texts)
    func addressesAreFound(text: String, addresses: [String]) {
        #expect(LinkAddress.ranges(in: text).map { String(text[$0]) } == addresses)
    }

    @Test func aWordOfAnAddressAloneIsNotSearched() throws {
        let passage = Passage(
            id: "a.md#a", title: "Returns", questions: [],
            text: "Read [the rules](zebra.md) or press [Enter](or giraffe).", language: .english)
        let index = try PassageIndex(bytes: PassageIndex.build([passage]))
        func terms(_ query: String) -> [String] {
            index.search(Analyzer().analyze(query), language: .english, limit: 1)
                .flatMap(\.terms).map(\.term)
        }

        #expect(terms("zebra rules") == ["rules"])
        #expect(Set(terms("giraffe rules")) == ["giraffe", "rules"])
    }
}
