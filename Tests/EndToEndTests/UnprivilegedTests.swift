import Foundation
import Testing

/// A desk that runs as a service does: as a user without privileges.
@Suite struct UnprivilegedTests {
    /// Root's capabilities let through what no other user may do.
    @Test func bothPortsServe() throws {
        let launcher = getuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set=-all"] : []
        let desk = try RunningDesk(launcher: launcher)

        let person = try desk.person()
        person.send("hello\n")

        #expect(try person.line() == "<bot> Hello! What can I do for you?")
        #expect(try HTTPAnswer(port: desk.http, "GET", "/readyz").status == 200)
        #expect(desk.stop() == 0)
    }
}
