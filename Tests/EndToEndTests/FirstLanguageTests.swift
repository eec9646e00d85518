import Foundation
import Testing

/// A desk whose files are all in Chinese, before a customer has said anything that tells.
@Suite(.serialized) struct FirstLanguageTests {
    static let files = [
        "intents/all.yml": """
        nlu:
        - intent: greet
          examples: |
            - 你好
            - 您好
            - 早上好
        - intent: order_status
          examples: |
            - 我的订单到哪了
            - 查询订单
            - 订单什么时候到
        responses:
          utter_greet:
          - text: "您好！"
          utter_order_status:
          - text: "订单正在路上。"
        """
    ]
    static let fallback = "抱歉，我没有理解您的意思。可以换个说法吗？"

    @Test func aLineIsAnsweredInIt() throws {
        let desk = try RunningDesk(files: Self.files)
        let person = try desk.person()

        person.send("666\n")

        #expect(try person.linesToTerminator().contains("<bot> \(Self.fallback)"))
    }

    @Test func soIsACallByREST() throws {
        let desk = try RunningDesk(files: Self.files)

        let answer = try HTTPAnswer(
            port: desk.http, "POST", "/webhooks/rest/webhook",
            headers: ["Content-Type": "application/json"],
            body: #"{"sender":"a visitor of the shop","message":"666"}"#)

        #expect(answer.body.contains(Self.fallback))
    }

    @Test func whoeverWritesEnglishHearsEnglish() throws {
        let desk = try RunningDesk(files: Self.files)
        let person = try desk.person()

        person.send("what on earth is that\n")

        let lines = try person.linesToTerminator()
        #expect(lines.contains { $0.hasPrefix("<bot> I'm sorry") }, "\(lines)")
    }
}
