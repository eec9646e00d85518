// Understanding turns words into terms, predicted intents, entities and ranked passages.
//
// It knows text, labels and passages. It must not know customers, conversations, sockets, SQL or
// clocks, and it does not import Foundation: the same files give the same bytes on any machine.

/// What this module refuses, each with the place that was wrong.
package enum UnderstandingError: Error, Equatable, CustomStringConvertible {
    /// Training was asked for with nothing to learn from.
    case nothingToLearn(String)
    /// A model file is missing, cut short, damaged or something else; `path` names it.
    case unusableFile(path: String, reason: String)
    /// A model file of another format version: training makes a new one.
    case outdatedFile(path: String, reason: String)
    /// A pattern that the regular-expression engine refuses, with its reason and position.
    case badPattern(name: String, pattern: String, reason: String)

    /// One line that names the file or pattern; training's has no path.
    package var description: String {
        switch self {
        case .nothingToLearn(let why): "nothing to learn from: \(why)"
        case .unusableFile(let path, let reason), .outdatedFile(let path, let reason):
            "\(path): \(reason)"
        case .badPattern(let name, let pattern, let reason):
            "regex '\(name)' (\(pattern)): \(reason)"
        }
    }
}

/// A language that the desk speaks.
package enum Language: String, Sendable, Hashable, CaseIterable, Codable {
    case english = "en"
    case chinese = "zh"

    /// The language of a tag (BCP 47) such as `en`, `zh-CN` or `ZH_hans`; nil where it is another
    /// one. Only the first subtag counts.
    package init?(tag: some StringProtocol) {
        let primary = tag.prefix { $0 != "-" && $0 != "_" }
        self.init(rawValue: primary.lowercased())
    }
}
