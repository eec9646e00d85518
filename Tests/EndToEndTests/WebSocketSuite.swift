// One after another: a hundred servers at once would measure the machine.
/// A suite that speaks bare frames to a desk, its tests one after another.
protocol WebSocketSuite {
    /// One a test: it goes with its test.
    var desk: RunningDesk { get }
}

extension WebSocketSuite {
    /// A desk with the echo of the conformance tests, and without a limit on requests.
    static func served() throws -> RunningDesk {
        try RunningDesk([
            "--conformance", "--web-allowed-origins", "https://shop.example",
            "--limits-message-burst", "0",
        ])
    }

    func echo(_ headers: [String] = [], behind: [UInt8] = []) throws -> WebSocketClient {
        try WebSocketClient(
            port: desk.http, path: "/_conformance/echo", headers: headers, behind: behind)
    }

    static var deflate: [String] { ["Sec-WebSocket-Extensions: permessage-deflate"] }
}
