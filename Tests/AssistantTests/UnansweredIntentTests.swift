import Assistant
import Testing
import Understanding

/// Intents that are recognised and that nothing answers.
@Suite struct UnansweredIntentTests {
    private static func nlu(_ intents: String...) -> String {
        let entries = intents.map { "- intent: \($0)\n  examples: [\($0) one, \($0) two]\n" }
        return "nlu:\n\(entries.joined())"
    }

    private func project(
        _ yaml: String, article: String = "# A\nx"
    ) throws -> AssistantProject {
        return try Folder.project(["intents/f.yml": yaml, "corpus/a.md": article])
    }

    private static let sources = #"(docs/content.md, "Intents that nothing answers")"#

    @Test func intentsThatNothingAnswersAreCountedAndTheFirstAreNamed() throws {
        let project = try project(Self.nlu("g", "f", "e", "d", "c", "b", "a", "out_of_scope"))

        #expect(project.unansweredIntents == ["g", "f", "e", "d", "c", "b", "a"])
        #expect(
            project.unansweredLine
                == "7 of 7 intents have nothing that answers them: g, f, e, d, c … \(Self.sources)")
    }

    static let rules = """
        responses:
          utter_said:
          - text: x
          utter_form:
          - text: y
        rules:
        - rule: served
          steps: [{intent: talk}, {action: action_handoff}]
        - rule: searches
          steps: [{intent: search}, {action: action_answer}]
        - rule: asks with a form
          steps: [{intent: form}, {action: order_form}]
        - rule: asks and has an article
          steps: [{intent: bound}, {action: order_form}]
        - rule: says what is not there
          steps: [{intent: lost}, {action: utter_nothing}]

        """

    @Test func responsesRulesAndArticlesAnswerAndRulesThatAreNotServedDoNot() throws {
        let intents = Self.nlu("said", "talk", "search", "form", "bound", "lost", "bare")

        let project = try project(intents + Self.rules, article: "---\nintent: bound\n---\n# A\nx")

        #expect(project.unansweredIntents == ["form", "lost", "bare"])
        #expect(
            project.unansweredLine
                == "3 of 7 intents have nothing that answers them: form, lost, bare \(Self.sources)"
        )
    }

    @Test func smallTalkIsAnsweredByTheDeskAndTheWordsOfItsButtonsAnswerNothing() throws {
        let table = """
            hello,greet
            hey there,greet
            what is the capital of France,out_of_scope
            who is typing,bot
            is a machine reading this letter,bot
            a ticket please,ticket
            somebody real,person
            good evening to the whole crew,greeting
            """

        let project = try Folder.project(["intents/f.csv": table, "corpus/a.md": "# A\nx"])

        #expect(project.unansweredIntents == ["bot", "ticket", "person"])
        let told = project.findings.map(\.message).filter { $0.contains("has no response") }
        #expect(
            told
                == ["bot", "person", "ticket"].map {
                    "intent '\($0)' has no response, rule or article; the corpus may answer"
                })
    }

    @Test func aResponseThatIsTheTitleOfAButtonAsWellIsTold() throws {
        let project = try project(
            """
            \(Self.nlu("ticket", "person"))
            responses:
              utter_ticket:
              - text: Which ticket is it about?
              utter_bot:
              - text: To the bot
              utter_person:
              - text: x
            """)

        let told = project.findings.filter { $0.message.contains("title of a button") }
        #expect(told.map(\.place.line) == [12, 8])
        #expect(
            told.last?.message
                == "'utter_ticket' answers 'ticket' and is the title of a button of the desk's as "
                + "well; another name for the intent keeps them apart")
        #expect(project.unansweredIntents.isEmpty)
    }

    @Test func oneIntentIsSaidToBeOne() throws {
        let answer = "responses:\n  utter_a:\n  - text: x\n"

        let odd = "- intent: \"b\\e[2J\"\n  examples: [x one, x two]\n"

        let one = try project(Self.nlu("a") + odd + answer)
        let none = try project(Self.nlu("a") + answer)

        #expect(
            one.unansweredLine
                == #"1 of 2 intents has nothing that answers it: b\u{1B}[2J \#(Self.sources)"#)
        #expect(none.unansweredLine == nil)
    }
}
