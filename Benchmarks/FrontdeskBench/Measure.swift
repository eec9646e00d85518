import Foundation

/// CPU seconds, resident bytes and the like, of this process or another.
enum Measure {
    /// CPU seconds of this process, all threads.
    static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// CPU seconds of process `identifier`, user and system.
    static func processorSeconds(of identifier: Int32) -> Double {
        let stat = text("/proc/\(identifier)/stat")
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 13, let user = Double(fields[11]), let system = Double(fields[12])
        else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Resident bytes of process `identifier`.
    static func residentBytes(of identifier: Int32) -> Int { bytes("VmRSS", of: identifier) }

    /// Bytes that this process came to beyond those it had before, at most, while `body` ran; nil
    /// where the system does not tell.
    static func mostBytes(_ body: () throws -> Void) rethrows -> Int? {
        let forgets: Void? = try? "5".write(
            toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
        let before = bytes("VmRSS", of: getpid())
        try body()
        return forgets == nil ? nil : bytes("VmHWM", of: getpid()) - before
    }

    private static func bytes(_ name: String, of identifier: Int32) -> Int {
        let status = text("/proc/\(identifier)/status")
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
        let kilobytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        return (kilobytes.flatMap { Int($0) } ?? 0) * 1024
    }

    /// CPU microseconds of one run of `body`, the mean of `count`.
    static func microseconds(_ count: Int, _ body: (Int) throws -> Void) rethrows -> Double {
        let start = processorSeconds()
        for number in 0..<count { try body(number) }
        return (processorSeconds() - start) * 1e6 / Double(count)
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}

/// One line of the result table.
func report(_ name: String, _ value: Double, _ unit: String, _ note: String = "") {
    let padded = name.padding(toLength: 52, withPad: " ", startingAt: 0)
    let number = String(format: "%10.2f", value)
    print("\(padded)\(number) \(unit)\(note.isEmpty ? "" : "   \(note)")")
}
