import Foundation
import Testing
import Understanding
import Wire

/// A link under an answer leads to its article, whatever the name of the file.
@Suite(.serialized) struct ArticleLinkTests {
    static let names = ["c#.md", "why?.md", "100%.md", "a+b%20c.md", "费 用.md"]

    @Test func theLinkUnderAnAnswerLeadsToItsArticle() throws {
        let articles = Self.names.map { ("corpus/en/\($0)", "# The price: \($0)\nIt costs 7.\n") }
        let desk = try RunningDesk(files: RunningDesk.files.merging(articles) { $1 })
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "\"synced\"")
        for (at, name) in Self.names.enumerated() {
            let anchor = "the-price-\(name.filter { !"#?%+.".contains($0) })"
                .replacing(" ", with: "-")
            let asked = DirectIntent.payload(
                "action_answer", ["passage": "en/\(name)#\(anchor)"])
            var json = JSONWriter()
            json.object {
                $0.field("type", "message")
                $0.field("client_message_id", "\(at)")
                $0.field("content", asked)
            }
            client.send(String(decoding: json.bytes, as: UTF8.self))

            let answer = try #require(try client.receive(until: "\"sources\"").last)
            let url = try #require(answer.firstMatch(of: /"url":"([^"]+)"/)).output.1
            let page = try HTTPAnswer(port: desk.http, "GET", String(url.prefix { $0 != "#" }))

            #expect(url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(url)")
            #expect(page.status == 200, "\(url)")
            #expect(page.body.contains("<h2 id=\"\(anchor)\">"), "\(page.body)")
        }
    }
}
