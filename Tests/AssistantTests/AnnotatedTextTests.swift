import Assistant
import Testing
import Understanding

@Suite struct AnnotatedTextTests {
    private func project(_ example: String) throws -> AssistantProject {
        return try Folder.project([
            "intents/f.yml": "nlu:\n- intent: a\n  examples: |\n    - \(example)\n"
        ])
    }

    static let objects: [(written: String, value: String)] = [
        (#"{"entity":"city","value":"New York, NY"}"#, "New York, NY"),
        (#"{"value": "New \"York\" {NY}", "entity": "city"}"#, #"New "York" {NY}"#),
        (#"{"entity":"city","value":"\\"}"#, #"\"#),
        (#"{"entity":"city","value":"\u7ebd\u7ea6"}"#, "纽约"),
        (#"{"entity":"city","role":"value","group":"1"}"#, "NYC"),
    ]

    @Test(arguments: objects)
    func anAnnotationIsReadAsAnObjectWithItsCommasAndEscapes(
        written: String, value: String
    ) throws {
        let project = try project("to [NYC]\(written) now")

        #expect(project.examples.map(\.text) == ["to NYC now"])
        #expect(project.entityRules.synonyms["nyc"] == (value == "NYC" ? nil : value))
        #expect(project.taggedExamples.first?.spans.map(\.entity) == ["city"])
    }

    /// A role may stand behind the round bracket of an older form.
    @Test(arguments: [
        (#"(city){"role": "to"}"#, nil), (#"(city){"role":"to","value":"New York"}"#, "New York"),
    ])
    func anObjectBehindARoundBracketIsOfTheAnnotation(
        annotation: String, value: String?
    ) throws {
        let project = try project("fly to [NYC]\(annotation) now")

        #expect(project.examples.map(\.text) == ["fly to NYC now"])
        #expect(project.entityRules.synonyms["nyc"] == value)
        #expect(project.taggedExamples.first?.spans.map(\.entity) == ["city"])
        #expect(project.findings.contains { $0.description.contains("role") })
    }

    @Test func wordsInBracesBehindARoundBracketStay() throws {
        let project = try project("fly to [NYC](city){soon} now")

        #expect(project.examples.map(\.text) == ["fly to NYC{soon} now"])
    }

    @Test(arguments: [#"{"value":"x"}"#, "{soon}", #"{"entity":"\q"}"#])
    func anObjectThatNamesNoEntityStaysInTheTextAndIsReported(object: String) throws {
        let project = try project("to [NYC]\(object) now")

        #expect(project.examples.map(\.text) == ["to [NYC]\(object) now"])
        #expect(project.taggedExamples.allSatisfy { $0.spans.isEmpty })
        let finding = "intents/f.yml:4: warning: no annotation with an 'entity', so text: \(object)"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    /// Blanks made a second entity of it.
    @Test(arguments: [
        "(city )", "( city)", "(\" city \")", "(city :x)", #"{"entity":" city "}"#,
        #"[{"entity":"city "}]"#,
    ])
    func theNameOfAnEntityHasNoBlanksAroundIt(annotation: String) throws {
        let project = try project("to [NYC]\(annotation) now")

        #expect(project.examples.map(\.text) == ["to NYC now"])
        #expect(project.taggedExamples.first?.spans.map(\.entity) == ["city"])
    }

    @Test(arguments: ["()", "( )", "(\"\")", #"{"entity":""}"#, #"[{"entity":" "}]"#])
    func anEntityWithoutANameIsNotLearntAndItsTextStays(annotation: String) throws {
        let project = try project("to [NYC]\(annotation) now")

        #expect(project.examples.map(\.text) == ["to NYC now"])
        #expect(project.taggedExamples.allSatisfy { $0.spans.isEmpty })
        let finding =
            "intents/f.yml:4: warning: the entity that 'NYC' is annotated as has no name; its text is "
            + "learnt without it"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    /// The empty text was a synonym, of which the last value counted.
    @Test(arguments: [#"[]{"entity":"city","value":"Rome"}"#, "[](city:Rome)", "[ ](city)"])
    func anAnnotationThatMarksNothingIsLeftOut(annotation: String) throws {
        let project = try project("to Rome\(annotation) now")

        #expect(["to Rome now", "to Rome  now"].contains(project.examples.first?.text))
        #expect(project.taggedExamples.allSatisfy { $0.spans.isEmpty })
        #expect(project.entityRules.synonyms.isEmpty)
        let finding =
            "intents/f.yml:4: warning: an annotation that marks nothing; left out: \(annotation)"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    static let lists: [(written: String, value: String, others: [String])] = [
        (#"[{"entity": "city", "role": "to"}, {"entity": "place"}]"#, "Rome", ["place"]),
        (#"[ {"entity":"city","value":"R]}, [Roma"}]"#, "R]}, [Roma", []),
        (
            #"[{"role":"to"},{"entity":"city"},{"entity":"a"},{"entity":"b"}]"#, "Rome",
            ["", "a", "b"]
        ),
    ]

    @Test(arguments: lists)
    func ofAListOfEntitiesTheFirstIsLearntAndTheOthersAreReported(
        written: String, value: String, others: [String]
    ) throws {
        let project = try project("fly to [Rome]\(written) now")

        #expect(project.examples.map(\.text) == ["fly to Rome now"])
        #expect(project.taggedExamples.first?.spans.map(\.entity) == ["city"])
        #expect(project.entityRules.synonyms["rome"] == (value == "Rome" ? nil : value))
        let found = project.findings.map(\.description).filter { $0.contains("is annotated as") }
        #expect(
            found
                == others.map {
                    "intents/f.yml:4: warning: 'Rome' is annotated as '\($0)', too; only the first is "
                        + "learnt"
                })
    }

    static let texts = [
        "a list [x][y] of two", "[x][1] and [y] [{z}]", "[[[ and [a [b", "[]", "x[0][] [ {}",
    ]

    @Test(arguments: texts)
    func bracketsThatMarkNothingStay(text: String) throws {
        let project = try project(text)

        #expect(project.examples.map(\.text) == [text])
        #expect(project.taggedExamples.allSatisfy { $0.spans.isEmpty })
        #expect(!project.findings.contains { $0.message.contains("annotation") })
    }

    static let hostile: [(name: String, piece: String, end: String)] = [
        ("an object that never ends", "[a]{", ""), ("objects that one end closes", "[a]{", "}"),
        ("objects in quotes", "[a]{\"", "\"}"), ("lists of objects", "[a][{", "]"),
        ("a round bracket that never ends", "[a](", ""), ("square brackets", "[", "]"),
        ("square brackets before an object", "[", "]{soon}"),
    ]

    /// What takes the square of its length would take minutes.
    @Test(arguments: hostile)
    func bracketsByTheTenThousandStay(name: String, piece: String, end: String) throws {
        let text = String(repeating: piece, count: 200_000 / piece.count) + end

        let project = try project(text)

        #expect(project.examples.map(\.text) == [text])
    }

    @Test func aTextMayMarkManyEntities() throws {
        let project = try project(String(repeating: "[a](b)", count: 30_000))

        #expect(project.taggedExamples.first?.spans.count == 30_000)
        #expect(project.taggedExamples.first?.spans.last?.end == 30_000)
    }

    @Test func ofTwoEqualTextsTheMarkedOneIsMarked() throws {
        let examples = try Folder.project([
            "intents/f.yml":
                "nlu:\n- intent: a\n  examples: [to Rome]\n"
                + "- intent: b\n  examples: [\"to [Rome](city)\"]\n"
        ]).taggedExamples

        #expect(examples.map(\.text) == ["to Rome", "to Rome"])
        #expect(examples.map { $0.spans.map(\.entity) } == [[], ["city"]])
    }

    @Test func aListThatNamesNoEntityStaysInTheTextAndIsReported() throws {
        let project = try project(#"to [Rome][{"role":"to"}] and [Bern][{"entity":"#)

        #expect(project.taggedExamples.allSatisfy { $0.spans.isEmpty })
        for finding in [
            #"no annotation with an 'entity', so text: [{"role":"to"}]"#,
            #"an annotation that is never closed, so text: [Bern][{"entity":"#,
        ] {
            #expect(
                project.findings.map(\.description).contains(
                    "intents/f.yml:4: warning: \(finding)"), "\(project.findings)")
        }
    }

    @Test func entitiesWithoutPatternOrListAreKeptWithTheirPlacesInScalars() throws {
        let annotated =
            #"e\#u{301} [🚕 taxi](vehicle) from [NYC]{"entity":"city","value":"New York"} at [6]("time")"#
        let project = try Folder.project([
            "intents/f.yml":
                "nlu:\n- intent: a\n  examples: |\n    - plain\n    - \(annotated)\n",
            "intents/b.txt": "one [x](y:z)",
        ])

        let examples = project.taggedExamples.filter { !$0.spans.isEmpty }
        #expect(examples.map(\.text) == ["one x", "e\u{301} 🚕 taxi from NYC at 6"])
        #expect(examples.map { $0.spans.map(\.entity) } == [["y"], ["vehicle", "city", "time"]])
        #expect(project.entityRules.synonyms == ["x": "z", "nyc": "New York"])
        #expect(examples.map { $0.spans.map(\.start) } == [[4], [3, 15, 22]])
        #expect(examples.map { $0.spans.map(\.end) } == [[5], [9, 18, 23]])
    }
}
