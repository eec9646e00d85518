import Assistant
import Testing

/// What is alike in many places is told ten times and counted.
@Suite struct FindingFoldingTests {
    private func folded(_ files: [String: String]) throws -> [String] {
        let start = ["intents/z.yml": RasaFindingTests.start, "corpus/a.md": "# A\nx"]
        let findings = try Folder.project(files.merging(start) { $1 }).findings
        return Finding.folded(findings).map(\.description)
    }

    private static func responses(_ count: Int, _ name: String) -> String {
        "responses:\n"
            + (1...count).map { "  utter_\(name)\($0):\n  - text: x\n" }.joined()
    }

    @Test func tenOfOneKindInOneFileAreToldAndTheRestCounted() throws {
        let told = try folded([
            "intents/f.yml": Self.responses(13, "f"), "intents/g.yml": Self.responses(10, "g"),
        ]).filter { $0.contains("is never said") }

        let f = told.filter { $0.hasPrefix("intents/f.yml") }
        #expect(f.count == 10)
        #expect(f.count { $0.hasSuffix("; 3 more like this in this file") } == 1)
        #expect(f.last?.hasSuffix("is never said; 3 more like this in this file") == true)
        let g = told.filter { $0.hasPrefix("intents/g.yml") }
        #expect(g.count == 10)
        #expect(!g.contains { $0.contains("more like this") })
    }

    @Test func placesAndNumbersMakeNoOtherKind() throws {
        let lines = "abcdefghijklmn".map { "    - one \($0)\n    - One \($0)!\n" }.joined()
        let told = try folded(["intents/f.yml": "nlu:\n- intent: b\n  examples: |\n\(lines)"])

        let same = told.filter { $0.contains("the same example stands at") }
        #expect(same.count == 10)
        #expect(
            same.last
                == "intents/f.yml:23: warning: the same example stands at intents/f.yml:22; "
                + "4 more like this in this file")
    }

    @Test func wholeFilesAreCountedOverAllFolders() throws {
        let files = (1...12).map { ("intents/d\($0)/x.pyc", "x") }
        let told = try folded(Dictionary(uniqueKeysWithValues: files))
            .filter { $0.contains("not a format that is read here") }

        #expect(told.count == 10)
        #expect(told.last?.hasSuffix("; left out; 2 more like this") == true)
    }

    @Test func otherKindsAreLeftAsTheyAre() throws {
        let text = "\(RasaFindingTests.start)nul: 1\nstories:\n- story: s\n"
        let findings = try Folder.project(["intents/f.yml": text]).findings

        #expect(!findings.isEmpty)
        #expect(Finding.folded(findings) == findings)
    }
}
