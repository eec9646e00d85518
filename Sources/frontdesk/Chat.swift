import ArgumentParser
import CEdit
import Foundation
import Synchronization
import Wire

struct Chat: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Chats from the terminal, over the line port.",
        discussion: """
            Comes back by itself when the connection is lost, with everything missed, and sends \
            again what was not acknowledged. /help lists the commands, /quit ends. The status is 1 \
            where something typed was not sent or never answered.

            \(Settings.hint("line"))
            """)

    @Option(help: "A session token to go on with.") var resume: String?

    func run() throws {
        let address = try Settings.load().address("line")
        let isTerminal = isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1
        let typed = try TypedLines(isTerminal: isTerminal)
        let client = ChatClient(
            host: address.host, port: address.port,
            state: ChatState(
                run: String(UInt64.random(in: .min ... .max), radix: 36), token: resume),
            typed: typed, screen: Screen(isTerminal: isTerminal))
        var terminal = termios()
        let isKnown = isTerminal && tcgetattr(STDIN_FILENO, &terminal) == 0
        // The line editor may still hold the terminal when the desk ends the chat.
        defer { if isKnown { tcsetattr(STDIN_FILENO, TCSANOW, &terminal) } }
        try client.run()
        if typed.leftOut { throw ExitCode.failure }
    }
}

/// Lines of a person or a pipe, read on a thread of their own.
final class TypedLines: Sendable {
    private struct State {
        var lines: [String] = []
        var isOver = false
        var leftOut = false
    }

    /// Lines that wait before no more are read, so that a long file is not held in memory.
    private static let waitingMax = 256

    /// Readable while there is something to ``take(_:)``.
    let wakeFile: Int32
    private let wakeEnd: Int32
    private let isTerminal: Bool
    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: waitingMax)

    init(isTerminal: Bool) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw CommandFailure("no pipe: \(String(cString: strerror(errno)))")
        }
        (wakeFile, wakeEnd) = (ends[0], ends[1])
        self.isTerminal = isTerminal
    }

    /// Whether a line was passed over.
    var leftOut: Bool { state.withLock { $0.leftOut } }

    func start() {
        if isTerminal { Self.speakUTF8() }
        Thread { self.read() }.start()
    }

    /// The line editor drops what the locale has no letters for: one that is not installed, as over
    /// ssh, or that is no UTF-8, gives way to C.UTF-8.
    private static func speakUTF8() {
        setlocale(LC_ALL, "")
        guard String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" else { return }
        setlocale(LC_CTYPE, "C.UTF-8")
    }

    /// At most `count` of the lines that wait; `isOver` where no more will come.
    func take(_ count: Int) -> (lines: [String], isOver: Bool) {
        state.withLock { state in
            let lines = Array(state.lines.prefix(count))
            state.lines.removeFirst(lines.count)
            for _ in lines {
                var byte: UInt8 = 0
                _ = Foundation.read(wakeFile, &byte, 1)
                room.signal()
            }
            return (lines, state.isOver && state.lines.isEmpty)
        }
    }

    private func read() {
        let input = isTerminal ? nil : fdopen(STDIN_FILENO, "r")
        func next() -> String? { if let input { piped(from: input) } else { typed() } }
        while let line = next() {
            guard !line.unicodeScalars.allSatisfy(\.properties.isWhitespace) else { continue }
            if ChatState.isFarewell(line) { break }
            room.wait()
            add { $0.lines.append(line) }
        }
        add { $0.isOver = true }
    }

    /// Every line has its byte in the pipe before the lock is given back.
    private func add(_ change: (inout State) -> Void) {
        state.withLock { state in
            change(&state)
            var byte: UInt8 = 0
            _ = Foundation.write(wakeEnd, &byte, 1)
        }
    }

    /// The next line of standard input. What is no UTF-8 is passed over, as the server would refuse
    /// it: with other characters in its place it would be another message.
    private func piped(from input: UnsafeMutablePointer<FILE>) -> String? {
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while true {
            let count = getline(&line, &capacity, input)
            guard count > 0, let line else { return nil }
            let bytes = UnsafeRawBufferPointer(start: line, count: count)
            let ends = bytes.reversed().prefix(2)
                .prefix { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
            let text = bytes.dropLast(ends.count)
            if let text = String(validating: text, as: UTF8.self) { return text }
            state.withLock { $0.leftOut = true }
            Output.error("frontdesk: a line is not UTF-8; not sent\n")
        }
    }

    private func typed() -> String? {
        guard let typed = readline("") else { return nil }
        defer { free(typed) }
        let line = String(cString: typed)
        if !line.isEmpty { add_history(typed) }
        return line
    }
}

/// Shows lines, in colour where that is wanted, without disturbing what is being typed.
struct Screen {
    let isTerminal: Bool

    func show(_ line: String) {
        let clear = isTerminal ? (Terminal.knowsEscapes ? "\r\u{1B}[K" : "\r") : ""
        let isShown = Output.offer("\(clear)\(Terminal.text(line, in: Self.colour(of: line)))\n")
        guard !isShown else { return }
        let reason = errno
        if reason != EPIPE {
            Output.error("frontdesk: standard output: \(String(cString: strerror(reason)))\n")
        }
        // What was typed may be unanswered.
        exit(1)
    }

    private static func colour(of line: String) -> Terminal.Colour {
        switch line.first {
        case "<": .cyan
        case "+": .yellow
        case "*": .dim
        case "E": .red
        default: .plain
        }
    }
}
