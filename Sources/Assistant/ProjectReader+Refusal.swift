import Understanding

/// Why nothing can be served where no file has an example.
extension ProjectReader {
    static let trainingAdvice = "write 'nlu:' with '- intent:' and 'examples:'"

    /// Files that the refusal names: enough to see which of them should hold examples.
    private static let filesMax = 5

    /// Reports an error where none of the `files` has an example of an intent.
    mutating func requireExamples(_ files: [String]) {
        if examples.isEmpty { return refuse(files) }
        guard let first = examples.first,
            examples.allSatisfy({ $0.example.intent == IntentModel.outOfScope })
        else { return }
        report(
            .error, at: first.place,
            "no example but of '\(IntentModel.outOfScope)'; write one of what is to be answered, such "
                + "as the line 'hello,greet' in intents/start.csv")
    }

    /// Reports in one line why each of the `files`, which hold no example, gave none; first those in
    /// which something is wrong.
    private mutating func refuse(_ files: [String]) {
        let files = files.filter { !entryFiles.contains($0) }
        let faults = Dictionary(
            findings.filter { $0.severity != .note }.map { ($0.place.file, $0) }
        ) { first, _ in first }.filter { !isDomain($0.key) }
        let reasons =
            files.compactMap { faults[$0] } + files.filter { faults[$0] == nil }.map(lack)
        guard let first = reasons.first else {
            let advice = hasCorpus ? "; \(Self.articlesAdvice)" : ""
            report(
                .error, at: FilePlace("intents"),
                "no example in any file; \(Self.trainingAdvice)\(advice)")
            return
        }
        var others = reasons.dropFirst().prefix(Self.filesMax - 1)
            .map { "\($0.place) (\($0.message))" }
        let more = reasons.count - Self.filesMax
        if more > 0 { others.append("\(more) more") }
        let rest = others.isEmpty ? "" : ", nor in \(others.joined(separator: ", "))"
        report(.error, at: first.place, "\(first.message); no example in any file\(rest)")
    }

    /// Whether a file is a domain, from which nobody expects examples.
    private func isDomain(_ file: String) -> Bool {
        hasNoNLU(file) && topKeys[file]?.isDisjoint(with: Self.domainKeys) == false
    }

    private static let domainKeys: Set<String> = [
        "intents", "entities", "slots", "forms", "responses", "actions",
    ]

    /// Whether a file is Rasa's YAML of anything but training data.
    private func hasNoNLU(_ file: String) -> Bool {
        topKeys[file].map { !$0.contains("nlu") } ?? false
    }

    /// What a file lacks in which nothing is wrong.
    private func lack(of file: String) -> Finding {
        let message =
            hasNoNLU(file)
            ? "has no 'nlu:' with '- intent:' and 'examples:'" : "has no example"
        return Finding(severity: .warning, place: FilePlace(file), message: message)
    }
}
