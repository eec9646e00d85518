/// Messages that mean nothing, made of the letters that training has seen.
///
/// People send them, by accident or to see what happens; no training set has enough. They are never
/// trained on: the calibrator learns from them what a message looks like of which nothing is known.
struct Nonsense: Sendable {
    private static let wordsMax = 4
    private let ideographs: [UInt8]

    /// Draws ideographs from those of `analyses`, each three bytes.
    init(_ analyses: [Analysis]) {
        var seen: Set<[UInt8]> = []
        var ideographs: [UInt8] = []
        for analysis in analyses where analysis.ideographCount > 0 {
            for token in analysis.tokens where token.kind == .ideograph {
                let bytes = Array(analysis.bytes[token.range])
                if bytes.count == 3, seen.insert(bytes).inserted { ideographs += bytes }
            }
        }
        self.ideographs = ideographs
    }

    /// Something as long as the first words of `analysis` and of its scripts.
    func text(like analysis: Analysis, _ random: inout SplitMix) -> String {
        var bytes: [UInt8] = []
        for token in analysis.tokens.prefix(1 + random.below(Self.wordsMax)) {
            if token.kind == .ideograph, !ideographs.isEmpty {
                let at = random.below(ideographs.count / 3) * 3
                bytes += ideographs[at..<at + 3]
            } else {
                let length = 1 + random.below(max(Int(token.end - token.start), 1) + 2)
                let repeated = random.below(4) == 0 ? UInt8(random.below(26)) : nil
                bytes.append(UInt8(ascii: " "))
                for _ in 0..<length {
                    bytes.append(UInt8(ascii: "a") + (repeated ?? UInt8(random.below(26))))
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
