import Foundation
import Testing

/// What `train` tells an owner.
@Suite(.serialized) struct TrainReportTests {
    private static func train(_ flags: [String] = []) throws -> String {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let run = try frontdesk(
            ["train", "--assistant", folder, "--data", "\(folder)/data"] + flags)
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    /// The share of held-out examples that reach a line, in hundredths.
    private static func share(_ line: String, in report: String) -> Double? {
        report.split(separator: "\n").first { $0.hasPrefix(line) }?
            .firstMatch(of: /examples ([0-9.]+) % reach it/).flatMap { Double($0.output.1) }
    }

    @Test func oneSentenceSaysWhatTheLinesMean() throws {
        let report = try Self.train()

        let sentence =
            /About (\d+) of 100 messages like your examples get an answer at once, (\d+) a question back and (\d+) neither; more examples of an intent raise the first number\./
        let found = try #require(report.firstMatch(of: sentence), "\(report)").output
        let (answered, asked) = (Double(found.1) ?? -1, Double(found.2) ?? -1)
        let acts = try #require(Self.share("acts from", in: report))
        let asks = try #require(Self.share("asks from", in: report))
        #expect(abs(answered - acts) <= 0.55)
        #expect(abs(answered + asked - asks) <= 0.55)
        #expect(answered + asked + (Double(found.3) ?? -1) == 100)
    }

    /// Five examples stand in two intents, and seven of ten messages were said to be answered.
    @Test func answersThatAreMostlyWrongAreCalledSo() throws {
        let shared = [
            "where is my parcel", "track my parcel please", "has my parcel been sent",
            "when will the parcel come", "parcel status",
        ]
        let other = ["I want my money back", "refund please", "pay me back", "give back the money"]
        let intents = [("tracking", shared), ("shipping", shared), ("refund", other)]
        let rows = intents.flatMap { intent, texts in texts.map { "\($0),\(intent)\n" } }
        let folder = try CommandTests.folder(["intents/all.csv": "text,intent\n" + rows.joined()])
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let run = try frontdesk(["train", "--assistant", folder, "--data", "\(folder)/data"])

        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.output.contains(
                /get an answer at once \(wrong ones mostly: \d+ % are right\), .* neither; of 14 examples 10 stand in more than one intent\.\n/
            ), "\(run.output)")
        #expect(!run.output.contains("raise the first number"))
    }

    /// Of a line that an operator chose nothing was measured.
    @Test func nothingIsPromisedOfALineThatWasChosen() throws {
        let report = try Self.train(["--answers-intent-threshold", "0.05"])

        #expect(report.contains("acts from 0.05, as answers.intentThreshold says"))
        #expect(!report.contains("of 100 messages"))
    }
}
