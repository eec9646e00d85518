import Desk
import Dialogue
import Foundation
import Hummingbird
import Understanding

/// The articles that answers cite.
extension Routes {
    /// The article an answer cites, as a page; HTML in its text is left out.
    func article(_ path: [Substring]) throws(HTTPRefusal) -> Response {
        let name = path.joined(separator: "/").removingPercentEncoding ?? ""
        let passages = context.desk.policy.interpreter.passages(ofArticle: name)
        guard let first = passages.first else { throw HTTPRefusal(.notFound, "no such article") }
        let title = Self.escaped(first.articleTitle ?? first.title)
        let language = first.language.map { " lang=\"\($0.rawValue)\"" } ?? ""
        var html = "<!doctype html><html\(language)><meta charset=utf-8>"
        html += "<meta name=viewport content=\"width=device-width\"><title>\(title)</title>"
        html += "<style>\(Self.articleStyle)</style><main>"
        if first.articleTitle.map({ $0 != first.title }) == true { html += "<h1>\(title)</h1>" }
        for passage in passages { html += Self.section(passage) }
        return .page(Array(html.utf8), "text/html")
    }

    private static func section(_ passage: Passage) -> String {
        let id = escaped(String(passage.anchor))
        let text = MarkdownHTML.of(passage.text) ?? "<p>\(escaped(passage.text))</p>"
        // A further part of a section, `costs~2`, stands under the section's heading.
        return passage.anchor.contains("~")
            ? "<div id=\"\(id)\">\(text)</div>"
            : "<h2 id=\"\(id)\">\(escaped(passage.title))</h2>\(text)"
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
