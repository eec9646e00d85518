/// What the first row of a table tells of its columns.
extension LabelledTable {
    /// What stands above the messages.
    enum Header {
        /// No header: text and label, in this order.
        case none
        /// A header in the record at `at`.
        case named(at: Int, Columns)
        /// A header because of which nothing below it can be read.
        case fault(line: Int, reason: String)
    }

    /// The header is the first row that is no comment, where it names columns.
    ///
    /// A row that names one of text and label names the other by what is left, where it has two
    /// cells. It is a message all the same where its cells go on below it, see ``isMessage``.
    static func header(of records: ArraySlice<Record>, _ needsLabel: Bool) -> Header {
        guard let at = records.firstIndex(where: { $0.fields.first?.hasPrefix("#") == false })
        else { return .none }
        let (line, cells) = (records[at].line, records[at].fields)
        if needsLabel, Columns.lackLabel(cells) {
            return .fault(line: line, reason: Columns.unlabelledAdvice)
        }
        if let columns = Columns(header: cells, needsLabel: needsLabel) {
            return .named(at: at, columns)
        }
        guard Columns.lackOne(cells), !isMessage(cells, above: records[(at + 1)...]) else {
            return .none
        }
        guard let columns = Columns(halfNamed: cells) else {
            return .fault(line: line, reason: Columns.advice(on: cells))
        }
        return .named(at: at, columns)
    }

    /// Whether a row with the name of a column is a message and its label: what it has under that
    /// name stands below it, too, or its label does and labels are fewer than texts; or most rows
    /// have fewer columns, as below a message with a comma.
    private static func isMessage(
        _ cells: [String], above rest: ArraySlice<Record>
    ) -> Bool {
        func below(_ column: Int) -> [String] {
            rest.compactMap { column < $0.fields.count ? $0.fields[column] : nil }
        }
        let width = Columns.width(of: cells)
        guard let known = cells.firstIndex(where: Columns.isRole),
            rest.count(where: { $0.fields.count >= width }) * 2 >= rest.count
        else { return true }
        let (texts, labels) = (below(0), below(1))
        return below(known).contains(cells[known])
            || labels.contains(cells[1]) && Set(labels).count <= Set(texts).count
    }

    /// The line of the first row, where rows without a header have their label in the first column:
    /// messages differ, and the second column has twice as many different values, or more.
    static func labelIsFirst(in records: ArraySlice<Record>) -> Int? {
        guard let first = records.first else { return nil }
        var (firsts, seconds): (Set<String>, Set<String>) = ([], [])
        for record in records where Columns.width(of: record.fields) == 2 {
            firsts.insert(record.fields[0])
            seconds.insert(record.fields[1])
        }
        return !firsts.isEmpty && firsts.count * 2 <= seconds.count ? first.line : nil
    }

    static let labelFirstNote =
        "no header, and the first column has the fewer different values: it is taken for the "
        + "label; write the header 'text' and 'label' over the columns where they are"

    /// Where to find what, counted from 0.
    struct Columns {
        private static let textNames = [
            "text", "utterance", "query", "sentence", "example", "question", "问题", "语料", "文本",
        ]
        private static let labelNames = [
            "intent", "label", "category", "class", "expected", "意图", "类别", "标签",
        ]
        /// Of these the names of what a question is about rather than of what is wanted.
        private static let topicNames = ["category", "class", "类别"]
        private static let answerNames = ["answer", "答案", "回复"]
        private static let languageName = "lang"

        var text = 0
        var label: Int? = 1
        var answer: Int?
        var language: Int?

        /// How many there are; what stands behind them is not read.
        var count = 2
        /// Whether a header names them.
        var isNamed = false
        /// The header's cell that is taken for the one it does not name.
        var inferred: Inferred?

        init() {}

        /// Nil where `fields` are no header: one names the text and, where it is needed, one the
        /// label.
        init?(header fields: [String], needsLabel: Bool) {
            let names = fields.map { $0.lowercased() }
            let label = names.firstIndex(where: Self.labelNames.contains)
            guard let text = names.firstIndex(where: Self.textNames.contains),
                label != nil || !needsLabel
            else { return nil }
            (self.text, self.label) = (text, label)
            (count, isNamed) = (fields.count, true)
            answer = names.firstIndex(where: Self.answerNames.contains)
            language = names.firstIndex(of: Self.languageName)
        }

