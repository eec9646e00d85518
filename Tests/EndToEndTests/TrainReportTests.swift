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

    /// Of a line that an operator chose nothing was measured.
    @Test func nothingIsPromisedOfALineThatWasChosen() throws {
        let report = try Self.train(["--answers-intent-threshold", "0.05"])

        #expect(report.contains("acts from 0.05, as answers.intentThreshold says"))
        #expect(!report.contains("of 100 messages"))
    }
}
