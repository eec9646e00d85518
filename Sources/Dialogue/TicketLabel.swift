/// What tickets are called in what people write.
enum TicketLabel {
    /// Tickets count from there.
    private static let numberMin: Int64 = 101
    /// An order's number is longer.
    private static let digitsMax = 6

    /// Whether `wording` has what may be a ticket's label.
    static func mayStand(in wording: Wording) -> Bool {
        number(in: wording.words) != nil || bareNumber(in: wording.words) != nil
    }

    /// The number in a label: "T-104", "ticket 104", 工单104.
    static func number(in words: [String]) -> Int64? {
        func isName(_ at: Int) -> Bool {
            TicketRequest.words.contains(words[at])
                || words[at] == "单" && at > 0 && words[at - 1] == "工"
        }
        for (at, word) in words.enumerated() where word.utf8.last.map(isDigit) == true {
            if word.hasPrefix("t-"), let found = number(word.dropFirst(2)) { return found }
            // One that is too great is nobody's.
            if at > 0, isName(at - 1), word.utf8.allSatisfy(isDigit) {
                let value = Int64(word) ?? .max
                if value >= numberMin { return value }
            }
        }
        return nil
    }

    /// The number in what may be a label or a thing's name: `t104`.
    static func bareNumber(in words: [String]) -> Int64? {
        for (at, word) in words.enumerated() where word.utf8.last.map(isDigit) == true {
            if word.utf8.first == UInt8(ascii: "t"), let found = number(word.dropFirst()) {
                return found
            }
            if at > 0, words[at - 1] == "t", let found = number(word[...]) { return found }
        }
        return nil
    }

    /// Nil of what no ticket is called.
    private static func number(_ digits: Substring) -> Int64? {
        guard (1...digitsMax).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit),
            let value = Int64(digits), value >= numberMin
        else { return nil }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
