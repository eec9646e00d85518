import Assistant
import Testing

/// Slots of responses that stay empty.
@Suite struct ResponseSlotTests {
    /// Eight lines; the response to `status` is in the ninth.
    static let start = """
        nlu:
        - intent: status
          examples: ["is it paid", "state of the payment"]
        - intent: pay
          examples: ["pay [AB 12](payment)", "I pay [CD 34](payment) now"]
        - intent: greet
          examples: [hello, good day]
        responses:

        """
    private static let status = "  utter_status:\n  - text: 'The state of {payment} on {date}.'\n"

    private func holes(_ rest: String, in text: String = start) throws -> [String] {
        let project = try Folder.project(["intents/f.yml": text + rest, "corpus/a.md": "# A\nx"])
        return project.findings.filter { $0.message.hasPrefix("nothing fills") }.map(\.description)
    }

    /// It was said as "The state of  on ."
    @Test func anEntityThatNoExampleOfTheIntentMarksFillsNothing() throws {
        #expect(
            try holes(Self.status) == [
                "intents/f.yml:9: warning: nothing fills {payment} of 'utter_status', for no example "
                    + "of an intent that leads to it marks such an entity"
            ])
    }

    @Test func ofARuleForSeveralIntentsOneMayFillTheSlot() throws {
        let both =
            "rules:\n- rule: r\n  steps: [{or: [{intent: status}, {intent: pay}]}, "
            + "{action: utter_status}]\n"
        let other =
            "rules:\n- rule: r\n  steps: [{or: [{intent: status}, {intent: greet}]}, "
            + "{action: utter_status}]\n"

        #expect(try holes(Self.status + both) == [])
        #expect(try holes(Self.status + other).count == 1)
    }

    static let filling: [(name: String, rest: String)] = [
        ("a pattern", "nlu:\n- regex: payment\n  examples: ['[A-Z]{2} \\d+']\n"),
        ("a list", "nlu:\n- lookup: payment\n  examples: [AB 12]\n"),
        (
            "a button",
            "responses:\n  utter_greet:\n  - text: x\n    buttons:\n"
                + "    - {title: b, payload: '/status{{\"payment\":\"AB 12\"}}'}\n"
        ),
        (
            "what is not understood, which may be anything",
            "rules:\n- rule: r\n  steps: [{intent: nlu_fallback}, {action: utter_status}]\n"
        ),
    ]

    @Test(arguments: filling)
    func whatMayBeInAnyMessageFillsASlot(name: String, rest: String) throws {
        let folder = try Folder([
            "intents/f.yml": Self.start + Self.status, "intents/g.yml": rest,
            "corpus/a.md": "# A\nx",
        ])

        let findings = try AssistantProject(directory: folder.path).findings

        #expect(!findings.contains { $0.message.hasPrefix("nothing fills") }, "\(findings)")
    }
}
