import Desk
import Dialogue
import NIOPosix
import StorageSQLite

/// Writes of the command line, as the desk's own events.
struct TicketCommand {
    var number: Int64
    var status: TicketStatus

    /// `ticket 104 solved`, as it travels over the control socket.
    var line: String { "ticket \(number) \(status.rawValue)" }

    init(number: Int64, status: TicketStatus) { (self.number, self.status) = (number, status) }

    init?(line: some StringProtocol) {
        let words = line.split(separator: " ")
        guard words.count == 3, words[0] == "ticket", let number = Int64(words[1]),
            let status = TicketStatus(rawValue: String(words[2]))
        else { return nil }
        self.init(number: number, status: status)
    }

    static func unknown(_ number: Int64) -> String {
        "no ticket \(Ticket.label(number)); 'frontdesk tickets list' shows them"
    }

    /// Has the desk store it; the result is `ok` or why not.
    func run(_ desk: FrontDesk, _ store: SQLiteStore) async -> String {
        do {
            // It blocks; Swift's tasks share one thread a processor.
            let found = try await NIOThreadPool.singleton.runIfActive { try store.ticket(number) }
            guard let ticket = found else { return Self.unknown(number) }
            let result = await desk.submit(
                .ticketStatus(number: number, status), from: .desk(ticket.conversation))
            switch result {
            case .success: return "ok"
            case .failure(let error): return error.line
            }
        } catch let error as DeskError {
            return error.line
        } catch {
            return "\(error)"
        }
    }
}
