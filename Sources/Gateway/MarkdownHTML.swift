import CCMarkGFM
import Foundation
import Synchronization

/// Markdown as HTML, by cmark-gfm: CommonMark with GitHub's tables, strikethrough, footnotes and bare
/// addresses.
///
/// Safe by the library's default: addresses whose scheme could run something are left out. What is
/// HTML to it is shown as text, as it is in the chat: `<your-name>` are words.
enum MarkdownHTML {
    /// The library keeps what its extensions look for in variables of the process while it parses.
    private static let parsing = Mutex(())
    private static let extensions: [String] = {
        cmark_gfm_core_extensions_ensure_registered()
        return ["table", "strikethrough", "autolink"]
    }()

    /// The HTML of `text`; `keepsLines` where a line end is one, and not a blank.
    static func of(_ text: String, keepsLines: Bool = false) -> String {
        let options = CMARK_OPT_FOOTNOTES | (keepsLines ? CMARK_OPT_HARDBREAKS : 0)
        return parsing.withLock { _ in
            let parser = cmark_parser_new(options)
            defer { cmark_parser_free(parser) }
            for name in extensions {
                guard let found = cmark_find_syntax_extension(name) else { continue }
                cmark_parser_attach_syntax_extension(parser, found)
            }
            var text = text
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    cmark_parser_feed(parser, $0.baseAddress, $0.count)
                }
            }
            let document = cmark_parser_finish(parser)
            defer { cmark_node_free(document) }
            showTags(in: document)
            let written = cmark_render_html(
                document, options, cmark_parser_get_syntax_extensions(parser))
            defer { free(written) }
            return written.map { String(cString: $0) } ?? ""
        }
    }

    /// Makes text of what is HTML.
    private static func showTags(in document: OpaquePointer?) {
        var tags: [(node: OpaquePointer, isBlock: Bool)] = []
        let places = cmark_iter_new(document)
        while cmark_iter_next(places) != CMARK_EVENT_DONE {
            guard let node = cmark_iter_get_node(places) else { continue }
            let type = cmark_node_get_type(node)
            if type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_HTML_BLOCK {
                tags.append((node, type == CMARK_NODE_HTML_BLOCK))
            }
        }
        cmark_iter_free(places)
        for (node, isBlock) in tags {
            let text = cmark_node_new(CMARK_NODE_TEXT)
            cmark_node_set_literal(text, cmark_node_get_literal(node))
            var shown = text
            if isBlock {
                shown = cmark_node_new(CMARK_NODE_PARAGRAPH)
                cmark_node_append_child(shown, text)
            }
            cmark_node_replace(node, shown)
            cmark_node_free(node)
        }
    }
}
