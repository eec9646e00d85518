import Foundation
import Testing

// One after another: a hundred servers at once would measure the machine.
/// `Scripts/erase-customer`, which knows the tables that hold what a customer said.
@Suite(.serialized) struct EraseScriptTests: ChatSuite {
    let desk: RunningDesk

    init() throws { desk = try Self.served() }

    /// What the script is run by; nil where all of it is there.
    static let missing = ["/usr/bin/sqlite3", "/usr/bin/flock"].first {
        !FileManager.default.isExecutableFile(atPath: $0)
    }

    private func erase(
        _ customer: String
    ) throws -> (status: Int32, output: String, errors: String) {
        try execute(Package.root + "/Scripts/erase-customer", [desk.data, customer])
    }

    private func export() throws -> String {
        try frontdesk(["export", "--data", desk.data]).output
    }

    @Test(.enabled(if: missing == nil, "sqlite3 or flock is missing"))
    func aCustomerIsTakenOutWithEverythingAndNobodyElse() throws {
        let (visit, later, stranger) = (try desk.person(), try desk.person(), try desk.person())
        for (person, text) in [
            (visit, "/ticket my lamp flickers"), (later, "my o'clock is wrong"),
            (stranger, "/ticket my kettle leaks"),
        ] {
            person.send(text + "\n/human\n")
            _ = try (0..<2).map { _ in try person.linesToTerminator() }
        }
        // The second turns out to be the customer that the first is.
        for person in [visit, later] {
            person.send("/auth \(Self.jwt("o'hara"))\n")
            _ = try person.linesToTerminator()
        }
        let early = try erase("o'hara")
        #expect(desk.stop() == 0)
        let unknown = try erase("nobody")
        let before = try export()

        let run = try erase("o'hara")

        #expect(early.status == 1 && early.errors.contains("a server has this data folder"))
        #expect(unknown.status == 1 && unknown.errors.contains("no customer 'nobody'"))
        #expect(before.contains("lamp flickers") && before.contains("o'clock"))
        #expect(run.status == 0, "\(run.errors)")
        let after = try export().split(separator: "\n")
        #expect(after.count { $0.hasPrefix(#"{"type":"customer""#) } == 1)
        #expect(!after.contains { $0.contains("o'hara") || $0.contains("lamp flickers") })
        let kept = before.split(separator: "\n").filter { after.contains($0) }
        #expect(after == kept)
        #expect(after.contains { $0.contains("my kettle leaks") })
        for name in try FileManager.default.contentsOfDirectory(atPath: desk.data) {
            let bytes = FileManager.default.contents(atPath: "\(desk.data)/\(name)") ?? Data()
            #expect(bytes.range(of: Data("lamp flickers".utf8)) == nil, "\(name)")
        }
        try desk.start()
        let person = try desk.person()
        person.send("hello\n")
        #expect(try person.linesToTerminator().last?.hasPrefix("OK ") == true)
    }
}
