import Foundation

/// What standard output can show.
enum Terminal {
    private static let environment = ProcessInfo.processInfo.environment

    /// Whether escapes do anything but stand there.
    static let knowsEscapes = environment["TERM"] != "dumb"

    /// A terminal, and nobody who asked for no colours: NO_COLOR counts where it is not empty
    /// (no-color.org).
    static let hasColour =
        isatty(STDOUT_FILENO) == 1 && knowsEscapes
        && (environment["NO_COLOR"] ?? "").isEmpty

    enum Colour: String {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
        case dim = "2"
        case plain = "0"
    }

    /// `text` in a colour, where colours are shown.
    static func text(_ text: String, in colour: Colour) -> String {
        hasColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }
}
