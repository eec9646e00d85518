import Testing
import Understanding

/// Messages of the form `/intent{"entity":"value"}`, as buttons send them.
@Suite struct DirectIntentTests {
    static let payloads: [(payload: String, values: [String])] = [
        (#"/x{"a":"b\n\u0041"}"#, ["a=b\nA"]), (#"/x{"a":{"b":"c"},"d":"e"}"#, ["d=e"]),
        (#"/x{"a":[1,"}"],"d":7}"#, ["d=7"]), (#"/x{"a":{"b":}"#, []), (#"/x{"a":"\u1"}"#, []),
        (#"/x{"a": true, "b" : "\"\\\/" }"#, ["a=true", #"b="\/"#]),
        // Two surrogates are one scalar; what is half of one stands for none.
        (#"/x{"a":"\ud83d\ude00!"}"#, ["a=😀!"]), (#"/x{"a":"\uD83D\uDE00\uD83D\uDE00"}"#, ["a=😀😀"]),
        (#"/x{"a":"\ud83d"}"#, ["a=\u{FFFD}"]),
        (#"/x{"a":"\ude00\ud83d"}"#, ["a=\u{FFFD}\u{FFFD}"]),
        (#"/x{"a":"\ud83dA"}"#, ["a=\u{FFFD}A"]), (#"/x{"a":"\ud83d\u0041"}"#, ["a=\u{FFFD}A"]),
        // Four digits, and no sign, blank or letter among them.
        (#"/x{"a":"\u+1ab"}"#, []), (#"/x{"a":"\u-001"}"#, []), (#"/x{"a":"\u 041"}"#, []),
        (#"/x{"a":"\u004g"}"#, []), (#"/x{"a":"\u００４１"}"#, []), (#"/x{"a":"\ud83d\u+e00"}"#, []),
        (#"/x{"a":"\u+1ab","b":"c"}"#, []),
        // An escape brings in no control character but TAB and LF.
        (#"/x{"a":"a\u0000b\u001b[2J\tc\u0085\n"}"#, ["a=ab[2J\tc\n"]),
        // A mark that combines with a quotation mark is of the text.
        ("/x{\"a\":\"\u{301}b\"}", ["a=\u{301}b"]),
    ]

    @Test(arguments: payloads)
    func thePayloadOfAButtonIsReadAsJSON(payload: String, values: [String]) {
        #expect(DirectIntent(payload)?.entities.map { "\($0.name)=\($0.value)" } == values)
    }

    @Test(arguments: ["/\u{301}x", "/\u{200D}x", "／x", "x", "/", "/x {}", "/x{", "/x y"])
    func anyOtherTextCallsNothing(text: String) {
        #expect(DirectIntent(text) == nil)
    }

    @Test(arguments: [
        "corpus/a\"b.md#x", "a\\b", "订单", "a\nb", "\u{301}a", "a\"\u{301}", "\\\u{301}", "😀", "",
    ])
    func whatIsWrittenIsReadBack(value: String) {
        let payload = DirectIntent.payload("show/it", ["passage": value])

        let direct = DirectIntent(payload)

        #expect(direct?.intent == "show/it")
        #expect(direct?.entities.map(\.name) == ["passage"])
        #expect(
            direct?.entities.map { Array($0.value.unicodeScalars) } == [Array(value.unicodeScalars)]
        )
        #expect(direct?.entities.map(\.source) == [.payload])
    }
}
