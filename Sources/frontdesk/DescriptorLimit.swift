import Foundation

/// How many descriptors the process may have: one a connection, and some of its own.
enum DescriptorLimit {
    /// Raises the soft limit to the hard one, the bound that is meant; the soft one is low for the
    /// sake of programs that use select(2). Returns what is true then, for the log.
    static func raise() -> String {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return failure("read") }
        let before = limit.rlim_cur
        limit.rlim_cur = highest(limit)
        guard limit.rlim_cur > before else { return "\(before) descriptors may be open" }
        guard setrlimit(resource, &limit) == 0 else { return failure("raised from \(before)") }
        return "\(limit.rlim_cur) descriptors may be open, \(before) before"
    }

    /// Refuses a limit with which nothing works, where it cannot be raised: the files and the event
    /// loops of a command that only reads need a dozen.
    static func requireEnough() throws {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < least else { return }
        _ = raise()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < least else { return }
        throw CommandFailure(
            "\(limit.rlim_cur) descriptors may be open, and \(least) are needed; "
                + "'ulimit -n \(least)' or more raises that")
    }

    private static let least: rlim_t = 64

    private static func failure(_ what: String) -> String {
        "the limit of descriptors cannot be \(what): \(String(cString: strerror(errno)))"
    }

    #if canImport(Darwin)
        private static let resource = RLIMIT_NOFILE

        /// Above this the system refuses, whatever the hard limit says (setrlimit(2)).
        private static func highest(_ limit: rlimit) -> rlim_t {
            min(limit.rlim_max, rlim_t(OPEN_MAX))
        }
    #else
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

        private static func highest(_ limit: rlimit) -> rlim_t { limit.rlim_max }
    #endif
}
