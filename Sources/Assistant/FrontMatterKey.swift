/// A key at the top of an article, in either language.
struct FrontMatterKey {
    enum Value: Equatable {
        case nothing
        case text(String)
        case list([String])
        /// Numbers, tables and whatever else is no text.
        case other
    }

    var name: String
    var value: Value
    /// Lines of the file where the key and its value start.
    var line: Int
    var valueLine: Int
}

/// The language of a front matter, which its fences tell.
enum FrontMatterForm: CaseIterable {
    case yaml, toml

    /// What stands above and below.
    var fence: String {
        switch self {
        case .yaml: "---"
        case .toml: "+++"
        }
    }

    /// What parts a key from its value.
    var separator: String {
        switch self {
        case .yaml: ":"
        case .toml: "="
        }
    }

    /// The form whose fence `line` is, with blanks behind it.
    init?(fence line: Substring) {
        guard let form = Self.allCases.first(where: { $0.isFence(line) }) else { return nil }
        self = form
    }

    func isFence(_ line: Substring) -> Bool {
        line.utf8.starts(with: fence.utf8) && line.trimmed == fence
    }
}
