/// Links between the pages of a vault or wiki, and components of JSX in a sentence.
extension InlineMarkup {
    /// Bytes of a link between pages.
    private static let linkLengthMax = 300
    private static let contents = ["toc", "_toc_"]

    /// Cuts off `[[Page]]`, `[[Page#Part|words]]` or `![[File]]` as Obsidian has them: the words
    /// are kept, and of what is embedded nothing.
    mutating func cutPageLink() -> Bool {
        let inner = rest.utf8.dropFirst(2)
        guard let end = inner.prefix(Self.linkLengthMax).firstIndex(where: "[]".utf8.contains),
            inner[end...].starts(with: "]]".utf8)
        else { return false }
        let (link, behind) = (Substring(inner[..<end]), Substring(inner[end...].dropFirst(2)))
        guard !link.isEmpty, link.trimmed == link, behind.first != "(",
            !Self.contents.contains(link.lowercased())
        else { return false }
        rest = behind
        guard kept.last != "!" else {
            kept.removeLast()
            return true
        }
        kept += Self.words(of: link)
        hasText = true
        return true
    }

    /// What a link between pages shows: its words, else the page without its folder, and the part.
    private static func words(of link: Substring) -> String {
        let parts = link.split(separator: "|", maxSplits: 1)
        if parts.count == 2 { return String(parts[1].trimmed) }
        let target = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let page = target[0].split(separator: "/").last.map(String.init) ?? ""
        let names =
            [page] + target.dropFirst().flatMap { $0.split(separator: "#").map(String.init) }
        return names.filter { !$0.isEmpty }.joined(separator: " > ")
    }

    /// Cuts off the mark of `[!DNL Fastly]`, which tells translators what to leave; `[!NOTE]` is an
    /// alert.
    mutating func cutTranslatorsMark() -> Bool {
        let inner = rest.utf8.dropFirst(2)
        let name = inner.prefix { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
        let words = inner[name.endIndex...]
        guard !name.isEmpty, words.first == UInt8(ascii: " "),
            let end = words.prefix(Self.linkLengthMax).firstIndex(where: "[]".utf8.contains),
            inner[end] == UInt8(ascii: "]"), !MarkdownLine(Substring(words[..<end])).isBlank
        else { return false }
        kept += Substring(words[..<end]).trimmed
        hasText = true
        rest = Substring(words[end...].dropFirst())
        return true
    }

    /// Cuts off a component of JSX behind a text: `<Icon name="pen" />`, and of `<Link to="x">words
    /// </Link>` the tags. `<YourName>` is a text.
    mutating func cutComponent(_ tag: Tag) -> Bool {
        guard hasText, let first = tag.name.utf8.first,
            UInt8(ascii: "A")...UInt8(ascii: "Z") ~= first
        else { return false }
        switch tag.kind {
        case .alone: break
        case .closing:
            guard let open = components[tag.name], open > 0 else { return false }
            components[tag.name] = open - 1
        case .opening:
            guard !tag.attributes.isEmpty,
                tag.rest.utf8.prefix(Tag.lengthMax).firstRange(of: "</\(tag.name)>".utf8) != nil
            else { return false }
            components[tag.name, default: 0] += 1
        }
        rest = tag.rest
        if tag.kind == .alone, let title = tag.title { keepTitle(title) }
        return true
    }
}
