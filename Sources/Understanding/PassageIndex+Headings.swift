extension PassageIndex {
    /// The passages whose heading, or another name of theirs, that is no question a query has behind
    /// its frame.
    func framed(_ query: Analysis) -> [Int] {
        let keys = QuestionFrames.asked(by: query).compactMap(Self.exactKey)
        return keys.lazy.compactMap { [self] key in
            let found = (byQuestion[key] ?? []).filter { at in
                let names = [passages[at].title] + passages[at].questions
                return names.flatMap(Self.spellings(of:)).contains { name in
                    let analysis = Analyzer().analyze(name)
                    return Self.exactKey(analysis) == key && !CommonWords.isQuestion(name, analysis)
                }
            }
            return found.isEmpty ? nil : found
        }.first ?? []
    }

    /// The passages that a query names: it asks with a frame for what the heading says that is no
    /// question itself, word by word or for nothing that does not stand there or in the headings
    /// above it.
    func named(by matcher: Matcher, among candidates: [Candidate]) -> [Int] {
        let framed = candidates.filter { $0.isFramed && $0.factor == 1 }
        if !framed.isEmpty { return framed.map(\.passage) }
        let asked = matcher.topics
        guard matcher.isNaming(asked) else { return [] }
        return candidates.filter { $0.factor == 1 && matcher.hasAllTopics($0.passage) }
            .map(\.passage).filter { isNamed(passages[$0], by: asked) }
    }

    private func isNamed(_ passage: Passage, by asked: Set<UInt64>) -> Bool {
        let title = Analyzer().analyze(passage.title)
        guard !CommonWords.isQuestion(passage.title, title) else { return false }
        let topics = RetrievalTerms.topics(title)
        let above = passage.headings.flatMap { RetrievalTerms.topics($0) }
        return !topics.isEmpty && topics.isSubset(of: asked)
            && asked.isSubset(of: topics.union(above))
    }
}
