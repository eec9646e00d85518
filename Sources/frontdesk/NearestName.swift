extension Sequence<String> {
    /// What to ask whoever wrote `word`, as `. Did you mean 'serve'?`; empty where nothing is near.
    func hint(for word: String) -> String {
        let lengthMax = 60
        guard word.count <= lengthMax, let nearest = nearest(to: word) else { return "" }
        return ". Did you mean '\(nearest)'?"
    }

    /// The one that `word` was probably meant to be; nil where none is within two slips of the hand
    /// and shares a letter with it.
    private func nearest(to word: String) -> String? {
        let slipsMax = 2
        let found = map { (name: $0, slips: $0.slips(from: word)) }
            .filter { $0.slips <= slipsMax && $0.slips < $0.name.count }
        return found.min { ($0.slips, $0.name) < ($1.slips, $1.name) }?.name
    }
}

extension String {
    /// Letters to add, leave out or change (Levenshtein 1966), row by row.
    fileprivate func slips(from word: String) -> Int {
        let word = Array(word)
        var row = Array(0...word.count)
        for (at, letter) in enumerated() {
            var next = [at + 1]
            for (column, other) in word.enumerated() {
                let change = row[column] + (letter == other ? 0 : 1)
                next.append(Swift.min(change, row[column + 1] + 1, next[column] + 1))
            }
            row = next
        }
        return row.last ?? 0
    }
}
