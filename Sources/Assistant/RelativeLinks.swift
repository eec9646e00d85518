import Dialogue
import Foundation

/// Links within articles that lead from one file to another, as `[fees](../fees.md#late)`.
///
/// Articles are shown elsewhere than where they were written. A link to another article leads to
/// where the desk shows it (``ArticleLink``), and one to a file that is none is its words; an
/// address with a scheme or a leading slash stays as it is, and so does code.
struct RelativeLinks {
    /// Paths of the articles by what they may be called in a link: with their extension, without
    /// it, and by their folder where they are its first page.
    private let paths: [String: Substring]

    /// Names of a folder's first page.
    private static let firstPages: Set<Substring> = ["index", "README", "readme", "_index"]
    /// Bytes of an address and its title: a bound on the work of a line of brackets.
    private static let addressMax = 1_000

    /// Links among `articles`, paths below `corpus/`.
    init(articles: some Sequence<Substring>) {
        var paths: [String: Substring] = [:]
        for path in Set(articles).sorted() {
            paths[String(path)] = path
            let name = Self.withoutExtension(path)
            if paths[String(name)] == nil { paths[String(name)] = path }
            let parts = name.split(separator: "/")
            guard let last = parts.last, Self.firstPages.contains(last) else { continue }
            let folder = parts.dropLast().joined(separator: "/")
            if paths[folder] == nil { paths[folder] = path }
        }
        self.paths = paths
    }

    /// Whether there may be links in `text`: most have none.
    static func mayHave(_ text: String) -> Bool { text.contains(bytesOf: "](") }

    /// `text` of `article` with its links resolved, and the addresses of files of Markdown that are
    /// no articles.
    func resolved(_ text: String, in article: Substring) -> (text: String, missing: [String]) {
        var fences = CodeFences(hasIndented: true)
        var missing: [String] = []
        let lines = text.lines.map { line -> String in
            fences.take(line) ? String(line) : resolved(line: line, in: article, &missing)
        }
        return (lines.joined(separator: "\n"), missing)
    }

    private func resolved(
        line: Substring, in article: Substring, _ missing: inout [String]
    ) -> String {
        guard Self.mayHave(String(line)) else { return String(line) }
        var kept = ""
        var rest = line.utf8
        /// Where brackets that are open start in `kept`, with the mark of an image before them.
        var open: [String.Index] = []
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "\\"):
                kept += Substring(rest.prefix(1))
                rest = rest.dropFirst()
                guard let next = Substring(rest).first else { break }
                kept.append(next)
                rest = Substring(rest).dropFirst().utf8
            case UInt8(ascii: "`"):
                let end = MarkdownLine.codeSpan(rest)?.rest ?? rest.drop { $0 == byte }
                kept += Substring(rest[..<end.startIndex])
                rest = end
            case UInt8(ascii: "["):
                let isImage = kept.utf8.last == UInt8(ascii: "!")
                open.append(isImage ? kept.index(before: kept.endIndex) : kept.endIndex)
                kept += "["
                rest = rest.dropFirst()
            case UInt8(ascii: "]"):
                rest = rest.dropFirst()
                let start = open.popLast()
                guard let start, let (address, title, behind) = Self.address(rest) else {
                    kept += "]"
                    continue
                }
                switch target(of: address, in: article) {
                case .elsewhere: kept += "](\(address)\(title))"
                case .article(let id): kept += "](\(ArticleLink.path(to: id))\(title))"
                case .nowhere(let isArticle):
                    if isArticle { missing.append(String(address)) }
                    let words = kept[start...].drop { $0 == "!" }.dropFirst()
                    kept.replaceSubrange(start..., with: String(words))
                }
                rest = behind
            default:
                let plain = rest.prefix { !"\\`[]".utf8.contains($0) }
                kept += Substring(plain)
                rest = rest[plain.endIndex...]
            }
        }
        return kept
    }

    /// The address in the parentheses that `text` starts with, what stands behind it there, and what
    /// follows them; nil where there are none.
    private static func address(
        _ text: Substring.UTF8View
    ) -> (address: Substring, title: Substring, rest: Substring.UTF8View)? {
        guard text.first == UInt8(ascii: "(") else { return nil }
        let near = Substring(text.dropFirst().prefix(addressMax))
        var depth = 1
        var quote: UInt8?
        var addressEnd: Substring.Index?
        for at in near.utf8.indices {
            let byte = near.utf8[at]
            if let mark = quote {
                if byte == mark { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"): addressEnd = addressEnd ?? at
            case UInt8(ascii: "\""), UInt8(ascii: "'"): if addressEnd != nil { quote = byte }
            default: break
            }
            guard depth == 0 else { continue }
            let end = addressEnd ?? at
            return (near[..<end], near[end..<at], text[at...].dropFirst())
        }
        return nil
    }

    private enum Target {
        case elsewhere
        /// The citation of an article or of a section.
        case article(String)
        /// Whether the file is one of Markdown.
        case nowhere(isArticle: Bool)
    }

    private func target(of address: Substring, in article: Substring) -> Target {
        let parts = address.split(
            separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let anchor = parts.count > 1 && !parts[1].isEmpty ? "#" + Self.decoded(parts[1]) : ""
        let path = parts.first.map { $0.prefix { $0 != "?" } } ?? ""
        guard !path.isEmpty else {
            return anchor.isEmpty ? .elsewhere : .article(article + anchor)
        }
        guard Self.isPath(path) else { return .elsewhere }
        let name = Self.decoded(path)
        let isMarkdown = ArticleForm(of: name) != nil
        if name.hasPrefix("/"), !isMarkdown { return .elsewhere }
        if let found = self.path(name, from: article) { return .article(found + anchor) }
        return .nowhere(isArticle: isMarkdown)
    }

    /// The article that `name` leads to: from where the file is, else from where sites without
    /// extensions show it; from the top where it starts with a slash.
    private func path(_ name: String, from article: Substring) -> Substring? {
        let page = Self.withoutExtension(article).split(separator: "/")
        let bases = name.hasPrefix("/") ? [page.prefix(0)] : [page.dropLast(), page[...]]
        for joined in bases.compactMap({ Self.joined($0, name) }) {
            let found = paths[joined] ?? paths[String(Self.withoutExtension(joined[...]))]
            if let found { return found }
        }
        return nil
    }

    /// Whether an address is a path: it has no scheme, no host, and nothing that is not read here.
    private static func isPath(_ address: Substring) -> Bool {
        guard let first = address.first, !"<{\\".contains(first), !address.hasPrefix("//") else {
            return false
        }
        guard let colon = address.firstIndex(of: ":") else { return true }
        return !address[..<colon].allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0))
        }
    }

    private static func decoded(_ text: Substring) -> String {
        text.removingPercentEncoding ?? String(text)
    }

    /// `name` from the folder `base`; nil where it leads out of the corpus.
    private static func joined(_ base: some Sequence<Substring>, _ name: String) -> String? {
        var parts = Array(base)
        for part in name.split(separator: "/") {
            switch part {
            case ".": break
            case "..": if parts.popLast() == nil { return nil }
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    /// A path without the extension of an article or of the page that sites make of one.
    private static func withoutExtension(_ path: Substring) -> Substring {
        for end in [".md", ".markdown", ".mdx", ".txt", ".html", ".htm"] where path.hasSuffix(end) {
            return path.dropLast(end.count)
        }
        return path
    }
}
