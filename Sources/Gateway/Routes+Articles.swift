import Desk
import Dialogue
import Foundation
import Hummingbird
import Understanding

/// The articles that answers cite.
extension Routes {
    /// The article an answer cites, as a page.
    func article(_ path: [Substring]) throws(HTTPRefusal) -> Response {
        let name = path.joined(separator: "/").removingPercentEncoding ?? ""
        let passages = context.desk.policy.interpreter.passages(ofArticle: name)
        guard let first = passages.first else { throw HTTPRefusal(.notFound, "no such article") }
        let title = first.articleTitle ?? first.title
        let language = first.language.map { " lang=\"\($0.rawValue)\"" } ?? ""
        var html = "<!doctype html><html\(language)><meta charset=utf-8>"
        html += "<meta name=viewport content=\"width=device-width\">"
        html += "<title>\(Self.escaped(title))</title>"
        html += "<style>\(Self.articleStyle)</style><main>"
        if title != first.title { html += "<h1>\(Self.escaped(title))</h1>" }
        var above = [title]
        for section in Self.sections(passages) {
            // Headings that have no text of their own are shown above the first section below them.
            for heading in section.passage.headings where !above.contains(heading) {
                html += "<h2>\(Self.escaped(heading))</h2>"
            }
            above = [title] + section.passage.headings + [section.passage.title]
            let tag = html.hasSuffix("<main>") ? "h1" : "h2"
            // Those of further parts lead to the heading, too.
            let parts = section.partAnchors.map { "<a id=\"\(Self.escaped($0))\"></a>" }.joined()
            let id = Self.escaped(String(section.passage.anchor))
            let heading = Self.escaped(section.passage.title)
            html += "<\(tag) id=\"\(id)\">\(parts)\(heading)</\(tag)>"
            html += MarkdownHTML.of(section.text, keepsLines: name.hasSuffix(".txt"))
        }
        return .page(Array(html.utf8), "text/html", images: "https:")
    }

    /// A section of an article, with the anchors of its further parts.
    private struct Section {
        let passage: Passage
        var partAnchors: [String] = []
        var text: String
    }

    /// The sections of an article, whose further parts, `costs~2`, are put together again: a row of
    /// a table goes on in the next line, and anything else, as another table, behind a blank one.
    private static func sections(_ passages: [Passage]) -> [Section] {
        passages.reduce(into: []) { sections, passage in
            guard passage.anchor.contains("~"), let last = sections.last else {
                sections.append(Section(passage: passage, text: passage.text))
                return
            }
            sections[sections.count - 1].partAnchors.append(String(passage.anchor))
            let lines = passage.text.split(separator: "\n", maxSplits: 2)
            let isHead = lines.dropFirst().first?.allSatisfy { "|:- ".contains($0) } == true
            let isRow = passage.text.hasPrefix("|") && last.text.hasSuffix("|") && !isHead
            sections[sections.count - 1].text += (isRow ? "\n" : "\n\n") + passage.text
        }
    }

    private static let articleStyle = """
        body{font:16px/1.6 system-ui,sans-serif;margin:0;color-scheme:light dark}\
        main{max-width:42rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}\
        h1,h2{line-height:1.25}:target{scroll-margin-top:1rem}\
        table{border-collapse:collapse;display:block;overflow-x:auto}\
        th,td{border:1px solid #8886;padding:.3rem .6rem;text-align:start}\
        pre{background:#8882;padding:.75rem 1rem;border-radius:.4rem;overflow-x:auto}\
        code{background:#8882;border-radius:.25rem;padding:.1rem .25rem}pre code{padding:0;\
        background:none}blockquote{border-inline-start:.25rem solid #8886;margin-inline:0;\
        padding-inline-start:1rem}img{max-width:100%}
        """

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
