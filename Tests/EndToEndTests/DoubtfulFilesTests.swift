import Foundation
import Testing

/// What is doubtful in the files of a desk does not keep it from serving.
@Suite struct DoubtfulFilesTests {
    @Test func whatIsDoubtfulIsToldWithItsPlaceAndServed() throws {
        let doubtful = """
            nlu:
            - intent: wave
              examples: |
                - …
                - 🙋
            - intent: warranty
              examples: |
                - how long is the warranty
            - intent: nothing
            - regex: number
              examples: |
                - (
            responses:
              utter_wave:
              - text: Waves back.
              utter_warranty:
              - text: Two years.
            rules:
            - rule: without steps
            """
        let folder = try CommandTests.folder(
            RunningDesk.files.merging(["intents/b.yml": doubtful]) { $1 })
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let folders = ["--assistant", folder, "--data", "\(folder)/data"]

        let train = try frontdesk(["train"] + folders)
        let answers = try ["/wave", "/warranty", "where is my order"].map {
            try frontdesk(["ask", $0] + folders).output
        }

        #expect(train.status == 0)
        for finding in [
            "4: warning: '…' has no word, so it teaches nothing",
            "4: warning: no example of the intent 'wave' has a word; ",
            "8: warning: intent 'warranty' has one example only",
            "9: warning: 'nothing' has no 'examples'; left out",
            "12: warning: regex 'number' ((): ",
            "19: warning: rule 'without steps' has no list 'steps'; left out",
        ] {
            #expect(train.errors.contains("\(folder)/intents/b.yml:\(finding)"), "\(train.errors)")
        }
        #expect(answers[0].contains("Waves back."))
        #expect(answers[1].contains("Two years."))
        #expect(answers[2].contains("It is on its way."))
    }

    @Test func trainTellsWhatListsWereTakenFor() throws {
        let folder = try CommandTests.folder(
            RunningDesk.files.merging(["intents/names.txt": "Ada Stone\nBo Reed\n"]) { $1 })
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let train = try frontdesk(["train", "--assistant", folder, "--data", "\(folder)/data"])

        let note = "\(folder)/intents/names.txt: note: read as the intent 'names', 2 examples\n"
        #expect(train.status == 0)
        #expect(train.output.contains(note), "\(train.output)")
        #expect(!train.errors.contains("note:"), "\(train.errors)")
    }

    @Test func trainEndsItsReportWithTheIntentsThatNothingAnswers() throws {
        let folder = try CommandTests.folder(
            RunningDesk.files.merging(["intents/names.txt": "Ada Stone\nBo Reed\n"]) { $1 })
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let served = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: served) }

        let train = try frontdesk(["train", "--assistant", folder, "--data", "\(folder)/data"])
        let other = try frontdesk(["train", "--assistant", served, "--data", "\(served)/data"])

        let last = train.errors.split(separator: "\n").last
        #expect(
            last?.hasPrefix("1 of 4 intents has nothing that answers it: names (docs/") == true,
            "\(train.errors)")
        #expect(!other.errors.contains("nothing that answers"), "\(other.errors)")
    }

    @Test func serveStartsWithTheIntentsThatNothingAnswers() throws {
        let folder = try CommandTests.folder(
            RunningDesk.files.merging(["intents/names.txt": "Ada Stone\nBo Reed\n"]) { $1 })
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let server = try RunningCommand([
            "serve", "--assistant", folder, "--data", "\(folder)/data", "--http", "127.0.0.1:0",
            "--line", "127.0.0.1:0",
        ])

        let lines = try server.errors.until("nothing that answers it")
        #expect(lines.last?.hasPrefix("1 of 4 intents has nothing") == true, "\(lines)")
    }
}
