import HTTPTypes
import NIOHTTP1

/// What the gate refuses by the head alone.
extension RequestGate {
    /// Why a request is answered here; nil where it goes on.
    func fault(of head: HTTPRequestHead) -> HTTPRefusal? {
        guard isAdmitted else {
            return HTTPRefusal(.tooManyRequests, "too many connections from your address")
        }
        let hosts = head.headers["host"].count
        // RFC 9112, 3.2.
        guard hosts == 1 || hosts == 0 && head.version.minor < 1 else {
            return HTTPRefusal(.badRequest, "a request has one Host header")
        }
        guard head.headers["host"].allSatisfy(UpgradeRule.isHost) else {
            return HTTPRefusal(.badRequest, "the Host header names no host")
        }
        let length = head.headers["content-length"].first.flatMap { Int($0) } ?? 0
        guard length <= GatewayOptions.bodyBytesMax else {
            return .tooLong(Routes.bodyBytesMax(at: head.uri))
        }
        let expected = head.headers[canonicalForm: "expect"]
        guard expected.allSatisfy({ $0.lowercased() == "100-continue" }) else {
            return HTTPRefusal(.expectationFailed, "only 100-continue can be expected")
        }
        return nil
    }
}
