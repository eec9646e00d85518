/// What client and server agreed on for permessage-deflate (RFC 7692, section 7.1).
///
/// The server always chooses no context takeover in both directions: a connection then needs no
/// compressor of its own, and thousands share the streams of their event loop.
struct DeflateAgreement: Sendable, Hashable {
    /// Window of what the server sends, as log2 of bytes, 9...15.
    var serverWindowBits: Int32 = 15
    /// Whether the client named `server_max_window_bits`, which then must be answered.
    var namesServerWindow = false

    /// The answer to a client's offers, or nil where none can be met; the first that fits wins.
    init?(offers: [String]) {
        for header in offers {
            for offer in Self.parts(of: header[...], at: ",") {
                if let agreement = Self(offer: offer) {
                    self = agreement
                    return
                }
            }
        }
        return nil
    }

    private init?(offer: Substring) {
        let parts = Self.parts(of: offer, at: ";").map(Self.trimmed)
        guard parts.first?.lowercased() == "permessage-deflate" else { return nil }
        var seen: Set<String> = []
        for parameter in parts.dropFirst() {
            let pair = parameter.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.trimmed(pair[0]).lowercased()
            let value = pair.count > 1 ? Self.unquoted(Self.trimmed(pair[1])) : nil
            guard seen.insert(name).inserted, take(name, value) else { return nil }
        }
    }

    /// false where the parameter is unknown or its value is not allowed.
    private mutating func take(_ name: String, _ value: String?) -> Bool {
        switch name {
        case "server_no_context_takeover", "client_no_context_takeover": return value == nil
        case "client_max_window_bits": return value.map { Self.bits($0) != nil } ?? true
        case "server_max_window_bits":
            // zlib makes no raw stream with a window of 256 bytes: an offer of 8 is declined.
            guard let bits = value.flatMap(Self.bits), bits >= 9 else { return false }
            (serverWindowBits, namesServerWindow) = (bits, true)
            return true
        default: return false
        }
    }

    var header: String {
        let base = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        return namesServerWindow ? "\(base); server_max_window_bits=\(serverWindowBits)" : base
    }

    private static func bits(_ text: String) -> Int32? {
        guard text.utf8.count <= 2, text.first != "0", text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let bits = Int32(text), 8...15 ~= bits
        else {
            return nil
        }
        return bits
    }

    /// The parts of a list; a separator between quotation marks separates nothing.
    private static func parts(of text: Substring, at separator: Character) -> [Substring] {
        var (isQuoted, isEscaped) = (false, false)
        return text.split(omittingEmptySubsequences: false) { character in
            defer { isEscaped = isQuoted && character == "\\" && !isEscaped }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            return character == separator && !isQuoted
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(
            text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }
                .reversed())
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return text }
        return String(text.dropFirst().dropLast())
    }
}
