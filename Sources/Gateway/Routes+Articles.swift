import Desk
import Dialogue
import Foundation
import Hummingbird
import Understanding

/// The articles that answers cite.
extension Routes {
    /// The article an answer cites, as a plain page; its text is never taken for HTML.
    func article(_ path: [Substring]) throws(HTTPRefusal) -> Response {
        let name = path.joined(separator: "/").removingPercentEncoding ?? ""
        let passages = context.desk.policy.interpreter.passages(ofArticle: name)
        guard !passages.isEmpty else { throw HTTPRefusal(.notFound, "no such article") }
        var html = "<!doctype html><meta charset=utf-8><meta name=viewport "
        html += "content='width=device-width'><style>body{font:16px/1.6 system-ui;max-width:42rem;"
        html +=
            "margin:2rem auto;padding:0 1rem;color-scheme:light dark}p{white-space:pre-wrap}</style>"
        for passage in passages {
            let anchor = passage.anchor
            let id = Self.escaped(String(anchor))
            // A further part of a section, `costs~2`, stands under the section's heading.
            if anchor.contains("~") {
                html += "<p id=\"\(id)\">\(Self.escaped(passage.text))</p>"
            } else {
                html += "<h2 id=\"\(id)\">\(Self.escaped(passage.title))</h2>"
                html += "<p>\(Self.escaped(passage.text))</p>"
            }
        }
        return .page(Array(html.utf8), "text/html")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
