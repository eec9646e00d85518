/// What only this machine can be reached by.
enum Loopback {
    static func isAddress(_ address: some StringProtocol) -> Bool {
        address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }

    /// Whether the host asked for is this machine by its own name: another one can be made to point
    /// here (DNS rebinding).
    static func isName(_ authority: String?) -> Bool {
        guard let authority = authority?.lowercased() else { return true }
        if authority.hasPrefix("[") {
            return isAddress(authority.dropFirst().prefix { $0 != "]" })
        }
        let host = authority.prefix { $0 != ":" }
        let isNumeric = host.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
        return host == "localhost" || isNumeric && isAddress(host)
    }
}
