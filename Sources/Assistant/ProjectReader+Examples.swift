import Understanding
import Yams

/// The examples of an intent, and the entries of a list, of Rasa's YAML.
extension ProjectReader {
    /// Examples of a block of `- ` lines, a list of strings or the extended form, with places.
    mutating func examples(
        _ node: Node?, _ kind: TrainingList, of name: String, _ item: Node, _ file: String
    ) -> [PlacedText] {
        guard let node else {
            leaveOut(at: item.place(in: file), "'\(name)' has no 'examples'")
            return []
        }
        var found: [PlacedText]
        // Items that cannot be read are reported one by one.
        var isTold = false
        if let items = node.sequence {
            isTold = !items.isEmpty
            found = items.compactMap { example($0, of: name, file) }
        } else if let block = node.scalar {
            var others: [PlacedText] = []
            (found, others) = lines(of: block, at: node.place(in: file))
            if block.style != .literal { yaml.place(&found) }
            for other in others {
                if kind.hasEntries, takeEntries(at: other, isItem: false, kind, name) {
                    isTold = true
                } else {
                    leaveOut(at: other.place, "an example starts with '- '")
                }
            }
            reportFolded(block, found, of: name, node.place(in: file))
        } else {
            leaveOut(at: node.place(in: file), "the examples of '\(name)' are no text")
            return []
        }
        if found.isEmpty, !isTold {
            report(.warning, at: item.place(in: file), "'\(name)' has no example")
        }
        return found
    }

    /// The items of a block whose mark stands at `mark`, and its lines that are none; comments and
    /// blank lines are neither.
    private func lines(
        of block: Node.Scalar, at mark: FilePlace
    ) -> (items: [PlacedText], others: [PlacedText]) {
        // The text of a block begins in the line below its mark. Only a literal one has the lines
        // of its text: of any other, the first stands for all until they are looked for.
        let isLiteral = block.style == .literal
        let start = isLiteral || block.style == .folded ? mark.line + 1 : mark.line
        var (items, others): ([PlacedText], [PlacedText]) = ([], [])
        for (at, text) in block.string.lines.enumerated() {
            let trimmed = text.utf8.drop { $0 == UInt8(ascii: " ") }
            let place = FilePlace(mark.file, isLiteral ? start + at : start)
            switch trimmed.first {
            case nil, UInt8(ascii: "#"): continue
            case UInt8(ascii: "-"):
                let item = Substring(trimmed.dropFirst()).singleSpaced
                items.append(PlacedText(text: item, place: place))
            default:
                let other = String(Substring(trimmed).trimmed)
                others.append(PlacedText(text: other, place: place))
            }
        }
        return (items, others)
    }

    private mutating func reportFolded(
        _ block: Node.Scalar, _ items: [PlacedText], of name: String, _ place: FilePlace
    ) {
        guard block.style != .literal, items.contains(where: { $0.text.contains(" - ") }) else {
            return
        }
        let what = block.style == .folded ? "'>' makes" : "quotes make"
        report(
            .warning, at: place,
            "\(what) one example of the lines of '\(name)'; write '|', which keeps them apart")
    }

    /// An item of a list: a text, or a mapping with one.
    private mutating func example(
        _ item: Node, of name: String, _ file: String
    ) -> PlacedText? {
        let members = members(of: item, file)
        guard let text = item.text ?? members?["text"]?.text else {
            leaveOut(
                at: item.place(in: file),
                "an example of '\(name)' is neither a text nor a mapping with 'text'")
            return nil
        }
        if let members {
            reportUnused(members, known: ["text"], of: "an example of '\(name)'", file)
        }
        return PlacedText(text: text.singleSpaced, place: item.place(in: file))
    }
}
