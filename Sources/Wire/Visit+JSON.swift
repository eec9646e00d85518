package import Dialogue

/// `page` and `client` of a hello.
///
/// They are a note beside the conversation and cost nobody the chat: what cannot be kept is left
/// out or cut, never refused.
extension Visit {
    /// Bytes of a page's address: what every browser and server takes.
    static let urlBytesMax = 2_048
    /// Bytes of a page's title, and of a client's name.
    static let textBytesMax = 512

    /// nil where the hello says nothing that is kept.
    init?(_ hello: JSON) {
        self.init(
            pageURL: hello["page"]?["url"]?.string.flatMap(Self.webAddress),
            pageTitle: hello["page"]?["title"]?.string.flatMap(Self.line),
            client: hello["client"]?.string.flatMap(Self.line))
        if self == Visit() { return nil }
    }

    /// `text` where it is the whole address of a web page: half an address leads nowhere.
    private static func webAddress(_ text: String) -> String? {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https", text.utf8.count <= urlBytesMax else {
            return nil
        }
        let rest = text.dropFirst(scheme.count)
        guard rest.hasPrefix("://"), let host = rest.dropFirst(3).unicodeScalars.first,
            !"/?#".unicodeScalars.contains(host),
            !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.isRefusedControl })
        else { return nil }
        return text
    }

    /// One line without control characters, cut to ``textBytesMax``.
    private static func line(_ text: String) -> String? {
        var kept = String.UnicodeScalarView()
        var bytes = 0
        for scalar in text.unicodeScalars where scalar.value >= 0x20 && !scalar.isRefusedControl {
            bytes += scalar.utf8.count
            guard bytes <= textBytesMax else { break }
            kept.append(scalar)
        }
        return kept.isEmpty ? nil : String(kept)
    }
}

extension JSONWriter {
    /// The fields of a hello, or of a conversation's line, that tell where it began.
    package mutating func visit(_ visit: Visit) {
        if visit.pageURL != nil || visit.pageTitle != nil {
            name("page")
            object {
                $0.field("url", visit.pageURL)
                $0.field("title", visit.pageTitle)
            }
        }
        field("client", visit.client)
    }
}
