import Assistant
import Dialogue
import Testing
import Understanding

/// Intents of a group, `faq/hours`, as Rasa's response selector has them.
@Suite struct RetrievalGroupTests {
    private func project(_ intents: [String], _ rest: String) throws -> AssistantProject {
        let nlu = intents.map { "- intent: \($0)\n  examples: [\($0) one, \($0) two]\n" }
        return try Folder.project([
            "intents/f.yml": "nlu:\n\(nlu.joined())\(rest)", "corpus/a.md": "# A\nx",
        ])
    }

    private static let responses = """
        responses:
          utter_faq/hours: [{text: From nine.}]
          utter_faq/place: [{text: Here.}]
          utter_hint: [{text: Anything else?}]

        """

    /// No ticket was opened, nobody was asked for, and no finding told.
    @Test(arguments: ["utter_faq", "respond_faq"])
    func aRuleOfTheGroupIsOneOfEachOfItsIntents(said: String) throws {
        let project = try project(
            ["faq/hours", "faq/place", "faq/lost"],
            Self.responses + """
                rules:
                - rule: the group
                  steps: [{intent: faq}, {action: \(said)}, {action: utter_hint}, {action: action_handoff}]
                - rule: one of them
                  steps: [{intent: faq/place}, {action: utter_hint}]
                """)

        let actions = project.script.actions
        #expect(
            actions["faq/hours"] == [.say("utter_faq/hours"), .say("utter_hint"), .askForPerson])
        #expect(actions["faq/place"] == [.say("utter_hint")])
        // "Anything else?" would be no answer.
        #expect(actions["faq/lost"] == nil)
        let told = project.findings.map(\.message)
        #expect(
            told == [
                "response 'utter_faq/place' is never said: the rule at intents/f.yml:15 answers "
                    + "'faq/place'",
                "intent 'faq/lost' has no response, rule or article; the corpus may answer",
            ])
    }

    /// What a form of the whole group asks first says nothing of the answer to each.
    @Test func aRuleOfTheGroupThatIsNotServedWithholdsNothing() throws {
        let project = try project(
            ["faq/hours", "faq/place"],
            Self.responses + """
                rules:
                - rule: asks first
                  steps: [{intent: faq}, {action: hours_form}]
                """)

        #expect(project.unansweredIntents == [])
    }

    /// An article and a button lead to these.
    @Test func whatIsAnsweredIsNotOutOfScope() throws {
        let nlu = ["weather", "song", "taxi"].map {
            "- intent: out_of_scope/\($0)\n  examples: [\($0) one, \($0) two]\n"
        }
        let project = try Folder.project([
            "intents/f.yml": """
            intents: [out_of_scope/taxi]
            nlu:
            \(nlu.joined())- intent: greet
              examples: [hi there, hey]
            responses:
              utter_greet:
              - text: Hi.
                buttons: [{title: Sing, payload: /out_of_scope/song}]
            """,
            "corpus/a.md": "---\nintent: out_of_scope/weather\n---\n# Weather\nLook outside.",
        ])

        #expect(
            Set(project.examples.map(\.intent)) == [
                IntentModel.outOfScope, "out_of_scope/weather", "out_of_scope/song", "greet",
            ])
        let told = project.findings.map(\.message)
        #expect(!told.contains { $0.contains("no example") || $0.contains("names no") }, "\(told)")
    }

    /// What others call it: it was an intent, and a button.
    @Test(arguments: [
        ("outofscope", "utter_outofscope"), ("OOS", "utter_OOS"), ("None", nil),
        ("nlu_fallback", nil),
    ])
    func whatIsOutOfScopeHasManyNames(name: String, response: String?) throws {
        let said = response.map { "\($0): [{text: Ha.}], " } ?? ""
        let project = try project(
            [name, "order"], "responses: {\(said)utter_order: [{text: x}]}\n")

        #expect(Set(project.examples.map(\.intent)) == [IntentModel.outOfScope, "order"])
        #expect(
            project.script.actions[IntentModel.outOfScope] == response.map { [.say($0)] })
        let told = project.findings.map(\.message)
        #expect(
            told.contains("examples of '\(name)' are read as such of 'out_of_scope'"), "\(told)")
        #expect(!told.contains { $0.contains("never said") })
    }

    /// What is said to whatever is not understood is said to that as well.
    @Test func theRuleOfTheFallbackServesBoth() throws {
        let project = try project(
            ["nlu_fallback", "order"],
            """
            responses: {utter_sorry: [{text: Sorry.}], utter_order: [{text: x}]}
            rules:
            - rule: fallback
              steps: [{intent: nlu_fallback}, {action: utter_sorry}]
            """)

        let actions = project.script.actions
        #expect(actions["nlu_fallback"] == [.say("utter_sorry")])
        #expect(actions[IntentModel.outOfScope] == [.say("utter_sorry")])
    }

    /// Of what is out of scope nothing was understood, and still the customer was offered a person
    /// for it.
    @Test func aGroupOfWhatIsOutOfScopeIsSo() throws {
        let project = try project(
            ["out_of_scope/taxi", "out_of_scope/joke", "order"],
            "responses: {utter_out_of_scope/joke: [{text: Ha.}], utter_order: [{text: x}]}\n")

        #expect(
            Set(project.examples.map(\.intent))
                == [IntentModel.outOfScope, "out_of_scope/joke", "order"])
        #expect(project.unansweredIntents == [])
    }
}
