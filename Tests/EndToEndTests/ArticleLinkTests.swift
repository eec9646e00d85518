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
            #expect(page.body.contains("<h1 id=\"\(anchor)\">"), "\(page.body)")
        }
    }

    /// The page of the article `text` at `name`.
    private func page(_ text: String, _ name: String = "en/fees.md") throws -> String {
        let desk = try RunningDesk(
            files: RunningDesk.files.merging([
                "corpus/\(name)": text, "corpus/en/returns.md": "# How long\nThirty days.\n",
            ]) { $1 })
        return try HTTPAnswer(port: desk.http, "GET", "/articles/\(name)").body
    }

    @Test func anArticleIsShownAsItsMarkdownSays() throws {
        let page = try page(
            """
            # The *fees* & more
            ## Late parcels
            **Four** pounds, ~~five~~; see [returns](returns.md#how-long), for <your-name>.

            | to | costs |
            |---|---|
            | <script>alert(1)</script> | 7 |

            - [bad](javascript:alert(1)) and https://shop.example

            &lt;script>
            alert(2)&lt;/script>
            ## Far away
            ### How much?
            Nine.
            """)

        for part in [
            "<html lang=\"en\">", "<title>The fees &amp; more</title>",
            "<h1>The fees &amp; more</h1><h2 id=\"late-parcels\">Late parcels</h2>",
            "<strong>Four</strong> pounds, <del>five</del>", "for &lt;your-name&gt;.",
            "<a href=\"/articles/en/returns.md#how-long\">returns</a>", "<th>costs</th>",
            "<td>7</td>", "<a href=\"\">bad</a>", "&lt;script&gt;\nalert(2)&lt;/script&gt;",
            "<a href=\"https://shop.example\">https://shop.example</a>",
            "<h2>Far away</h2><h2 id=\"how-much\">How much?</h2><p>Nine.</p>",
        ] {
            #expect(page.contains(part), "\(part) in \(page)")
        }
        #expect(!page.contains("<script") && !page.contains("omitted"), "\(page)")
    }

    @Test func aTableInSeveralPartsIsOne() throws {
        let rows = (1...100).map { "| thing number \($0) of the shop | \($0) pounds |" }
        let page = try page("# Fees\n| to | costs |\n|---|---|\n" + rows.joined(separator: "\n"))

        // Each part has an anchor, for answers link to it.
        #expect(page.contains("<h1 id=\"fees\"><a id=\"fees~2\"></a><a id=\"fees~3\">"), "\(page)")
        #expect(page.contains("</a>Fees</h1>"), "\(page)")
        #expect(page.components(separatedBy: "<tr>").count == 102)
        #expect(page.components(separatedBy: "<table>").count == 2)
        #expect(!page.contains("|"))
    }

    @Test func tablesAndListsOfSeveralPartsAreWhatTheyAre() throws {
        let tables = (2...4).map { count in
            func row(_ cell: String) -> String {
                "|" + String(repeating: " \(cell) |", count: count) + "\n"
            }
            return row("head") + row("---") + (1...20).map { row("cell number \($0)") }.joined()
        }
        let items = (1...80).map {
            "\($0). item number \($0) has words here and goes on for a while"
        }
        let page = try page(
            "# Fees\nSee it[^1].\n\n[^1]: Nearly.\n\n" + tables.joined(separator: "\n")
                + "\n## Steps\n" + items.joined(separator: "\n"))

        #expect(page.components(separatedBy: "<table>").count == 4, "\(page)")
        #expect(page.components(separatedBy: "<th>").count == 10)
        #expect(page.components(separatedBy: "<ol").count == 3)
        #expect(page.components(separatedBy: "<li>").count == 81)
        #expect(page.contains("Nearly."))
    }

    @Test func aPlainTextKeepsItsLines() throws {
        let page = try page("We are open:\nMon-Fri 9-5\nSat 10-2\n", "en/hours.txt")

        #expect(page.contains("open:<br />\nMon-Fri 9-5<br />\nSat"), "\(page)")
    }

    @Test func pagesThatAreMadeAtOnceDoNotDisturbEachOther() async throws {
        let desk = try RunningDesk(
            files: RunningDesk.files.merging([
                "corpus/en/a.md": "# A\n"
                    + String(repeating: "~~b~~ https://x.example\n\n", count: 200)
            ]) { $1 })
        let port = desk.http
        let pages = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<64 {
                group.addTask { try HTTPAnswer(port: port, "GET", "/articles/en/a.md").body }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }

        #expect(pages.count == 1)
        #expect(pages.first?.components(separatedBy: "<del>b</del>").count == 201)
    }
}
