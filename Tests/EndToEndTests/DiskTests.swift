import Foundation
import Testing

// One after another: a hundred servers at once would measure the machine.
/// What is on the disk after a stop, and what is said when nothing more fits on it.
@Suite(.serialized) struct DiskTests {
    @Test func afterAStopTheDatabaseAloneHoldsTheRecord() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        person.send("/ticket a lamp\n")
        _ = try person.linesToTerminator()
        #expect(desk.stop() == 0)
        let copy = "\(desk.folder)/copy"
        func copied() throws -> [String] {
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.createDirectory(
                atPath: copy, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "\(desk.data)/frontdesk.db", toPath: "\(copy)/frontdesk.db")
            let run = try frontdesk(["tickets", "list", "--data", copy])
            #expect(run.status == 0, "\(run.errors)")
            return run.output.split(separator: "\n").map(String.init)
        }

        #expect(try copied().first?.hasPrefix("T-101  new") == true)
        #expect(try frontdesk(["tickets", "solve", "101", "--data", desk.data]).status == 0)
        #expect(try copied().first?.hasPrefix("T-101  solved") == true)
    }

    static let canLimitFiles = FileManager.default.isExecutableFile(atPath: "/usr/bin/prlimit")

    /// `prlimit` stands in for a disk: what may not grow fails, as what does not fit.
    @Test(.enabled(if: canLimitFiles)) func aDeskThatCannotStoreIsNotReadyUntilItCan() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        func limit(_ bytes: String) throws {
            let run = try execute(
                "/usr/bin/prlimit", ["--pid", "\(desk.identifier)", "--fsize=\(bytes):unlimited"])
            #expect(run.status == 0, "\(run.errors)")
        }
        /// A look is good for a second, so the answer may be the one before.
        func becomes(_ status: Int) throws -> Bool {
            let start = ContinuousClock.now
            while ContinuousClock.now - start < .seconds(60) {
                if try HTTPAnswer(port: desk.http, "GET", "/readyz").status == status {
                    return true
                }
            }
            return false
        }
        #expect(try becomes(200))

        try limit("1")
        person.send("hello\n")
        #expect(try person.linesToTerminator().last?.hasPrefix("ERR INTERNAL") == true)
        #expect(try becomes(503))
        #expect(try HTTPAnswer(port: desk.http, "GET", "/livez").status == 200)

        try limit("unlimited")
        #expect(try becomes(200))
        person.send("hello\n")
        #expect(try person.linesToTerminator().last?.hasPrefix("OK ") == true)
    }
}
