import Foundation

/// The built program while it runs: lines go in, lines come out, every read with a deadline.
final class RunningCommand {
    private let process = Process()
    private let input = Pipe()
    let output: PipeLines
    let errors: PipeLines

    /// `prelude` is what a shell carries out that then becomes the program.
    init(_ arguments: [String], prelude: String? = nil) throws {
        signal(SIGPIPE, SIG_IGN)
        let (out, err) = (Pipe(), Pipe())
        (output, errors) = (PipeLines(out), PipeLines(err))
        process.executableURL = URL(fileURLWithPath: prelude == nil ? Package.binary : "/bin/sh")
        let shell = prelude.map { ["-c", "\($0) && exec \"$0\" \"$@\"", Package.binary] }
        process.arguments = (shell ?? []) + arguments
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
        while true {
            if let line = pendingLine() { return line }
            guard isReady(withinMilliseconds: Self.milliseconds) else {
                throw TimedOut(got: String(decoding: pending, as: UTF8.self))
            }
            guard fill() else { return nil }
        }
    }

    /// Takes the lines that come until `mark` is in one, or for this long none comes.
    func has(_ mark: String, withinMilliseconds patience: Int32) throws -> Bool {
        while true {
            while let line = pendingLine() {
                if line.contains(mark) { return true }
            }
            guard isReady(withinMilliseconds: patience) else { return false }
            guard fill() else { throw TimedOut(got: String(decoding: pending, as: UTF8.self)) }
        }
    }

    private func pendingLine() -> String? {
        guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { pending.removeSubrange(...end) }
        return String(decoding: pending[..<end], as: UTF8.self)
    }

    private func isReady(withinMilliseconds patience: Int32) -> Bool {
        let file = pipe.fileHandleForReading.fileDescriptor
        var ready = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        return poll(&ready, 1, patience) == 1
    }

    /// More bytes; false at the end of the stream.
    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = read(pipe.fileHandleForReading.fileDescriptor, &chunk, chunk.count)
        guard count > 0 else { return false }
        pending += chunk[..<count]
        return true
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
