import Foundation

/// A server under measurement: the built program, or this one in another role.
final class ServerProcess {
    let process = Process()
    let ports: [Int]
    let startMilliseconds: Double

    init(_ path: String, _ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle(forWritingAtPath: "/dev/null")
        let clock = ContinuousClock()
        let start = clock.now
        try process.run()
        var line = ""
        while !line.hasSuffix("\n") {
            let byte = output.fileHandleForReading.readData(ofLength: 1)
            guard !byte.isEmpty else { break }
            line += String(decoding: byte, as: UTF8.self)
        }
        let taken = clock.now - start
        startMilliseconds =
            Double(taken.components.attoseconds) / 1e15
            + Double(taken.components.seconds) * 1e3
        ports = line.split(whereSeparator: { ": \n".contains($0) }).compactMap { Int($0) }
    }

    var identifier: Int32 { process.processIdentifier }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
