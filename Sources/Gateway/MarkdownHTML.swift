import CCMarkGFM
import Foundation

/// Markdown as HTML, by cmark-gfm: CommonMark with GitHub's tables, strikethrough and bare
/// addresses.
///
/// Safe by the library's default: raw HTML, and addresses whose scheme could run something, are
/// left out.
enum MarkdownHTML {
    private static let options = CMARK_OPT_DEFAULT
    /// Registered once a process, which is not safe on two threads at a time.
    private static let extensions: [String] = {
        cmark_gfm_core_extensions_ensure_registered()
        return ["table", "strikethrough", "autolink"]
    }()

    /// The HTML of `text`; nil where there is no memory for it.
    static func of(_ text: String) -> String? {
        let extensions = extensions
        guard let parser = cmark_parser_new(options) else { return nil }
        defer { cmark_parser_free(parser) }
        for name in extensions {
            if let found = cmark_find_syntax_extension(name) {
                cmark_parser_attach_syntax_extension(parser, found)
            }
        }
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cmark_parser_feed(parser, $0.baseAddress, $0.count)
            }
        }
        guard let document = cmark_parser_finish(parser) else { return nil }
        defer { cmark_node_free(document) }
        let written = cmark_render_html(
            document, options, cmark_parser_get_syntax_extensions(parser))
        guard let written else { return nil }
        defer { free(written) }
        return String(cString: written)
    }
}
