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

    /// What it tells of examples, each with its intent.
    private static func train(on examples: [(text: String, intent: String)]) throws -> String {
        let rows = examples.map { "\($0.text),\($0.intent)\n" }
        let folder = try CommandTests.folder(["intents/all.csv": "text,intent\n" + rows.joined()])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let run = try frontdesk(["train", "--assistant", folder, "--data", "\(folder)/data"])
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

    /// Examples that stand in two intents, and such as chance gave to one of the two.
    static let untelling: [(texts: [(String, String)], report: String)] = [
        (
            [
                "where is my parcel", "track my parcel please", "has my parcel been sent",
                "when will the parcel come", "parcel status",
            ].flatMap { [($0, "tracking"), ($0, "shipping")] },
            #"at once, \d+ a question back and \d+ neither; "#
                + #"of 13 examples 10 stand in more than one intent\."#
        ),
        (
            [
                ("find the birthday package of the courier", "shipping"),
                ("find the blue order of the postman", "tracking"),
                ("find the late parcel of the postman", "tracking"),
                ("find the lost delivery of the courier", "tracking"),
                ("locate the birthday delivery of the driver", "tracking"),
                ("locate the birthday order of the courier", "tracking"),
                ("locate the blue parcel of the driver", "shipping"),
                ("locate the late package of the driver", "shipping"),
                ("trace the birthday delivery of the courier", "shipping"),
                ("trace the lost order of the postman", "shipping"),
                ("trace the lost package of the courier", "tracking"),
                ("trace the lost parcel of the courier", "tracking"),
                ("track the birthday delivery of the driver", "shipping"),
                ("track the heavy package of the driver", "tracking"),
                ("track the late order of the courier", "shipping"),
                ("track the lost parcel of the driver", "tracking"),
            ],
            #"at once \(wrong ones mostly: \d+ % are right\), \d+ a question back and \d+ neither; "#
                + "the intents have few examples, or examples that are too much alike\\."
        ),
    ]

    @Test(arguments: untelling)
    func whatMoreExamplesDoNotHelpIsSaid(texts: [(String, String)], report: String) throws {
        let refunds = ["I want my money back", "refund please", "pay me back"]

        let said = try Self.train(on: texts + refunds.map { ($0, "refund") })

        let sentence = try Regex("get an answer \(report)\n")
        #expect(said.contains(sentence), "\(said)")
        #expect(!said.contains("raise the first number"))
    }

    /// Three examples beside forty that are much like them hardly show in a mean over all.
    @Test func aRareIntentThatIsTakenForAnotherIsNamed() throws {
        let things = ["parcel", "order", "package", "delivery", "box"]
        let tracking = things.flatMap { thing in
            ["where is my", "track the", "when comes my", "find my", "status of my"].map {
                ("\($0) \(thing)", "tracking")
            }
        }
        let rare = ["where is the parcel", "track my order", "when comes the box"].map {
            ($0, "returning")
        }
        let refunds = ["I want my money back", "refund please", "pay me back", "money refund"]

        let report = try Self.train(on: tracking + rare + refunds.map { ($0, "refund") })

        let line =
            /\nhardest to tell: returning \(0 of \d held-out examples rightly, most others as tracking\)\n/
        #expect(report.contains(line), "\(report)")
    }

    /// Nothing was said of a line that an operator chose.
    @Test func aLineThatWasChosenSaysWhatItBuysToo() throws {
        let report = try Self.train(["--answers-intent-threshold", "0.05"])

        let acting = "acts from 0.05, as answers.intentThreshold says: of held-out examples "
        let line = try #require(report.split(separator: "\n").first { $0.hasPrefix(acting) })
        let coverage = Double(line.dropFirst(acting.count).prefix { $0 != " " })
        #expect(try #require(coverage) > 50, "\(line)")
        #expect(!report.contains("of 100 messages"))
    }
}
