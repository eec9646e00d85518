import Foundation

/// Labelled messages in columns: TSV or CSV, with a header found by name or without one.
package struct LabelledTable: Sendable {
    package struct Row: Sendable, Hashable {
        package var text: String
        package var label: String
        /// What to say to it, where the table has such a column.
        package var answer: String?
        /// Counts from 1.
        package var line: Int
    }

    package private(set) var rows: [Row] = []
    package private(set) var faults: [(line: Int, reason: String)] = []

    private static let textNames: Set<String> = [
        "text", "utterance", "query", "sentence", "example", "question", "问题", "语料", "文本",
    ]
    private static let answerNames: Set<String> = ["answer", "答案", "回复"]
    private static let labelNames: Set<String> = [
        "intent", "label", "category", "class", "意图", "类别", "标签", "expected",
    ]

    /// Without a header the columns are text and label. Fields of a CSV may be quoted (RFC 4180).
    package init(_ content: String, separator: Character) {
        var (textAt, labelAt) = (0, 1)
        var answerAt: Int?
        for (at, line) in content.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated() {
            guard line.contains(where: { !$0.isWhitespace }) else { continue }
            let fields = Self.fields(line, separator).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if at == 0, let header = Self.header(fields) {
                (textAt, labelAt) = header
                answerAt = fields.firstIndex { Self.answerNames.contains($0.lowercased()) }
                continue
            }
            guard fields.count > max(textAt, labelAt), !fields[textAt].isEmpty,
                !fields[labelAt].isEmpty
            else {
                faults.append((at + 1, "needs a text and a label, has \(fields.count) column(s)"))
                continue
            }
            let answer = answerAt.flatMap { $0 < fields.count ? fields[$0] : nil }
            rows.append(
                Row(
                    text: fields[textAt], label: fields[labelAt],
                    answer: answer?.isEmpty == false ? answer : nil, line: at + 1))
        }
    }

    private static func header(_ fields: [String]) -> (Int, Int)? {
        let names = fields.map { $0.lowercased() }
        guard let text = names.firstIndex(where: textNames.contains),
            let label = names.firstIndex(where: labelNames.contains)
        else { return nil }
        return (text, label)
    }

    private static func fields(_ line: Substring, _ separator: Character) -> [String] {
        guard separator == "," else {
            return line.split(separator: separator, omittingEmptySubsequences: false).map(
                String.init)
        }
        var fields = [""]
        var isQuoted = false
        var lastWasQuote = false
        for character in line {
            if character == "\"" {
                if isQuoted || lastWasQuote || fields[fields.count - 1].isEmpty {
                    if lastWasQuote { fields[fields.count - 1].append("\"") }
                    lastWasQuote = isQuoted && !lastWasQuote
                    isQuoted.toggle()
                    continue
                }
            }
            lastWasQuote = false
            if character == separator, !isQuoted {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
