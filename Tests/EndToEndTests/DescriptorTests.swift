import Foundation
import Testing

/// A desk that may have few descriptors open.
@Suite(.serialized) struct DescriptorTests {
    private struct Desk {
        let folder: String
        let process: RunningCommand
        let line: Int

        init(limit: String) throws {
            folder = try CommandTests.folder()
            process = try RunningCommand(
                [
                    "serve", "--assistant", folder, "--data", "\(folder)/data", "--http",
                    "127.0.0.1:0", "--line", "127.0.0.1:0",
                ], prelude: "ulimit \(limit)")
            let ready = try process.output.until("ready ").last ?? ""
            line = try #require(ready.split(separator: ":").last.flatMap { Int($0) })
        }

        func remove() throws { try FileManager.default.removeItem(atPath: folder) }

        /// Hundredths of a second that the processor has worked for it: fields 14 and 15 of
        /// proc(5), of which the third stands behind the name.
        func ticks() throws -> Int {
            let stat = try String(
                contentsOfFile: "/proc/\(process.identifier)/stat", encoding: .utf8)
            let end = try #require(stat.lastIndex(of: ")"))
            return stat[end...].split(separator: " ").dropFirst(12).prefix(2)
                .compactMap { Int($0) }.reduce(0, +)
        }
    }

    /// Enough for a desk itself, whose event loops have three each.
    static let few = 100 + 4 * ProcessInfo.processInfo.processorCount

    @Test func theSoftLimitOfDescriptorsIsNone() throws {
        let desk = try Desk(limit: "-Sn \(Self.few)")
        defer { try? desk.remove() }

        let people = try (0..<Self.few).map { _ in try Socket(port: desk.line) }

        for person in people { #expect(try person.line()?.hasPrefix("* HELLO") == true) }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/stat")))
    func aDeskThatIsOutOfDescriptorsSaysSoOnceAndRestsUntilThereAreSome() throws {
        let desk = try Desk(limit: "-n \(Self.few)")
        defer { try? desk.remove() }
        let word = "line: new connections wait: Too many open files"

        let held = try (0..<Self.few).map { _ in try Socket(port: desk.line) }
        _ = try desk.process.errors.until(word)
        let before = try desk.ticks()
        let isRepeated = try desk.process.errors.has(word, withinMilliseconds: 2_000)
        let ticks = try desk.ticks() - before
        for person in held { person.finish() }
        let person = try Socket(port: desk.line)

        #expect(!isRepeated)
        #expect(ticks < 50)
        #expect(try person.line()?.hasPrefix("* HELLO") == true)
    }
}
