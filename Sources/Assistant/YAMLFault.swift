import Yams

/// Where a YAML text does not parse, and why.
package struct YAMLFault {
    /// Counts from 1; 0 where the parser names none.
    package let line: Int
    /// What is wrong and what to do about it, in one clause.
    package let reason: String

    /// Reads what the parser has thrown.
    package init(_ error: any Error) {
        let hint = "; look at the indentation, quotes and brackets there and above"
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (line, reason) = (mark.line, problem + hint)
        case .duplicatedKeysInMapping(let keys, let context):
            line = context.mark.line
            let key = keys.first ?? ""
            let again = Self.next(key, after: context.mark, in: context.text)
            reason =
                "'\(key)' stands here and again\(again.map { " in line \($0)," } ?? "") in the same "
                + "mapping; take one of them out"
        case .reader(let problem, let offset, let value, let yaml):
            line = offset.map { yaml.prefix($0).count(where: \.isNewline) + 1 } ?? 0
            let code = String(value, radix: 16, uppercase: true)
            reason = "\(problem) (code point \(code)); take it out"
        default: (line, reason) = (0, "cannot be read as YAML")
        }
    }

    /// The line behind `mark` that begins with `key` in the same column; nil where the mapping is no
    /// block.
    private static func next(_ key: String, after mark: Mark, in text: String) -> Int? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let column = max(mark.column - 1, 0)
        guard lines.indices.contains(mark.line - 1),
            lines[mark.line - 1].prefix(column).allSatisfy({ $0 == " " || $0 == "-" })
        else { return nil }
        let inside = lines.indices.dropFirst(mark.line).prefix { at in
            let indent = lines[at].prefix { $0 == " " }.count
            return indent >= column || indent == lines[at].count
        }
        return inside.first { at in
            let rest = lines[at].dropFirst(column)
            return [key, "\"\(key)\"", "'\(key)'"].contains { name in
                rest.hasPrefix(name)
                    && rest.dropFirst(name.count).drop { $0 == " " }.first == ":"
            }
        }.map { $0 + 1 }
    }
}
