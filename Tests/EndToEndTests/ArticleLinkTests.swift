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

    @Test func anArticleIsShownAsItsMarkdownSays() throws {
        let article = """
            # The *fees* & more
            ## Late parcels
            **Four** pounds, ~~five~~; see [returns](returns.md#how-long), <b onclick=x>all</b>.

            | to | costs |
            |---|---|
            | <script>alert(1)</script> | 7 |

            - [bad](javascript:alert(1)) and https://shop.example

            <script>alert(2)</script>
            """
        let desk = try RunningDesk(
            files: RunningDesk.files.merging([
                "corpus/en/fees.md": article, "corpus/en/returns.md": "# How long\nThirty days.\n",
            ]) { $1 })

        let page = try HTTPAnswer(port: desk.http, "GET", "/articles/en/fees.md").body

        for part in [
            "<html lang=\"en\">", "<title>The fees &amp; more</title>",
            "<h1>The fees &amp; more</h1><h2 id=\"late-parcels\">Late parcels</h2>",
            "<strong>Four</strong> pounds, <del>five</del>",
            "<a href=\"/articles/en/returns.md#how-long\">returns</a>", "<th>costs</th>",
            "<td>7</td>", "<a href=\"\">bad</a>",
            "<a href=\"https://shop.example\">https://shop.example</a>",
        ] {
            #expect(page.contains(part), "\(part) in \(page)")
        }
        #expect(!page.contains("<script") && !page.contains("onclick"), "\(page)")
    }
}
