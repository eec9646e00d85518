import Foundation

/// In which form a file holds examples, as the extension of its name tells.
enum FileForm {
    case yaml, markdown, json
    /// One example a line.
    case list
    case table(separator: Character)

    /// Nil where the extension is none of a form that is read.
    init?(of path: String) {
        switch (path as NSString).pathExtension.lowercased() {
        case "yml", "yaml": self = .yaml
        case "md", "markdown": self = .markdown
        case "json", "jsonl": self = .json
        case "txt": self = .list
        case "tsv": self = .table(separator: "\t")
        case "csv": self = .table(separator: ",")
        default: return nil
        }
    }

    /// Whether the file's name is the intent of all that it holds.
    var isList: Bool { if case .list = self { true } else { false } }

    var isTable: Bool { if case .table = self { true } else { false } }

    /// Whether the file is a JSON value a line.
    static func isJSONLines(_ path: String) -> Bool {
        (path as NSString).pathExtension.lowercased() == "jsonl"
    }

    /// Whether the file is an image, as those that articles show.
    static func isImage(_ path: String) -> Bool {
        images.contains((path as NSString).pathExtension.lowercased())
    }

    private static let images: Set = [
        "avif", "bmp", "gif", "heic", "ico", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp",
    ]

    /// What stands between the columns where the file is read as a table.
    var separator: Character {
        if case .table(let separator) = self { separator } else { "\t" }
    }
}
