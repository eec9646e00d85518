import Dialogue
import Testing
import Understanding

@Suite struct ResponsesTests {
    @Test(arguments: [
        ("Hey {name}.", "Hey Ann."), ("{missing}x", "x"), ("{{\"a\":1}}", "{\"a\":1}"),
        ("/go{\"a\":\"b\"}", "/go{\"a\":\"b\"}"), ("open { brace", "open { brace"), ("}", "}"),
        ("`{}` and {0}", "`{}` and {0}"), ("{_} {2}", "{_} {2}"), ("{2nd}x", "x"),
    ])
    func slotsAreFilledAndDoubledBracesUndone(text: String, filled: String) {
        #expect(Responses.filled(text, ["name": "Ann"]) == filled)
    }

    /// It said "for the ID  is ." where nothing was known.
    @Test(arguments: [
        ("Hey {x}.", "Hey."), ("Hey, {x}!", "Hey!"), ("Hey {x}", "Hey"), ("Hey, {x}", "Hey"),
        ("for the ID {x} is {y}.", "for the ID is."), ("{x} is here", "is here"),
        ("a\n{x} b", "a\nb"), ("a {x}\nb", "a\nb"), ("to {x}, please", "to, please"),
        ("您好，{x}。", "您好。"), ("{x}{y}", ""), ("{blank} a", "a"), ("a {x} {name}", "a Ann"),
        ("{x}, hello", "hello"), ("a\n{x}，您好", "a\n您好"), ("pay {amount-of-money} now", "pay now"),
        ("{3-5} items", "{3-5} items"), ("{-} a", "{-} a"),
        ("a  b . {name}", "a  b . Ann"), ("- {x} a", "- a"), ("({x})", "()"),
    ])
    func aSlotWithoutAValueLeavesNoGap(text: String, filled: String) {
        let slots = ["name": "Ann", "blank": " "]

        #expect(Responses.filled(text, slots) == filled)
        #expect(ResponseVariant(text: text).filled(slots) == filled)
    }

    @Test(arguments: OwnResponse.allCases, Language.allCases)
    func everyResponseOfTheDesksOwnHasAText(own: OwnResponse, language: Language) {
        let found = Responses.builtIn.variant(
            own.rawValue, language: language, pick: 0)

        #expect(found?.variant.text.isEmpty == false && found?.language == language)
        #expect(own.text(in: .english) != own.text(in: .chinese))
        #expect(Responses.intent(ofName: own.rawValue) != nil)
    }

    @Test func theSamePickGivesTheSameVariantAndAChannelIsPreferred() {
        var responses = Responses()
        for text in ["a", "b", "c"] {
            responses.add(ResponseVariant(text: text), name: "utter_x", language: .english)
        }
        responses.add(
            ResponseVariant(text: "widget", channel: "widget"), name: "utter_x", language: .english)

        let first = responses.variant("utter_x", language: .english, pick: 4)
        let widget = responses.variant("utter_x", language: .chinese, channel: .widget, pick: 9)

        #expect(first?.variant.text == "b")
        #expect(widget?.variant.text == "widget")
        #expect(responses.variant("utter_y", language: .english, pick: 0) == nil)
    }
}