        /// Nil where `fields` are not two, one named and the other of no known name.
        init?(halfNamed fields: [String]) {
            let names = fields.map { $0.lowercased() }
            guard Self.width(of: fields) == 2,
                let other = [0, 1].first(where: { !Self.isKnown(fields[$0]) }),
                !fields[other].isEmpty
            else { return nil }
            let lacksText = Self.labelNames.contains(names[1 - other])
            (text, label) = lacksText ? (other, 1 - other) : (1 - other, other)
            (count, isNamed) = (fields.count, true)
            inferred = Inferred(
                name: fields[other], role: lacksText ? "text" : "label",
                beside: fields[1 - other])
        }

        func unused(of header: [String]) -> [String] {
            let used = [text, label, answer, language].compactMap { $0 }
            return header.indices.filter { !used.contains($0) }.map { header[$0] }
                .filter { !$0.isEmpty }
        }

        // MARK: What a row of cells names

        /// Whether `fields` name what is needed, or texts and answers, as those of FAQs do.
        static func isNamed(_ fields: [String], _ needsLabel: Bool) -> Bool {
            Columns(header: fields, needsLabel: needsLabel) != nil
                || needsLabel && lackLabel(fields)
        }

        /// Whether `fields` name a text and an answer, but no label: the answers would be taken for
        /// labels.
        static func lackLabel(_ fields: [String]) -> Bool {
            has(textNames, fields) && has(answerNames, fields) && !has(labelNames, fields)
        }

        /// Whether two cells or more name text or label, but not both.
        static func lackOne(_ fields: [String]) -> Bool {
            width(of: fields) > 1 && has(textNames, fields) != has(labelNames, fields)
        }

        private static func has(_ names: [String], _ fields: [String]) -> Bool {
            fields.contains { names.contains($0.lowercased()) }
        }

        static func isRole(_ field: String) -> Bool {
            has(textNames, [field]) || has(labelNames, [field])
        }

        private static func isKnown(_ field: String) -> Bool {
            isRole(field) || has(answerNames + [languageName], [field])
        }

        /// How many cells there are up to the last one with a text.
        static func width(of fields: [String]) -> Int {
            fields.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        }

        // MARK: What to do

        /// Whether the rows below such a header are questions with an answer each, and its label says
        /// no more than what they are about: whoever asks one would get the answer of another.
        static func areTopics(_ header: [String], _ rows: [Row]) -> Bool {
            guard let label = Columns(header: header, needsLabel: true)?.label,
                topicNames.contains(header[label].lowercased())
            else { return false }
            let answered = rows.filter { $0.answer != nil }
            let (answers, labels) = (
                Set(answered.compactMap(\.answer)).count, Set(answered.map(\.label)).count
            )
            return answers > labels && answers * 5 >= answered.count * 4
        }

        static let topicAdvice =
            "each row has an answer of its own and the label is what it is about, so nothing here is "
            + "read; add a column 'intent', or write each text as a heading over its answer into "
            + "corpus/"

        static let unlabelledAdvice =
            "the header names a text and an answer, but no label, and nothing here is read; add a "
            + "column 'intent', or write each text as a heading over its answer into corpus/"

        /// Cells of a header that are told at most: a table may have hundreds.
        private static let cellsMax = 10

        /// Of a header that lacks text or label, and does not tell which cell it is.
        static func advice(on fields: [String]) -> String {
            let (lacking, names) =
                has(textNames, fields) ? ("label", labelNames) : ("text", textNames)
            let cells = fields.prefix(width(of: fields))
            let more = cells.count > cellsMax ? " …" : ""
            let told = cells.prefix(cellsMax).map { "'\($0)'" }.joined(separator: ", ")
            return "the header \(told)\(more) names no \(lacking), and nothing here is read; call "
                + "that column one of \(names.joined(separator: ", "))"
        }
    }

    /// A column of which the header names only the other one.
    struct Inferred: Hashable {
        /// Its cell of the header.
        var name: String
        /// What it is taken for, text or label.
        var role: String
        /// The cell that is known.
        var beside: String
    }
}
