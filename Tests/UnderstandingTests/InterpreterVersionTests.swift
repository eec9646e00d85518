import Testing
import Understanding

/// What stands beside a stored answer names all that it was read with.
@Suite struct InterpreterVersionTests {
    static let texts: [(version: InterpreterVersion, text: String)] = [
        (InterpreterVersion(model: 0, index: 0), "0-0"),
        (InterpreterVersion(model: 0x1F3A, index: .max), "1f3a-ffffffffffffffff"),
        (
            InterpreterVersion(model: 1, index: 2, chosen: .init(intent: 0.05)),
            "1-2+intent=0.05"
        ),
        (
            InterpreterVersion(model: 1, index: 2, chosen: .init(passage: 1)),
            "1-2+passage=1.0"
        ),
        (
            InterpreterVersion(model: 1, index: 2, chosen: .init(intent: 0.1 + 0.2, passage: 0)),
            "1-2+intent=0.30000000000000004+passage=0.0"
        ),
    ]

    @Test(arguments: texts)
    func itIsReadAsItIsWritten(version: InterpreterVersion, text: String) {
        #expect(version.description == text)
        #expect(InterpreterVersion(text) == version)
    }

    @Test(arguments: [
        "", "-", "1", "1-", "1-2-3", "1-g", "1-2+", "1-2+intent", "1-2+intent=", "1-2+intent=nan",
        "1-2+intent=2", "1-2+passage=-0.1", "1-2+other=0.5", "+intent=0.5",
    ])
    func whatIsNoneIsNone(text: String) {
        #expect(InterpreterVersion(text) == nil)
    }

    @Test func anInterpreterNamesTheLinesThatWereChosen() {
        func version(_ chosen: ScoreLines.Chosen) -> String {
            Interpreter(model: nil, passages: nil, chosen: chosen).version
        }

        #expect(version(.init()) == "0-0")
        #expect(version(.init(intent: 0.7, passage: 0.6)) == "0-0+intent=0.7+passage=0.6")
    }
}
