import Foundation
import Testing

/// The built program, serving a small desk from a folder of its own on free ports.
final class RunningDesk {
    struct Failed: Error { var output: String }

    let folder: String
    private(set) var http = 0
    private(set) var line = 0
    private var process = Process()
    private let flags: [String]
    private let launcher: [String]
    private let errors: FileHandle?

    /// Content small enough to train in no time; the sample desk has tests of its own.
    static let files: [String: String] = [
        "intents/all.yml": """
        nlu:
        - intent: greet
          examples: |
            - hello
            - hi there
            - good morning
            - hello there
            - 你好
            - 您好
            - 早上好
        - intent: order_status
          examples: |
            - where is my order
            - track my order
            - has my parcel shipped
            - order status please
            - 我的订单到哪了
            - 查询订单
            - 订单什么时候到
        - intent: order_cancel
          examples: |
            - cancel my order
            - please cancel the order
            - i do not want the order any more
            - 取消订单
            - 我要取消订单
        - intent: out_of_scope
          examples: |
            - what is the weather
            - who won the match
            - tell me a joke
            - 今天天气怎么样
            - 讲个笑话
        responses:
          utter_greet:
          - text: "Hello! What can I do for you?"
          utter_order_status:
          - text: "It is on its way."
            buttons:
            - {title: "Cancel it", payload: "/order_cancel"}
            - {title: "Talk to a person", payload: "/action_handoff"}
          utter_order_cancel:
          - text: "It is cancelled."
        """,
        "intents/zh/responses.yml": """
        responses:
          utter_greet:
          - text: "您好！请问有什么可以帮您？"
          utter_order_status:
          - text: "订单正在路上。"
          utter_order_cancel:
          - text: "订单已取消。"
        """,
        "corpus/en/account.md": """
        ---
        lang: en
        ---
        # Account
        ## How do I reset my password?
        Also: forgot password; cannot log in
        Open **Settings → Security → Reset password**. The mail is valid for 30 minutes.
        ## How do I change my address?
        Open **Settings → Addresses**.
        """,
        "corpus/zh/account.md": """
        ---
        lang: zh
        ---
        # 账户
        ## 怎么重置密码？
        问法：忘记密码怎么办
        打开**设置 → 安全 → 重置密码**，邮件 30 分钟内有效。
        """,
    ]

    /// `launcher` is a program with its arguments that runs the command behind them; `errors` takes
    /// what it writes to standard error, which else nobody reads.
    init(
        _ flags: [String] = [], files: [String: String] = files, launcher: [String] = [],
        errors: FileHandle? = FileHandle(forWritingAtPath: "/dev/null")
    ) throws {
        folder = try CommandTests.folder(files)
        (self.flags, self.launcher, self.errors) = (flags, launcher, errors)
        try start()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    var data: String { folder + "/data" }
    var identifier: Int32 { process.processIdentifier }

    func start() throws {
        process = Process()
        let program = launcher + [Package.binary]
        process.executableURL = URL(fileURLWithPath: program[0])
        process.arguments =
            program.dropFirst() + [
                "serve", "--assistant", folder, "--data", data, "--http", "127.0.0.1:0",
                "--line", "127.0.0.1:0", "--log-level", "error",
            ] + flags
        let output = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        var ready = ""
        while !ready.hasSuffix("\n") {
            let byte = output.fileHandleForReading.readData(ofLength: 1)
            guard !byte.isEmpty else { throw Failed(output: ready) }
            ready += String(decoding: byte, as: UTF8.self)
        }
        let ports = ready.split(whereSeparator: { $0 == ":" || $0 == " " || $0 == "\n" })
            .compactMap { Int($0) }
        guard ready.hasPrefix("ready http=127.0.0.1:"), ports.count == 2 else {
            throw Failed(output: ready)
        }
        (http, line) = (ports[0], ports[1])
    }

    /// As the power plug would: no chance to tidy up.
    func killHard() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Asks it to stop and returns its exit status.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Whether the desk comes to have `sessions`: asked for half a minute, for the end of a
    /// connection reaches it when it does.
    func has(sessions: Int) throws -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            let metrics = try HTTPAnswer(port: http, "GET", "/metrics").body
            if metrics.contains("\nfrontdesk_sessions \(sessions)\n") { return true }
        }
        return false
    }

    func person() throws -> Socket {
        let socket = try Socket(port: line)
        _ = try socket.line()
        _ = try socket.line()
        return socket
    }
}

/// Runs the program to its end.
func frontdesk(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:]
) throws -> (status: Int32, output: String, errors: String) {
    try execute(Package.binary, arguments, input: input, environment: environment)
}

/// Runs any program to its end.
func execute(
    _ program: String, _ arguments: [String], input: String? = nil,
    environment: [String: String] = [:]
) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let folder = FileManager.default.temporaryDirectory.path
    let (out, err) = ("\(folder)/out-\(UUID().uuidString)", "\(folder)/err-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: out, contents: nil)
    _ = FileManager.default.createFile(atPath: err, contents: nil)
    defer {
        try? FileManager.default.removeItem(atPath: out)
        try? FileManager.default.removeItem(atPath: err)
    }
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    if let input { pipe.fileHandleForWriting.write(Data(input.utf8)) }
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
    return (process.terminationStatus, text(out), text(err))
}
