/// Whether a sentence says that a day is over.
extension BuiltInReader {
    /// Pieces before and behind a date that are looked at.
    private static let backMax = 12
    private static let aheadMax = 8

    /// `I ordered it on 3 March`, 三月五号买的: the last such day is meant, and not the nearest.
    func isPast(_ range: Range<Int>) -> Bool {
        isPastInChinese(range.upperBound)
            || isPastBefore(range.lowerBound)
                ?? isPastBehind(range.upperBound)
    }

    /// The word nearest before the date decides: "was told that it will arrive on" is none. A
    /// participle does so only where nothing before it says that it is a wish.
    private func isPastBefore(_ first: Int) -> Bool? {
        var isParticiple = false
        for at in stride(from: first - 1, through: max(0, first - Self.backMax), by: -1) {
            if endsSentence(at) { break }
            switch sense(at).tense {
            case .past where sense(at - 1).tense != .future: return true
            // Supposed to arrive goes by the word before it.
            case .future where sense(at - 2).tense == .plan: break
            case .past, .future: return false
            case .plan: return sense(at - 1).tense == .past
            // Are shipped and is it sent are of every week.
            case .participle where [sense(at - 1).tense, sense(at - 2).tense].contains(.present):
                return false
            case .participle: isParticiple = true
            // By, for and until are of the day only right before it.
            case .deadline where at >= first - 2: return false
            case .deadline, .present, .none: break
            }
        }
        return isParticiple ? true : nil
    }

    /// `On 3 March I ordered`
    private func isPastBehind(_ end: Int) -> Bool {
        for at in end..<end + Self.aheadMax {
            if endsSentence(at) || mark(at) == "," { break }
            switch sense(at).tense {
            case .past: return true
            case .future: return false
            case .participle, .plan, .deadline, .present, .none: break
            }
        }
        return false
    }

    private func endsSentence(_ at: Int) -> Bool {
        [".", "!", "?", ";"].contains(mark(at)) && !lexemes[at + 1].isGlued
    }

    private static let verbs = Set("买订付收寄发退拍购到送下取换签".unicodeScalars)
    private static let objects = Set("单货款好到件".unicodeScalars)
    private static let wishes = Set("要会能想将可请前后内".unicodeScalars)

    /// A verb with 的, 了 or 过 in the same clause: 买的, 下的单, 下单了.
    private func isPastInChinese(_ end: Int) -> Bool {
        for at in end..<end + Self.aheadMax {
            guard lexemes[at].kind != .mark, !Self.wishes.contains(han(at)) else { return false }
            guard Self.verbs.contains(han(at)) else { continue }
            let behind = Self.objects.contains(han(at + 1)) ? at + 2 : at + 1
            guard ["的", "了", "过"].contains(han(behind)) else { continue }
            // 送的话 is a condition, 送的那单 an order still to come.
            let isOpen = "送取".unicodeScalars.contains(han(at)) && han(behind) == "的"
            return isOpen
                ? [.mark, .end].contains(lexemes[behind + 1].kind) : han(behind + 1) != "话"
        }
        return false
    }

    // MARK: To come

    /// Pieces between a day and the word that says that it is to come.
    private static let comingMax = 4
    private static let moves: [Phrase] = [
        "改到", "改成", "改为", "换到", "推到", "推迟到", "延到", "延迟到", "延期到", "提前到", "定在", "约在",
    ]
    private static let deliveries: [Phrase] = [
        "送", "配送", "派送", "上门", "来取", "取货", "取件", "交货", "要用", "能", "可以", "想", "要",
    ]

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

    private func isComingInChinese(_ range: Range<Int>) -> Bool {
        let first = range.lowerBound
        if (max(0, first - Self.comingMax)..<first).contains(where: {
            skip(anyOf: Self.moves, at: $0) == first
        }) {
            return true
        }
        let isOver = (range.upperBound..<range.upperBound + Self.aheadMax).contains {
            ["没", "未", "过", "了", "的"].contains(han($0))
        }
        return !isOver && skip(anyOf: Self.deliveries, at: range.upperBound) != nil
    }
}
