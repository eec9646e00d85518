import Testing
import Understanding

/// Texts with other tokens in place of some.
@Suite struct AnalysisEditTests {
    static let edits: [(text: String, tokens: Range<Int>, pieces: [String], words: [String])] = [
        ("forgot my pass word now", 2..<4, ["password"], ["forgot", "my", "password", "now"]),
        ("where is myparcel?", 2..<3, ["my", "parcel"], ["where", "is", "my", "parcel"]),
        ("我的kuaidi到哪了", 2..<3, ["快", "递"], ["我", "的", "快", "递", "到", "哪", "了"]),
        ("蜜码忘了", 0..<1, ["密"], ["密", "码", "忘", "了"]),
    ]

    @Test(arguments: edits)
    func anEditedTextReadsAsIfItHadBeenTyped(
        text: String, tokens: Range<Int>, pieces: [String], words: [String]
    ) {
        let analysis = Analyzer().analyze(text)

        let edited = analysis.applying([
            Analysis.Edit(tokens: tokens, pieces: pieces.map(Self.piece))
        ])

        #expect(edited.tokens.map(edited.text(of:)) == words)
        let typed = Analyzer().analyze(
            words.joined(separator: analysis.ideographCount > 0 ? "" : " "))
        #expect(edited.tokensKey == typed.tokensKey)
        #expect(edited.ideographCount == typed.ideographCount)
        #expect(edited.language == typed.language)
    }

    /// Of random texts, every token by itself in its own place.
    @Test func whatIsPutInItsOwnPlaceChangesNothing() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        let parts = ["where's", "my", "包", "裹", "，", "12,50", "don't", "?", "é", " ", "订", "usb-c"]
        for _ in 0..<300 {
            let count = Int(random.next() % 9) + 1
            let text = (0..<count).map { _ in parts[Int(random.next() % UInt64(parts.count))] }
                .joined(separator: random.next() % 2 == 0 ? " " : "")
            let analysis = Analyzer().analyze(text)
            let edits = analysis.tokens.indices.filter {
                [.word, .ideograph].contains(analysis.tokens[$0].kind)
            }.map {
                Analysis.Edit(
                    tokens: $0..<$0 + 1,
                    pieces: [Self.piece(analysis.text(of: analysis.tokens[$0]))])
            }

            let edited = analysis.applying(edits)

            #expect(
                edited.tokens.map(edited.text(of:)) == analysis.tokens.map(analysis.text(of:)),
                "seed \(seed): \(text)")
            #expect(edited.ideographCount == analysis.ideographCount, "seed \(seed): \(text)")
            #expect(edited.digitHash == analysis.digitHash, "seed \(seed): \(text)")
        }
    }

    private static func piece(_ text: String) -> Analysis.Edit.Piece {
        let scalar = text.unicodeScalars.first
        return (scalar?.value ?? 0) >= 0x4E00
            ? scalar.map { .init($0) } ?? .init(word: []) : .init(word: Array(text.utf8))
    }
}
