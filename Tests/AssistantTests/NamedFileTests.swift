import Assistant
import Testing
import Understanding

/// Files that lookups name: tables, those that are named again, and paths that lead nowhere.
@Suite struct NamedFileTests {
    private func project(_ files: [String: String]) throws -> AssistantProject {
        let start = ["intents/z.yml": RasaFindingTests.start, "corpus/a.md": "# A\nx"]
        return try Folder.project(files.merging(start) { $1 })
    }

    /// It was read as a table of examples, of which no row has a label.
    @Test(arguments: [
        ("c.csv", "Oslo,NO,1\n\nNew York,US,2\n,x\n"), ("c.CSV", "Oslo;1\nNew York;2\n"),
        ("a/c.csv", "Oslo\tx\nNew York\ty"), ("c.csv", "Oslo,1\n\"New\nYork\",2\n"),
    ])
    func ofATableThatALookupNamesTheFirstColumnIsItsEntries(file: String, text: String) throws {
        let project = try project([
            "intents/f.yml": "nlu:\n- lookup: city\n  examples: |\n    data/\(file)\n",
            "intents/\(file)": text,
        ])

        #expect(project.entityRules.lookups.map(\.entries) == [["Oslo", "New York"]])
        #expect(project.examples == [Example(text: "one", intent: "a")])
        let found = project.findings.filter { $0.place.file == "intents/\(file)" }
        #expect(found.map(\.message) == ["read as the lookup 'city', 2 entries"])
    }

    @Test func oneOfSeveralFilesWithTheSameTailIsNotGuessed() throws {
        let project = try project([
            "intents/x/f.yml": "nlu:\n- lookup: city\n  examples: data/look/c.csv\n",
            "intents/y/look/c.csv": "Oslo,b\nRome,b\n", "intents/z/look/c.csv": "Bern,b\nBonn,b\n",
        ])

        #expect(project.entityRules.lookups.isEmpty)
        #expect(project.examples.count == 5)
        let finding =
            "intents/x/f.yml:3: warning: no file 'data/look/c.csv' in the assistant's folder; put it "
            + "there or write its entries here, '- ' before each; left out"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test func aPathThatEndsInNoFileIsLookedForInNoTime() throws {
        let path = String(repeating: "a/", count: 100_000) + "c.txt"

        let project = try project(["intents/f.yml": "nlu:\n- lookup: x\n  examples: [\(path)]\n"])

        #expect(project.entityRules.lookups.map(\.entries) == [[path]])
    }

    /// Projects keep copies of their training data side by side.
    @Test func aListThatIsNamedSeveralTimesIsReadOnce() throws {
        let city = "nlu:\n- lookup: city\n  examples: data/c.txt\n"
        let project = try project([
            "intents/e.yml": city, "intents/f.yml": city, "data/c.txt": NamedListTests.cities,
            "intents/g.yml": "nlu:\n- lookup: town\n  examples: |\n    - data/c.txt\n",
            "intents/h.md": "## lookup:city\n  data/c.txt\n",
        ])

        #expect(project.entityRules.lookups.map(\.name) == ["city", "town"])
        let notes = project.findings.filter { $0.severity == .note }.map(\.description)
        #expect(
            notes == [
                "data/c.txt: note: read as the lookup 'city', 3 entries, named 3 times",
                "data/c.txt: note: read as the lookup 'town', 3 entries",
            ])
    }

    static let missing: [(name: String, path: String)] = [
        ("no such file", "data/c.txt"), ("outside", "../c.txt"),
        ("outside by a way round", "intents/../../c.txt"), ("an absolute path", "/etc/c.txt"),
        ("a folder", "data/f.txt"), ("no such table", "data/look/c.csv"),
    ]

    @Test(arguments: missing)
    func aListThatIsNotInTheFolderIsNamed(name: String, path: String) throws {
        let folder = try Folder([
            "c.txt": "secret", "desk/intents/f.yml": "nlu:\n- lookup: city\n  examples: \(path)\n",
            "desk/intents/z.yml": RasaFindingTests.start, "desk/data/f.txt/x": "",
        ])

        let project = try AssistantProject(directory: folder.path + "/desk")

        #expect(project.entityRules.lookups.isEmpty)
        let finding =
            "intents/f.yml:3: warning: no file '\(path)' in the assistant's folder; put it there "
            + "or write its entries here, '- ' before each; left out"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }
}
