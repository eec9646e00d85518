import Foundation

/// The built program while it runs: lines go in, lines come out, every read with a deadline.
final class RunningCommand {
    private let process = Process()
    private let input = Pipe()
    let output: PipeLines
    let errors: PipeLines

    init(_ arguments: [String]) throws {
        signal(SIGPIPE, SIG_IGN)
        let (out, err) = (Pipe(), Pipe())
        (output, errors) = (PipeLines(out), PipeLines(err))
        process.executableURL = URL(fileURLWithPath: Package.binary)
        process.arguments = arguments
        (process.standardInput, process.standardOutput) = (input, out)
        process.standardError = err
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    var identifier: Int32 { process.processIdentifier }

    func type(_ line: String) { input.fileHandleForWriting.write(Data("\(line)\n".utf8)) }

    /// No more is typed.
    func endInput() throws { try input.fileHandleForWriting.close() }

    func status() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }
}

/// Lines of a pipe as they come.
final class PipeLines {
    struct TimedOut: Error { var got: String }

    private static let milliseconds: Int32 = 60_000

    private let pipe: Pipe
    private var pending: [UInt8] = []

    init(_ pipe: Pipe) { self.pipe = pipe }

    /// The next line without its end; nil at the end of the stream.
    func line() throws -> String? {
        let file = pipe.fileHandleForReading.fileDescriptor
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pending.removeSubrange(...end) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            var ready = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, Self.milliseconds) == 1 else {
                throw TimedOut(got: String(decoding: pending, as: UTF8.self))
            }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(file, &chunk, chunk.count)
            guard count > 0 else { return nil }
            pending += chunk[..<count]
        }
    }

    /// Lines up to and with the first that holds `mark`.
    func until(_ mark: String) throws -> [String] {
        var lines: [String] = []
        while let line = try line() {
            lines.append(line)
            if line.contains(mark) { return lines }
        }
        throw TimedOut(got: lines.joined(separator: "\n"))
    }

    func rest() throws -> [String] {
        var lines: [String] = []
        while let line = try line() { lines.append(line) }
        return lines
    }
}
