package import Dialogue
package import Understanding

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension ReferenceTime {
    /// `time` on the clocks of the server's zone (`TZ`), where the desk's customers are taken to
    /// be; nil where the zone's rules do not reach.
    package init?(_ time: Timestamp) {
        let seconds = time.milliseconds / 1_000
        var moment = time_t(seconds)
        var parts = tm()
        guard localtime_r(&moment, &parts) != nil else { return nil }
        self.init(secondsSince1970: seconds, zoneSeconds: parts.tm_gmtoff)
    }
}
