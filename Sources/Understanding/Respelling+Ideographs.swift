/// Ideographs by their sound, judged by the texts that have them beside their neighbours.
extension Respelling {
    /// What the pairs with an ideograph must give where the one that was typed is the desk's
    /// elsewhere, and where it is nowhere: ln(1 + 3n) of each pair that n texts have.
    private static let (knownMin, unknownMin) = (2.5, 1.3)

    /// Beginnings of a word that are looked at further: a bound on the work.
    private static let pathsMax = 16

    /// How well an ideograph stands between two others, all by their keys.
    func fit(_ left: UInt64?, _ own: UInt64, _ right: UInt64?) -> Double {
        func pair(_ first: UInt64, _ second: UInt64) -> Double {
            naturalLogarithm(1 + 3 * texts.together(first, second))
        }
        return (left.map { pair($0, own) } ?? 0) + (right.map { pair(own, $0) } ?? 0)
    }

    /// The ideograph that sounds like the one typed and stands between these two.
    func alike(
        _ typed: String, _ own: UInt64, _ left: UInt64?, _ right: UInt64?
    ) -> Sounds.Ideograph? {
        guard let scalar = typed.unicodeScalars.first else { return nil }
        var best: (found: Sounds.Ideograph, fit: Double)?
        for candidate in Sounds.standard.alike(scalar.value)
        where candidate.key != own && texts.knows(ideograph: candidate.key) {
            let fit = fit(left, candidate.key, right)
            if fit > best?.fit ?? 0 { best = (candidate, fit) }
        }
        let least = texts.knows(ideograph: own) ? Self.knownMin : Self.unknownMin
        return best.flatMap { $0.fit >= least ? $0.found : nil }
    }

    /// What a word of Latin letters among ideographs stands for.
    func ideographs(
        for word: String, _ left: UInt64?, _ right: UInt64?
    ) -> [Analysis.Edit.Piece]? {
        if let written = ShortForms.chinese[word] {
            return written.flatMap(\.unicodeScalars).map { .init($0) }
        }
        return Sounds.standard.spelled(by: word)
            .compactMap { best($0, left, right) }
            .max { $0.fit < $1.fit }
            .map { $0.found.map { .init($0) } }
    }

    private typealias Path = (found: [Sounds.Ideograph], fit: Double)

    /// The ideographs of these sounds that stand best side by side, each pair of them in a text
    /// (Viterbi 1967).
    private func best(_ sounds: [Sounds.Sound], _ left: UInt64?, _ right: UInt64?) -> Path? {
        var paths: [Path] = [([], 0)]
        for sound in sounds {
            let likely = paths.sorted { $0.fit > $1.fit }.prefix(Self.pathsMax)
            paths = Sounds.standard.ideographs[sound].compactMap { next in
                guard texts.knows(ideograph: next.key) else { return nil }
                let longer: [Path] = likely.compactMap { path in
                    let step = fit(path.found.last?.key ?? left, next.key, nil)
                    guard path.found.isEmpty || step > 0 else { return nil }
                    return (path.found + [next], path.fit + step)
                }
                return longer.max { $0.fit < $1.fit }
            }
        }
        let ended = paths.map { path -> Path in
            (path.found, path.fit + (path.found.last.map { fit(nil, $0.key, right) } ?? 0))
        }
        return ended.filter { $0.fit >= Self.unknownMin }.max { $0.fit < $1.fit }
    }
}
