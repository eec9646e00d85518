// What is measured, runnable by anyone: `make bench`. Figures are CPU time unless they say wall;
// they differ from machine to machine, so trust the ratios of one run.

import Assistant
import Foundation
import NIOCore
import Understanding

@main
struct FrontdeskBench {
    static func main() async {
        do {
            try await measure()
        } catch {
            FileHandle.standardError.write(Data("frontdesk-bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func measure() async throws {
        let arguments = CommandLine.arguments
        if arguments.count == 3, arguments[1] == "echo",
            let style = EchoServer(rawValue: arguments[2])
        {
            try await style.run()
            return
        }
        let root = FileManager.default.currentDirectoryPath
        for part in try Part.named(arguments.dropFirst()) {
            switch part {
            case .core: try CoreBenchmarks(root: root).run()
            case .turns: try fullTurn(root, CoreBenchmarks(root: root))
            case .echo: try handlerStyles(arguments[0])
            case .training: try training(root)
            case .prediction: try prediction(root)
            case .retrieval: try retrieval(root)
            }
        }
    }

    /// What can be measured alone: `frontdesk-bench turns echo`; everything where none is named.
    private enum Part: String, CaseIterable {
        case core, turns, echo, retrieval, training, prediction

        static func named(_ names: ArraySlice<String>) throws -> [Part] {
            guard !names.isEmpty else { return allCases }
            return try names.map { name in
                guard let part = Part(rawValue: name) else {
                    let known = allCases.map(\.rawValue).joined(separator: ", ")
                    throw Load.Failure(description: "no part '\(name)'; there are \(known)")
                }
                return part
            }
        }
    }

    /// The public sets, where they are at hand.
    private static func sets(_ root: String) -> String { root + "/../shared/data" }

    private static func training(_ root: String) throws {
        CoreBenchmarks.training(
            "of the sample desk", try AssistantProject(directory: root).examples)
        if let examples = clinc("train", root) {
            CoreBenchmarks.training("on CLINC150", examples)
        }
    }

    private static func prediction(_ root: String) throws {
        let examples = try AssistantProject(directory: root).examples
        try PredictionBenchmark(
            name: "sample desk", examples: examples, messages: examples.map(\.text)
        ).run()
        if let examples = clinc("train", root), let others = clinc("dev", root) {
            try PredictionBenchmark(
                name: "CLINC150", examples: examples, messages: others.map(\.text)
            ).run()
        }
    }

    /// A part of CLINC150, where it is at hand.
    private static func clinc(_ part: String, _ root: String) -> [Example]? {
        let path = sets(root) + "/clinc150/\(part).tsv"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return LabelledTable(text, separator: "\t").rows.map {
            Example(text: $0.text, intent: $0.label)
        }
    }

    private static func retrieval(_ root: String) throws {
        for language in Language.allCases {
            try RetrievalBenchmark(AssistantProject(directory: root), language, sets: sets(root))
                .run()
        }
    }

    /// The built server with the sample desk: start, memory, and durable turns over WebSocket.
    private static func fullTurn(_ root: String, _ core: CoreBenchmarks) throws {
        let data = FileManager.default.temporaryDirectory.path + "/bench-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: data) }
        let server = try started(root, data)
        guard server.ports.count == 2 else {
            print("the server did not start")
            return
        }
        defer { server.stop() }
        report("start to ready, wall", server.startMilliseconds, "ms")
        report("idle RSS", Double(Measure.residentBytes(of: server.identifier)) / 1e6, "MB")
        for (name, texts) in [("examples", core.messages), ("other messages", core.others)] {
            try reportTurns(of: server, by: name, turns(texts, port: server.ports[0]))
        }
        try idleConnections(server)
    }

    /// The server's second start, which is the one that counts: the first trains.
    private static func started(_ root: String, _ data: String) throws -> ServerProcess {
        let arguments = [
            "serve", "--assistant", root, "--data", data, "--http", "127.0.0.1:0", "--line",
            "127.0.0.1:0", "--limits-message-rate", "0", "--limits-connections-per-address", "0",
            "--log-level", "error",
        ]
        let binary = root + "/.build/release/frontdesk"
        try ServerProcess(binary, arguments).stop()
        return try ServerProcess(binary, arguments)
    }

    /// Customers who send `texts` one after another, each as soon as the last is answered.
    private static func turns(_ texts: [String], port: Int) -> Load {
        Load(
            port: port, connections: 64, requests: 300,
            opening: Frames.handshake(port: port)
                + Frames.text("{\"type\":\"hello\",\"version\":1}"),
            request: { number in
                let text = texts[number % texts.count]
                    .replacing("\"", with: "'").replacing("\\", with: "/")
                return Frames.text(
                    "{\"type\":\"message\",\"client_message_id\":\"b\(number)\",\"content\":\"\(text)\"}"
                )
            },
            answers: {
                try Frames.settled(&$0, marks: ["{\"type\":\"ack\"", "{\"type\":\"synced\""])
            },
            opensWithAnswer: true)
    }

    private static func reportTurns(
        of server: ServerProcess, by texts: String, _ load: Load
    ) throws {
        let before = Measure.processorSeconds(of: server.identifier)
        let wall = try load.run()
        let turns = Double(load.connections * load.requests)
        let cost = (Measure.processorSeconds(of: server.identifier) - before) * 1e6 / turns
        report(
            "full durable turn over WebSocket, 64 connections, \(texts)", cost, "us",
            "\(Int(turns / wall)) turns a second")
    }

    private static func idleConnections(_ server: ServerProcess) throws {
        let count = 500
        let before = Measure.residentBytes(of: server.identifier)
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        for _ in 0..<count {
            let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(server.ports[1]).bigEndian
            address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
            _ = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            var greeting = [UInt8](repeating: 0, count: 512)
            _ = read(file, &greeting, greeting.count)
            sockets.append(file)
        }
        let grown = Double(Measure.residentBytes(of: server.identifier) - before)
        report("memory an idle connection", grown / Double(count) / 1e3, "kB")
    }

    /// The same echo behind a ChannelHandler and behind a task over NIOAsyncChannel.
    private static func handlerStyles(_ program: String) throws {
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 63) + [UInt8(ascii: "\n")]
        for style in [EchoServer.handler, .asyncChannel] {
            let server = try ServerProcess(program, ["echo", style.rawValue])
            guard let port = server.ports.last else { continue }
            let load = Load(
                port: port, connections: 64, requests: 2_000, opening: [], request: { _ in line },
                answers: { buffer in
                    let count = buffer.readableBytes / 64
                    buffer.moveReaderIndex(forwardBy: count * 64)
                    return count
                }, opensWithAnswer: false)
            let before = Measure.processorSeconds(of: server.identifier)
            _ = try load.run()
            let cost = Measure.processorSeconds(of: server.identifier) - before
            report(
                "64-byte echo by \(style.rawValue), CPU a message",
                cost * 1e6 / Double(load.connections * load.requests), "us")
            server.stop()
        }
    }
}
