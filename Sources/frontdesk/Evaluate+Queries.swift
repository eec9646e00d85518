import Assistant
import Dialogue
import Foundation
import Understanding
import Wire

/// Intents and articles together: what the desk says to labelled first messages.
extension Evaluate {
    func queryFigures(_ paths: [String]) throws -> [(String, Double)] {
        // Before the training, which may be long.
        let files = try paths.map { try LabelledQueries($0) }
        for file in files { printDoubts(file.findings.map(\.description)) }
        let settings = try Settings.load()
        let content = try Content.prepare(settings, DataFolder(settings.data), storing: false)
        for file in files { printDoubts(Self.unknownLabels(of: file, to: content)) }
        var evaluation = ReplyEvaluation()
        for query in files.flatMap(\.queries) {
            // No date is told: the figures are the same on every day.
            let reading = content.policy.interpreter.interpret(query.text)
            evaluation.judge(query.expected, reading, by: content.policy)
        }
        if !json { Self.printReplies(evaluation) }
        return Self.figures(evaluation)
    }

    /// Labels of what the desk does not have, each where it stands first.
    private static func unknownLabels(
        of file: LabelledQueries, to content: Content
    ) -> [String] {
        let articles = Set(content.project.passages.flatMap(\.labels))
        var told = articles.union([FirstReply.person, FirstReply.ticket, FirstReply.outOfScope])
        return file.queries.flatMap { query in
            query.expected.labels.compactMap { label in
                guard told.insert(label).inserted, let why = lack(of: label, content, articles)
                else { return nil }
                return TextRenderer.printable(
                    "\(query.place): warning: '\(label)' is never right: \(why)")
            }
        }
    }

    /// What the desk lacks of a label, and which one may have been meant; nil where it has all.
    private static func lack(
        of label: String, _ content: Content, _ articles: Set<String>
    ) -> String? {
        let start = FirstReply.label(ofIntent: "")
        guard label.hasPrefix(start) else {
            let kind = label.contains("#") ? "section" : "article"
            return "the desk has no such \(kind)" + articles.sorted().hint(for: label)
        }
        let name = String(label.dropFirst(start.count))
        guard !content.policy.interpreter.knows(intent: name) else { return nil }
        let intents = content.model.intents.map(FirstReply.label(ofIntent:))
        return "the desk has no such intent" + intents.hint(for: label)
    }

    private static func figures(_ evaluation: ReplyEvaluation) -> [(String, Double)] {
        let (known, others) = (evaluation.known, evaluation.others)
        let (intent, article) = (evaluation.byIntent, evaluation.byArticle)
        let partly = evaluation.several > 0 ? known.answeredPartly : nil
        let counts: [(String, Int?)] = [
            ("messages", evaluation.messages), ("answered_right", known.answeredRightly),
            ("answered_partly", partly), ("answered_wrong", known.answeredWrongly),
            ("asked_right", known.askedRightly), ("asked_wrong", known.askedWrongly),
            ("not_understood", known.missed), ("oos_answered", others.answered),
            ("oos_asked", others.asked), ("oos_refused", others.refused),
            ("intent_answers", intent.all), ("intent_answers_right", intent.right),
            ("article_answers", article.all), ("article_answers_right", article.right),
        ]
        let shares = [
            ("right_reply", evaluation.rightShare), ("answer_precision", evaluation.precision),
            ("answer_coverage", evaluation.coverage),
            ("answer_ece", evaluation.calibrationError),
            ("oos_refused_share", evaluation.refusedShare),
            ("intent_accuracy", evaluation.intentAccuracy),
            ("intent_macro_f1", evaluation.intentMacroF1),
            ("article_recall_at_1", evaluation.articleRecallAt1),
        ]
        return counts.compactMap { name, count in count.map { (name, Double($0)) } }
            + shares.compactMap { name, share in share.map { (name, $0) } }
    }
}

/// Pictures for people: what came of the messages, and of which confidence the answers are.
extension Evaluate {
    private static func printReplies(_ evaluation: ReplyEvaluation) {
        let (known, others) = (evaluation.known, evaluation.others)
        let partly = (name: "answered in part", count: known.answeredPartly, Terminal.Colour.yellow)
        printCounts(
            "messages that something answers",
            [("answered rightly", known.answeredRightly, .green)]
                + (evaluation.several > 0 ? [partly] : []) + [
                    ("answered wrongly", known.answeredWrongly, .red),
                    ("asked back, a right choice", known.askedRightly, .green),
                    ("asked back, no right choice", known.askedWrongly, .yellow),
                    ("not understood", known.missed, .yellow),
                ])
        printCounts(
            "messages that nothing answers",
            [
                ("answered", others.answered, .red), ("asked back", others.asked, .yellow),
                ("not understood", others.refused, .green),
            ])
        printBasis(evaluation)
        printBands(evaluation.bands(scoreBins))
    }

    /// A row for each outcome: how many, as number and as bar.
    private static func printCounts(
        _ title: String, _ rows: [(name: String, count: Int, colour: Terminal.Colour)]
    ) {
        let all = rows.reduce(0) { $0 + $1.count }
        guard all > 0 else { return }
        Output.line("\(title)  \(all)")
        for row in rows {
            let name = row.name.padding(toLength: nameLength, withPad: " ", startingAt: 0)
            printRow(
                "  \(name)\(padded("\(row.count)", 6))", Double(row.count) / Double(all), row.colour
            )
        }
        Output.line("")
    }

    private static func printBasis(_ evaluation: ReplyEvaluation) {
        Output.line("answered by     count  right")
        for (name, answers) in [
            ("intents", evaluation.byIntent), ("articles", evaluation.byArticle),
        ] {
            let name = name.padding(toLength: 12, withPad: " ", startingAt: 0)
            let share = Double(answers.right) / Double(max(answers.all, 1))
            printRow(
                "  \(name)\(padded("\(answers.all)", 7))\(padded("\(answers.right)", 7))", share,
                .green)
        }
        Output.line("")
    }

    /// Columns of what an outcome is called.
    private static let nameLength = 28

    /// A row for each bin with answers: how many are right and wrong, their mean confidence, the
    /// share that is right, as number and as bar.
    private static func printBands(
        _ bins: [(count: Int, confidence: Double, right: Double)]
    ) {
        guard bins.contains(where: { $0.count > 0 }) else { return }
        Output.line("confidence  right  wrong   mean  share that is right")
        for (at, bin) in bins.enumerated() where bin.count > 0 {
            let (mean, share) = (bin.confidence / Double(bin.count), bin.right / Double(bin.count))
            let right = Int(bin.right)
            let row = [
                range(at, of: bins.count), padded("\(right)", 6),
                padded("\(bin.count - right)", 5), TextRenderer.fixed(mean, 3),
                TextRenderer.fixed(share, 3),
            ].joined(separator: "  ")
            printRow(row, share, colour(ofGap: abs(mean - share)))
        }
        Output.line("")
    }

    private static func printRow(_ row: String, _ share: Double, _ colour: Terminal.Colour) {
        let bar = bar(share)
        Output.line(bar.isEmpty ? row : "\(row)  \(Terminal.text(bar, in: colour))")
    }
}
