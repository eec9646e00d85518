import ArgumentParser
import Assistant
import Desk
import Foundation
import Understanding

struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains the models from intents/ and corpus/ and writes them to the data folder.",
        discussion: """
            Writes intents.model, passages.model and, where an example marks an entity, \
            entities.model. Models that they replace move to kept/ (models.kept); nothing else is \
            written. The same files give the same bytes. Everything doubtful in the files is printed with file and \
            line, and under it how many intents nothing answers; so is what each list (.txt) was \
            taken for.

            \(Settings.hint("assistant", "data"))
            """)

    func run() throws {
        let settings = try Settings.load()
        let folder = DataFolder(settings.data)
        let content = try Content.prepare(settings, folder)
        printFindings(of: content.project, settings, limit: .max)
        let examples = content.project.examples.count
        Output.line(
            "\(content.model.intents.count) intents from \(examples) examples, \(content.project.passages.count) passages"
        )
        printNotes(content.project.findings, of: settings)
        if !content.taggedKinds.isEmpty {
            let kinds = content.taggedKinds.joined(separator: ", ")
            Output.line("entities learned from annotated examples: \(kinds)")
        }
        let (threshold, report) = (content.model.threshold, content.model.report)
        // Of one to three intents none is left out: what is held out beside them is letters alone.
        let outside = content.model.knowsOutside ? "what is out of scope" : "random letters"
        let text = Self.text
        if let chosen = settings.chosenLines.intent {
            let acting = report.line(at: chosen)
            Output.line(
                "acts from \(chosen), as answers.intentThreshold says"
                    + Self.bought(by: acting, outside))
        } else {
            let lines = ScoreLines(model: threshold)
            Output.line(text("acts from", lines.act(0), report.acting, outside))
            Output.line(text("asks from", lines.offer(0), report.offering, outside))
        }
        Output.line(text("threshold of 'evaluate'", threshold, report.threshold, outside))
        if settings.chosenLines.intent == nil, report.messages > 0 {
            Output.line(Self.summary(report, content.project.examples))
        }
        if !report.confused.isEmpty {
            Output.line(Self.hardest(report.confused, content.model.intents))
        }
    }

    /// What a line of the intents buys.
    private static func text(
        _ what: String, _ line: Double, _ bought: CalibrationReport.Line, _ outside: String
    ) -> String {
        let figure = line.formatted(.number.precision(.fractionLength(2)))
        return "\(what) \(figure)\(Self.bought(by: bought, outside))"
    }

    private static func bought(by line: CalibrationReport.Line, _ outside: String) -> String {
        func percent(_ fraction: Double) -> String {
            (fraction * 100).formatted(.number.precision(.fractionLength(1)))
        }
        return ": of held-out examples \(percent(line.coverage)) % reach it, "
            + "\(percent(line.precision)) % of them rightly; of \(outside) "
            + "\(percent(line.outOfScopeRecall)) % stays below"
    }

    /// The intents that most examples of are taken for others, which the figures of all examples
    /// need not show.
    private static func hardest(
        _ confused: [CalibrationReport.Confused], _ intents: [String]
    ) -> String {
        let told = confused.map { confused in
            "\(intents[confused.intent]) (\(confused.right) of \(confused.messages) held-out "
                + "examples rightly, most others as \(intents[confused.rival]))"
        }
        return "hardest to tell: \(told.joined(separator: ", "))"
    }

    /// Below it most of what a desk says is wrong.
    private static let precisionMin = 0.5

    /// From this share of examples on that tell no intent, more of them are not what helps.
    private static let untellingMin = 0.2

    /// What the lines mean to who writes the examples.
    private static func summary(_ report: CalibrationReport, _ examples: [Example]) -> String {
        func ofHundred(_ fraction: Double) -> Int { Int((fraction * 100).rounded()) }
        func caveat(_ line: CalibrationReport.Line) -> String? {
            guard line.coverage > 0, line.precision < precisionMin else { return nil }
            return " (wrong ones mostly: \(ofHundred(line.precision)) % are right)"
        }
        let answered = ofHundred(report.acting.coverage)
        let asked = max(ofHundred(report.offering.coverage) - answered, 0)
        let wrongly = caveat(report.acting)
        let askedWrongly = answered == 0 ? caveat(report.offering) : nil
        let untelling = UntellingExamples(examples)
        let doesMoreHelp =
            wrongly == nil && askedWrongly == nil
            && Double(untelling.shared + untelling.wordless)
                < untellingMin * Double(examples.count)
        let advice =
            doesMoreHelp
            ? "more examples of an intent raise the first number."
            : cause(untelling, of: examples.count)
        return "About \(answered) of 100 messages like your examples get an answer at once"
            + "\(wrongly ?? ""), \(asked) a question back\(askedWrongly ?? "") "
            + "and \(100 - answered - asked) neither; \(advice)"
    }

    /// What holds the figures down, as far as the examples tell.
    private static func cause(_ untelling: UntellingExamples, of count: Int) -> String {
        var causes: [String] = []
        if untelling.shared > 0 {
            causes.append("\(untelling.shared) stand in more than one intent")
        }
        if untelling.wordless > 0 { causes.append("\(untelling.wordless) have no letter or digit") }
        guard !causes.isEmpty else {
            return "the intents have few examples, or examples that are too much alike."
        }
        return "of \(count) examples \(causes.joined(separator: " and "))."
    }
}
