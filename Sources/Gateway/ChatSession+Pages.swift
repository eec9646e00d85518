import Desk
import Dialogue
import Wire

/// How much one answer may hold, so that whoever reads it as it comes is no slow reader (rule 10).
extension ChatSession {
    /// How many of `elements`, from the first on, have at most ``GatewayOptions/pageBytesMax``
    /// together; the first in any case.
    static func count<Elements: Sequence>(
        fittingPage elements: Elements, _ bytes: (Elements.Element) -> Int
    ) -> Int {
        var (count, sum) = (0, 0)
        for element in elements {
            sum += bytes(element)
            if count > 0, sum > GatewayOptions.pageBytesMax { break }
            count += 1
        }
        return count
    }

    /// The bytes of an entry as this session says it: escapes, and the name before each of many
    /// lines, can make it several times as long as its text.
    var entryBytes: @Sendable (Entry) -> Int {
        switch mode {
        case .json:
            let encoder = context.encoder
            return { encoder.encode(.entry($0)).count }
        case .text:
            let (renderer, own) = (renderer, speaker.participant)
            return { renderer.lines($0, own: own).reduce(0) { $0 + $1.utf8.count + 1 } }
        }
    }

    /// The newest of `tickets` that fit one answer, and whether there are others.
    static func page(of tickets: [Ticket]) -> (tickets: [Ticket], hasMore: Bool) {
        let newest = tickets.prefix(GatewayOptions.ticketsMax)
        let count = count(fittingPage: newest) { ticket in
            JSONWriter.written { $0.ticket(ticket) }.count
        }
        return (Array(newest.prefix(count)), count < tickets.count)
    }
}
