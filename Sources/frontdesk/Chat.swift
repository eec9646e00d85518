import ArgumentParser
import CEdit
import Foundation
import Synchronization

struct Chat: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Chats from the terminal, over the line protocol.",
        discussion: """
            Comes back by itself when the connection is lost, with everything missed, and sends
            again what was not acknowledged. /help lists the commands, /quit ends.
            """)

    @Option(help: "A session token to go on with.") var resume: String?

    func run() throws {
        let address = try Settings.load().address("line")
        let client = ChatClient(host: address.host, port: address.port, token: resume)
        try client.run()
    }
}

/// A terminal's side of the line protocol: an outbox of numbered lines, and a cursor.
private final class ChatClient: Sendable {
    private struct State {
        var socket: Int32 = -1
        var token: String?
        var lastSeq: Int64 = 0
        /// Lines without a terminator yet, by their id, in order.
        var outbox: [(id: Int, line: String)] = []
        var nextID = 1
        var isQuitting = false
    }

    /// Seconds between two tries to connect, doubling up to the second, with full jitter.
    private static let backoffSeconds = (first: 0.25, most: 15.0)

    private let host: String
    private let port: Int
    private let state: Mutex<State>
    private let isTerminal = isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1
    private let hasColour: Bool

    init(host: String, port: Int, token: String?) {
        (self.host, self.port) = (host, port)
        var state = State()
        state.token = token
        self.state = Mutex(state)
        hasColour =
            isatty(STDOUT_FILENO) == 1
            && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }

    func run() throws {
        if isTerminal { setlocale(LC_ALL, "") }
        let first = connect()
        guard first >= 0 else {
            throw CommandFailure(
                "\(host):\(port): no desk answers; 'frontdesk serve' starts one, --line names it")
        }
        let reader = Thread { self.receive(first) }
        reader.start()
        while let line = nextLine() {
            if line.allSatisfy(\.isWhitespace) { continue }
            send(line)
            if line.lowercased().hasPrefix("/quit") || line.hasPrefix("/退出") { break }
        }
        finish()
    }

    private func nextLine() -> String? {
        guard isTerminal else { return readLine() }
        guard let typed = readline("") else { return nil }
        defer { free(typed) }
        let line = String(cString: typed)
        if !line.isEmpty { add_history(typed) }
        return line
    }

    /// Sends a line under a key of its own, so that sending it again is harmless.
    private func send(_ line: String) {
        let (socket, text) = state.withLock { state -> (Int32, String) in
            let id = state.nextID
            state.nextID += 1
            state.outbox.append((id, line))
            return (state.socket, "@c\(id) \(line)\n")
        }
        write(text, to: socket)
    }

    private func write(_ text: String, to socket: Int32) {
        guard socket >= 0 else { return }
        let bytes = Array(text.utf8)
        var at = 0
        while at < bytes.count {
            let count = bytes[at...].withUnsafeBytes {
                Foundation.write(socket, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return }
            at += count
        }
    }

    /// Says that nothing more comes and waits for the answers.
    private func finish() {
        let socket = state.withLock { state -> Int32 in
            state.isQuitting = true
            return state.socket
        }
        if socket >= 0 { shutdown(socket, Int32(SHUT_WR)) }
        let deadline = Date().addingTimeInterval(10)
        while state.withLock({ !$0.outbox.isEmpty && $0.socket >= 0 }), Date() < deadline {
            usleep(20_000)
        }
    }

    // MARK: Connection

    private func connect() -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let found else { return -1 }
        defer { freeaddrinfo(found) }
        let file = socket(found.pointee.ai_family, Int32(SOCK_STREAM.rawValue), 0)
        guard file >= 0 else { return -1 }
        guard Foundation.connect(file, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else {
            close(file)
            return -1
        }
        let greeting = state.withLock { state -> String in
            state.socket = file
            guard let token = state.token else { return "" }
            return "@r0 /resume \(token) \(state.lastSeq)\n"
        }
        write(greeting, to: file)
        let waiting = state.withLock { $0.outbox.map { "@c\($0.id) \($0.line)\n" } }
        write(waiting.joined(), to: file)
        return file
    }

    /// Reads until the person quits; a lost connection is made anew.
    private func receive(_ first: Int32) {
        var socket = first
        while true {
            read(socket)
            close(socket)
            let isOver = state.withLock { state -> Bool in
                state.socket = -1
                return state.isQuitting
            }
            if isOver { return }
            show("* connection lost, trying again …")
            socket = reconnect()
        }
    }

    private func reconnect() -> Int32 {
        var wait = Self.backoffSeconds.first
        while true {
            Thread.sleep(forTimeInterval: Double.random(in: 0...wait))
            let socket = connect()
            if socket >= 0 { return socket }
            wait = min(wait * 2, Self.backoffSeconds.most)
        }
    }

    private func read(_ socket: Int32) {
        var pending: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Foundation.read(socket, &chunk, chunk.count)
            guard count > 0 else { return }
            pending.append(contentsOf: chunk[..<count])
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                take(String(decoding: pending[..<end], as: UTF8.self))
                pending.removeSubrange(...end)
            }
        }
    }

    private func take(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 2)
        if line.hasPrefix("* SESSION resume=") {
            state.withLock { $0.token = String(line.dropFirst("* SESSION resume=".count)) }
            return
        }
        if words.first == "OK" || words.first == "ERR" {
            settle(words)
            if words.first == "OK" { return }
        }
        show(line)
    }

    private func settle(_ words: [Substring]) {
        state.withLock { state in
            if let last = words.last, words[0] == "OK", let seq = Int64(last) {
                state.lastSeq = max(state.lastSeq, seq)
            }
            guard words.count > 1, words[1].hasPrefix("@c"), let id = Int(words[1].dropFirst(2))
            else { return }
            state.outbox.removeAll { $0.id == id }
        }
    }

    private func show(_ line: String) {
        let text = hasColour ? Self.coloured(line) : line
        let clear = isTerminal ? "\r\u{1B}[K" : ""
        Output.write("\(clear)\(text)\n")
    }

    private static func coloured(_ line: String) -> String {
        let code =
            switch line.first {
            case "<": "36"
            case "+": "33"
            case "*": "2"
            case "E": "31"
            default: "0"
            }
        return "\u{1B}[\(code)m\(line)\u{1B}[0m"
    }
}
