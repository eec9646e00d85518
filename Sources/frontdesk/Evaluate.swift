import ArgumentParser
import Foundation
import Wire

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures intents, retrieval or the whole desk on labelled data.",
        discussion: """
            Intents: --train FILE --test FILE [--oos-train FILE] [--oos FILE]. A file's form is \
            told by its name: .csv with commas, semicolons or TABs and quotes, .yml, .md or .json \
            as Rasa has them, .json as CLINC150 has it, and any other name TABs. Tables have a \
            header found by name, English or Chinese, or none and then text and label or, where \
            their values tell, label and text; of two columns the header may name one, and tells \
            commas and semicolons under any file's name. Out-of-scope messages may have no label. \
            UTF-8, UTF-16 and GB18030 are read. One CLINC150 file may be named for all four: \
            train, test (else val), oos_train and oos_test (else oos_val) are taken from it.
            Retrieval: --retrieval DIR with corpus.jsonl, queries.jsonl and qrels.tsv or \
            qrels/test.tsv (BEIR).
            The desk: --queries FILE, which may be repeated, a table with the columns text and \
            expected. Every message is put to the desk of --assistant as the first of a \
            conversation; its models are those that 'frontdesk ask' takes. What is expected is \
            intent/NAME, article/FILE or article/FILE#SECTION (a file without folder and \
            extension, a heading in small letters with hyphens), or oos where nothing answers; '|' \
            stands between alternatives, the best first, '+' between things that are asked together.

            Fractions lie in 0 to 1. accuracy is that of the top intent with the threshold ignored; \
            in_scope_accuracy and oos_recall hold at the threshold that training chose, a refused \
            in-scope message counting as wrong; ece is over 15 equal bins. \
            train_seconds and predict_us_p50 are CPU time, model_ready_ms the wall time in which \
            the model's file is mapped and checked, peak_megabytes the most memory in use.

            For people the intents most often confused stand before the figures, then a row for each \
            fifteenth of confidence with messages in it, their mean confidence and the share that is \
            right, and how the scores of out-of-scope messages lie about the threshold. Colours only \
            on a terminal, and not under NO_COLOR.

            --shots N learns from N examples an intent, drawn --draws times with fixed seeds, and \
            gives the means, and for the accuracy its standard deviation. --typos puts one slip of \
            the hand into every judged message: two letters swapped, one left out, one too many or \
            one wrong, in a word of three or more. typo_loss is the accuracy that they cost.

            Every query of --retrieval is also asked with its relevant documents taken out of the \
            corpus, where no answer is right. answerable_answered and unanswerable_answered are the shares of queries \
            with and without them that are answered at the lowest score where 90 % of all answers \
            are right. A document may have alternative questions: "questions": ["…"]. \
            --alternatives N gives each document up to N of its queries as such, drawn --draws times \
            with fixed seeds, asks the others, and gives the means. The trained model is kept in \
            a file below TMPDIR (/tmp) while it is measured.

            --queries counts the messages that something answers by what comes of them (answered, \
            asked back with and without a right choice, not understood), and the others (oos). \
            right_reply is the share of all messages with the reply that is expected, \
            answer_precision that of the answers that are right, those to others counting as \
            wrong, answer_coverage that of the former messages that are answered, answer_ece the \
            calibration error of the answers. intent_accuracy and article_recall_at_1 are of the \
            best intent and the first passage, whatever comes of them. For people a row for each \
            tenth of confidence tells how many answers are right and wrong. \
            \(Settings.hint("assistant", "data"))
            """)

    @Option(help: "Labelled messages to train on.") var train: String?
    @Option(help: "Labelled messages to judge.") var test: String?
    @Option(help: "Out-of-scope messages to train on.") var oosTrain: String?
    @Option(help: "Out-of-scope messages to judge.") var oos: String?
    @Option(help: "Folder of a retrieval set.") var retrieval: String?
    @Option(help: "Labelled first messages to judge the desk of --assistant by; may be repeated.")
    var queries: [String] = []
    @Option(help: "single, as it is served (unless given), or ensemble: the mean of several nets.")
    var model: Kind?
    @Option(help: "Queries a document that become its alternative questions.")
    var alternatives: Int?
    @Option(help: "Examples an intent to learn from; all unless given.") var shots: Int?
    @Option(help: "How often examples or queries are drawn; 5 unless given.") var draws: Int?
    @Flag(help: "One slip of the hand in every judged message.") var typos = false
    @Flag(help: "One JSON object for machines.") var json = false

    static let drawsUnlessGiven = 5

    enum Kind: String, ExpressibleByArgument, CaseIterable { case single, ensemble }

    func validate() throws {
        guard shots ?? 1 > 0 else { throw ValidationError("--shots: at least 1") }
        guard alternatives ?? 1 > 0 else { throw ValidationError("--alternatives: at least 1") }
        guard 1...1_000 ~= draws ?? 1 else { throw ValidationError("--draws: 1 to 1000") }
    }

    func run() throws {
        try checkFiles()
        try checkMeasures()
        var figures: [(String, Double)] = []
        if let retrieval { figures += try retrievalFigures(retrieval) }
        if let train, let test { figures += try intentFigures(train, test) }
        if !queries.isEmpty { figures += try queryFigures(queries) }
        guard !figures.isEmpty else {
            if let retrieval {
                throw CommandFailure(
                    "\(retrieval): no query has a document that its judgements grade above 0")
            }
            throw CommandFailure(
                "nothing to measure: name --train FILE and --test FILE, --retrieval FOLDER, or "
                    + "--queries FILE")
        }
        if json {
            let members = figures.map { "\"\($0.0)\":\(Self.number($0.1))" }
            Output.line("{\(members.joined(separator: ","))}")
        } else {
            let width = 2 + (figures.map(\.0.count).max() ?? 0)
            for (name, value) in figures {
                Output.line(
                    name.padding(toLength: width, withPad: " ", startingAt: 0)
                        + Self.number(value))
            }
        }
    }

    /// Refuses half of a measurement, which would be left out in silence.
    private func checkFiles() throws {
        let named = [("--train", train), ("--test", test)]
        let asked = train ?? test ?? oosTrain ?? oos
        guard asked != nil, let missing = named.first(where: { $0.1 == nil }) else { return }
        throw CommandFailure(
            "\(missing.0) FILE is missing: intents are measured with --train and --test")
    }

    /// Refuses what changes nothing that is measured, as if it did.
    private func checkMeasures() throws {
        guard train != nil || retrieval != nil || !queries.isEmpty else { return }
        let intents = "what --train and --test measure"
        let measured = train != nil
        let named = [
            ("--shots", shots == nil || measured, intents),
            ("--typos", !typos || measured, intents),
            ("--model", model == nil || measured, intents),
            ("--alternatives", alternatives == nil || retrieval != nil, "--retrieval"),
            (
                "--draws", draws == nil || shots != nil || alternatives != nil,
                "--shots or --alternatives"
            ),
        ]
        guard let idle = named.first(where: { !$0.1 }) else { return }
        throw CommandFailure("\(idle.0) is only for \(idle.2); leave it out")
    }

    /// Most lines that are told of one file.
    private static let doubtsMax = 20

    /// Says on standard error what is doubtful, one line each.
    func printDoubts(_ doubts: [String]) {
        for doubt in doubts.prefix(Self.doubtsMax) { Output.error("\(doubt)\n") }
        let more = doubts.count - Self.doubtsMax
        if more > 0 { Output.error("… and \(more) more\n") }
    }

    /// The mean of each figure over several runs, all of which have the figures of the first.
    static func means(_ runs: [[(String, Double)]]) -> [(String, Double)] {
        guard let first = runs.first else { return [] }
        return first.map { name, _ in
            let values = runs.compactMap { run in run.first { $0.0 == name }?.1 }
            return (name, values.reduce(0, +) / Double(values.count))
        }
    }

    private static func number(_ value: Double) -> String { TextRenderer.fixed(value, 5) }
}
