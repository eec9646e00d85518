import Understanding

/// What is doubtful in the examples.
extension ProjectReader {
    mutating func checkExamples() {
        typealias Earlier = (intent: String, language: Language?, place: FilePlace)
        var first: [UInt64: Earlier] = [:]
        // Whatever their numbers are.
        var firstAlike: [UInt64: Earlier] = [:]
        var teaching: [String: [FilePlace]] = [:]
        let analyzer = Analyzer()
        for read in examples {
            let (example, language, place) = (read.example, read.language, read.place)
            let analysis = analyzer.analyze(example.text)
            let hasWords = !analysis.tokens.isEmpty
            guard hasWords || analysis.pictureHash != 0 else {
                report(.warning, at: place, "'\(example.text)' has no word, so it teaches nothing")
                continue
            }
            // Pictures alone are known again, and teach nothing beyond.
            if hasWords { teaching[example.intent, default: []].append(place) }
            let found = (example.intent, language, place)
            let alike = hasWords ? analysis.tokensKey : analysis.pictureHash
            let key = Hash64.mix(alike, analysis.digitHash)
            guard let earlier = first[key] else {
                first[key] = found
                if let other = firstAlike[alike], other.intent != example.intent {
                    report(
                        .warning, at: place,
                        "an example of '\(example.intent)' differs from one of '\(other.intent)' "
                            + "at \(other.place) by a number only, which tells them apart word by "
                            + "word only")
                }
                firstAlike[alike] = firstAlike[alike] ?? found
                continue
            }
            // "ok" belongs to the files of either language.
            if earlier.intent == example.intent, earlier.language != language { continue }
            if earlier.intent == example.intent {
                report(.warning, at: place, "the same example stands at \(earlier.place)")
            } else {
                report(
                    .warning, at: place,
                    "an example of '\(example.intent)' is one of '\(earlier.intent)' at "
                        + "\(earlier.place)"
                )
            }
        }
        checkCounts(teaching)
    }

    /// Intents with fewer than two places of examples with words are hardly recognised.
    private mutating func checkCounts(_ teaching: [String: [FilePlace]]) {
        var seen: Set<String> = []
        let first = examples.filter { seen.insert($0.example.intent).inserted }
        for read in first.sorted(by: { $0.example.intent < $1.example.intent }) {
            let intent = read.example.intent
            let places = teaching[intent] ?? []
            if places.isEmpty {
                report(
                    .warning, at: read.place,
                    "no example of the intent '\(intent)' has a word; write some that have")
            } else if places.count == 1 {
                report(.warning, at: places[0], "intent '\(intent)' has one example only")
            }
        }
    }
}
