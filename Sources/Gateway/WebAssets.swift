import CZlib
import HTTPTypes
import Hummingbird
import NIOCore
import Understanding

/// The files that pages load: the widget and the demo page, held compressed.
///
/// They are part of the program, so that one binary serves a widget that fits it.
struct WebAssets: Sendable {
    private struct Asset: Sendable {
        let plain: ByteBuffer
        let compressed: ByteBuffer
        let headers: HTTPFields
        let tag: String
    }

    /// Seconds a browser may keep a file without asking again.
    private static let maxAge = 300

    private let assets: [String: Asset]

    var paths: [String] { assets.keys.sorted() }

    /// `origins` are the pages that may frame the demo page.
    init(framedBy origins: Set<String>) {
        let policy =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src data:; base-uri 'none'; form-action 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'; "
            + "frame-ancestors \((["'self'"] + origins.sorted()).joined(separator: " "))"
        // Any site may load the widget: its connection is what allowed origins are checked at.
        let shared: HTTPFields = [
            .accessControlAllowOrigin: "*", .crossOriginResourcePolicy: "cross-origin",
        ]
        assets = [
            "/": Self.asset(
                PackageResources.index_html, "text/html", [.contentSecurityPolicy: policy]),
            "/demo.css": Self.asset(PackageResources.demo_css, "text/css"),
            "/demo.js": Self.asset(PackageResources.demo_js, "text/javascript"),
            "/widget.js": Self.asset(Self.widget(), "text/javascript", shared),
            "/widget.mjs": Self.asset(PackageResources.widget_mjs, "text/javascript", shared),
        ]
    }

    /// The chat widget: its parts as one script that keeps every name but `Frontdesk` off the page.
    /// Loaded twice, by two tags or a tag and a module, the first one stays.
    private static func widget() -> [UInt8] {
        let parts = [
            PackageResources.settings_js, PackageResources.words_js, PackageResources.looks_js,
            PackageResources.storage_js, PackageResources.text_js, PackageResources.entries_js,
            PackageResources.transports_js, PackageResources.link_js, PackageResources.outbox_js,
            PackageResources.conversation_js, PackageResources.panel_js,
            PackageResources.launcher_js, PackageResources.page_js,
        ]
        let start = "(() => {\n\"use strict\";\nif (globalThis.Frontdesk) return;\n"
        return Array(start.utf8) + parts.flatMap(withoutComments) + Array("})();\n".utf8)
    }

    private static func asset(
        _ bytes: [UInt8], _ type: String, _ more: HTTPFields = [:]
    ) -> Asset {
        let tag = "\"" + String(bytes.withUnsafeBytes { Hash64.of($0) }, radix: 16) + "\""
        var headers: HTTPFields = [
            .contentType: "\(type); charset=utf-8", .xContentTypeOptions: "nosniff",
            .cacheControl: "public, max-age=\(maxAge)", .eTag: tag, .vary: "Accept-Encoding",
        ]
        for field in more { headers[field.name] = field.value }
        return Asset(
            plain: ByteBuffer(bytes: bytes), compressed: ByteBuffer(bytes: gzipped(bytes)),
            headers: headers, tag: tag)
    }

    /// The file at `path`, or that the browser's copy of it is still good.
    func response(_ path: String, to request: Request) -> Response {
        guard let asset = assets[path] else { return Response(status: .notFound) }
        if request.headers[.ifNoneMatch] == asset.tag {
            return Response(status: .notModified, headers: asset.headers)
        }
        var headers = asset.headers
        let isCompressed =
            request.headers[.acceptEncoding]?.contains("gzip") == true
            && asset.compressed.readableBytes > 0
        if isCompressed { headers[.contentEncoding] = "gzip" }
        return Response(
            status: .ok, headers: headers,
            body: .init(byteBuffer: isCompressed ? asset.compressed : asset.plain))
    }

    /// A script without the lines that are comments from end to end, `//` and `/**` to `*/`, which
    /// are a fifth of what a visitor would load. No line of a text in it looks like one.
    private static func withoutComments(_ script: [UInt8]) -> [UInt8] {
        var isInComment = false
        let lines = script.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let kept = lines.filter { line in
            let words = line.drop { $0 == UInt8(ascii: " ") }
            let isComment = isInComment || words.starts(with: "/**".utf8)
            if isComment { isInComment = !words.suffix(2).elementsEqual("*/".utf8) }
            return !isComment && !words.starts(with: "//".utf8)
        }
        return Array(kept.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// `bytes` in the gzip format (RFC 1952); empty where zlib refuses.
    private static func gzipped(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        // 15 bits of window, and 16 that ask for gzip's header.
        guard frontdesk_deflate_init(&stream, 9, 31, 9) == Z_OK else { return [] }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](
            repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let status = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(truncatingIfNeeded: input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(truncatingIfNeeded: output.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        return status == Z_STREAM_END ? Array(output[..<Int(stream.total_out)]) : []
    }
}
