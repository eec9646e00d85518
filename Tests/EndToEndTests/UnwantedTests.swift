import Testing
import Understanding

/// What is firmly not wanted, on the sample desk, is never what is answered.
@Suite struct UnwantedTests {
    static let refused: [(said: String, refused: String, meant: String)] = [
        (
            "I don't want to cancel, I want to change the address", "intent/order_cancel",
            "intent/order_change_address"
        ),
        (
            "don't cancel, just change the delivery address please", "intent/order_cancel",
            "intent/order_change_address"
        ),
        ("我不想取消订单，我想改地址", "intent/order_cancel", "intent/order_change_address"),
    ]

    @Test(arguments: refused)
    func whatIsNotWantedIsNotAnswered(said: String, refused: String, meant: String) {
        let desk = LabelledQueriesTests.desk

        let (_, labels) = desk.answer(to: desk.interpreter.interpret(said))

        #expect(labels.contains(meant) && !labels.contains(refused), "\(labels.sorted())")
    }
}
