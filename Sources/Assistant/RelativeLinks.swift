import Dialogue
import Foundation
import Understanding

/// Links within articles that lead from one file to another, as `[fees](../fees.md#late)`.
///
/// Articles are shown elsewhere than where they were written. A link to another article leads to
/// where the desk shows it (``ArticleLink``), and one to a file that is none is its words. What
/// has a scheme stays as it is, for it may be anywhere, and so does what starts with a slash and is
/// no file of Markdown, for that may be the company's site; and so does code.
struct RelativeLinks {
    /// Paths of the articles by what they may be called in a link: with their extension, without
    /// it, and by their folder where they are its first page.
    private let paths: [String: Substring]
    /// Paths of all files that were read, those that became no article of their own among them.
    private let files: Set<String>

    /// Names of a folder's first page.
    private static let firstPages: Set<Substring> = ["index", "README", "readme", "_index"]

    /// Links among `articles`, paths below `corpus/`; `files` were read, be they articles or no.
    init(articles: some Sequence<Substring>, files: Set<String>) {
        self.files = files
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
    static func mayHave(_ text: some StringProtocol) -> Bool { text.contains(bytesOf: "](") }

    /// `text` of `article` with its links resolved, and the addresses of files of Markdown that are
    /// no articles. Links may go over line ends, but not over a blank line or code.
    func resolved(_ text: String, in article: Substring) -> (text: String, missing: [String]) {
        var fences = CodeFences(hasIndented: ArticleForm(of: String(article)) != .mdx)
        var (kept, paragraph): ([String], [Substring]) = ([], [])
        var missing: [String] = []
        func end() {
            guard !paragraph.isEmpty else { return }
            let text = paragraph.joined(separator: "\n")
            kept.append(Self.mayHave(text) ? resolved(text[...], in: article, &missing) : text)
            paragraph = []
        }
        for line in text.lines {
            // Code may stand in a quote.
            let inner = line.drop { $0 == ">" || $0 == " " }
            let isCode = fences.take(line.hasPrefix(">") ? inner : line)
            guard isCode || MarkdownLine(line).isBlank else {
                paragraph.append(line)
                continue
            }
            end()
            kept.append(String(line))
        }
        end()
        return (kept.joined(separator: "\n"), missing)
    }

    /// A paragraph of `article` with its links resolved.
    private func resolved(
        _ text: Substring, in article: Substring, _ missing: inout [String]
    ) -> String {
        var kept = ""
        var rest = text.utf8
        /// Where brackets that are open start in `kept`, the mark of an image in front counting in.
        var open: [(start: String.Index, isImage: Bool)] = []
        var isMarked = false
        while let byte = rest.first {
            let isBehindMark = isMarked
            isMarked = false
            if let end = MarkdownLine.behindVerbatim(rest) {
                kept += Substring(rest[..<end.startIndex])
                rest = end
                continue
            }
            switch byte {
            case UInt8(ascii: "["):
                let end = kept.endIndex
                open.append((isBehindMark ? kept.utf8.index(before: end) : end, isBehindMark))
                kept += "["
                rest = rest.dropFirst()
            case UInt8(ascii: "]"):
                rest = rest.dropFirst()
                guard let (start, isImage) = open.popLast(), let link = LinkAddress(rest) else {
                    kept += "]"
                    continue
                }
                switch target(of: link.address, in: article) {
                case .elsewhere: kept += "]" + Substring(rest[..<link.rest.startIndex])
                case .article(let path, let anchor) where !isImage:
                    let address = ArticleLink.path(toArticle: path, anchor: anchor)
                    kept += "](\(address)\(link.title))"
                case let found:
                    if case .nowhere(true) = found { missing.append(String(link.address)) }
                    let words = kept[start...].utf8.dropFirst(isImage ? 2 : 1)
                    kept.replaceSubrange(start..., with: String(Substring(words)))
                }
                rest = link.rest
            default:
                let plain = rest.prefix { !"\\`[]".utf8.contains($0) }
                isMarked = plain.last == UInt8(ascii: "!")
                kept += Substring(plain)
                rest = rest[plain.endIndex...]
            }
        }
        return kept
    }

    private enum Target {
        case elsewhere
        case article(Substring, anchor: String)
        /// Whether it is a file of Markdown, and not there.
        case nowhere(isMissing: Bool)
    }

    private func target(of address: Substring, in article: Substring) -> Target {
        let parts = address.split(
            separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let anchor = parts.count > 1 ? Self.decoded(parts[1]) : ""
        let path = parts.first.map { $0.prefix { $0 != "?" } } ?? ""
        guard !path.isEmpty else {
            return anchor.isEmpty ? .elsewhere : .article(article, anchor: anchor)
        }
        guard Self.isPath(path) else { return .elsewhere }
        let name = Self.decoded(path)
        let isMarkdown = ArticleForm(of: name).map { $0 != .plain } ?? false
        if name.hasPrefix("/"), !isMarkdown || name.hasPrefix(ArticleLink.folder) {
            return .elsewhere
        }
        let places = places(of: name, from: article, isMarkdown: isMarkdown)
        for place in places {
            let found = paths[place] ?? paths[String(Self.withoutExtension(place[...]))]
            if let found { return .article(found, anchor: anchor) }
        }
        return .nowhere(isMissing: isMarkdown && !places.contains(where: files.contains))
    }

    /// Where `name` may lead: from where the file is, or, without the extension of a file of
    /// Markdown, from where sites show it; from the top where it starts with a slash.
    private func places(of name: String, from article: Substring, isMarkdown: Bool) -> [String] {
        let page = Self.withoutExtension(article).split(separator: "/")
        var bases = name.hasPrefix("/") ? [page.prefix(0)] : [page.dropLast()]
        if !name.hasPrefix("/"), !isMarkdown { bases.append(page[...]) }
        return bases.compactMap { Self.joined($0, name) }
    }

    /// Whether an address is a path: it has no scheme, no host, and nothing that is not read here.
    private static func isPath(_ address: Substring) -> Bool {
        guard let first = address.first, !"{\\".contains(first), !address.hasPrefix("//") else {
            return false
        }
        guard let colon = address.firstIndex(of: ":") else { return true }
        return !address[..<colon].allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0))
        }
    }

    /// `text` without backslashes before marks, and with what is percent-encoded.
    private static func decoded(_ text: Substring) -> String {
        var plain = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if !isEscaped, scalar == "\\" {
                isEscaped = true
                continue
            }
            if isEscaped, !Character(scalar).isPunctuation { plain += "\\" }
            isEscaped = false
            plain.unicodeScalars.append(scalar)
        }
        return plain.removingPercentEncoding ?? plain
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
        let name = (path.split(separator: "/").last ?? "").lowercased()
        guard ArticleForm(of: name) != nil || name.hasSuffix(".html") || name.hasSuffix(".htm"),
            let dot = path.lastIndex(of: ".")
        else { return path }
        return path[..<dot]
    }
}
