/// Whether a sentence in English says that a day is over or to come; the Chinese ones stand beside.
extension BuiltInReader {
    /// Pieces before and behind a date that are looked at.
    static let backMax = 12
    static let aheadMax = 8

    /// `I ordered it on 3 March`, `since Sat`, 三月五号买的: the last such day is meant, and not the
    /// nearest.
    func isPast(_ range: Range<Int>) -> Bool {
        isPastInChinese(range) || sense(range.lowerBound).tense == .past
            || isPastBefore(range.lowerBound)
                ?? isPastBehind(range.upperBound)
    }

    /// Whether the clause says right before `at` that something was so: a span of time there is no
    /// day to come, as in `it arrived in 3 days`.
    func isOver(before at: Int) -> Bool { isPastBefore(at, isInClause: true) ?? false }

    /// The word nearest before the date decides: "was told that it will arrive on" is none. A
    /// participle does so only where nothing before it says that it is a wish.
    private func isPastBefore(_ first: Int, isInClause: Bool = false) -> Bool? {
        var isParticiple = false
        for at in stride(from: first - 1, through: max(0, first - Self.backMax), by: -1) {
            if endsSentence(at) || isInClause && endsClause(at) { break }
            let tense = isShortIs(at) ? .present : sense(at).tense
            switch tense {
            case .past where sense(at - 1).tense != .future: return true
            case .future where isAskedOrDenied(at): return true
            // Supposed to arrive goes by the word before it.
            case .future where sense(at - 2).tense == .plan: break
            case .past, .future: return false
            // You told me Monday: what was told may be still to come.
            case .telling where role(first - 1) == .on: return true
            case .plan: return sense(at - 1).tense == .past
            // Are shipped and is it sent are of every week.
            case .participle where isPassive(at): return false
            case .participle: isParticiple = true
            // By, for and until are of the day only right before it.
            case .deadline where at >= first - 2: return false
            // I saw that you are open on Sunday: what is so now was not over then.
            case .present: return isParticiple ? true : nil
            case .telling, .deadline, .get, .none: break
            }
        }
        return isParticiple ? true : nil
    }

    /// Whether a comma or a word joins another clause at `at`.
    private func endsClause(_ at: Int) -> Bool {
        mark(at) == "," || role(at) == .and || surface(at..<at + 1) == "but"
    }

    /// Whether a present stands before the participle at `at`: are shipped, is it sent.
    private func isPassive(_ at: Int) -> Bool {
        mark(at - 1) != ","
            && [at - 1, at - 2].contains { [.present, .get].contains(sense($0).tense) }
    }

    private static let shortIs: Set<String> = ["it", "that", "there", "he", "she", "what"]

    /// Whether s at `at` is short for is: `it's`.
    private func isShortIs(_ at: Int) -> Bool {
        mark(at - 1) == "'" && surface(at..<at + 1) == "s"
            && Self.shortIs.contains(surface(at - 2..<at - 1))
    }

    /// Pieces between `didn't` and its verb.
    private static let didMax = 6
    private static let dids: Set<String> = ["did", "didn", "didnt"]
    /// What comes behind them is a sentence of its own: you didn't tell me you come.
    private static let tells: Set<String> = ["tell", "say", "know", "mention", "think", "see"]

    /// Whether `did` stands before the verb at `at`: didn't come, did the parcel arrive.
    private func isAskedOrDenied(_ at: Int) -> Bool {
        for before in stride(from: at - 1, through: max(0, at - Self.didMax), by: -1) {
            let isOther =
                role(before) == .to || sense(before).tense == .future
                || Self.tells.contains(surface(before..<before + 1))
            if endsSentence(before) || isOther { return false }
            if sense(before).tense == .past {
                return Self.dids.contains(surface(before..<before + 1))
            }
        }
        return false
    }

    /// `On 3 March I ordered`
    private func isPastBehind(_ end: Int) -> Bool {
        for at in end..<end + Self.aheadMax {
            if endsSentence(at) || mark(at) == "," { break }
            switch sense(at).tense {
            case .past: return true
            case .future: return false
            case .participle, .plan, .deadline, .present, .get, .telling, .none: break
            }
        }
        return false
    }

    func endsSentence(_ at: Int) -> Bool {
        [".", "!", "?", ";"].contains(mark(at)) && !lexemes[at + 1].isGlued
    }

    // MARK: To come

    /// Pieces between a day and the word that says that it is to come.
    static let comingMax = 4

    /// `deliver on the 31st`, 31号送货: whether a day that nothing calls over is still to come.
    func isComing(_ range: Range<Int>) -> Bool {
        isComingBefore(range.lowerBound) || isComingInChinese(range)
    }

    private func isComingBefore(_ first: Int) -> Bool {
        for at in stride(from: first - 1, through: max(0, first - Self.comingMax), by: -1) {
            if endsSentence(at) { return false }
            guard sense(at).isAhead else { continue }
            // Did it arrive on the 31st, should it have come: what was is asked for.
            return !(max(0, at - Self.backMax)..<at).contains {
                [.past, .participle].contains(sense($0).tense)
            }
        }
        return false
    }
}
