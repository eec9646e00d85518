import HTTPTypes
import Wire

/// Why a request is not served; becomes problem details (RFC 9457).
struct HTTPRefusal: Error {
    let status: HTTPResponse.Status
    let detail: String

    init(_ status: HTTPResponse.Status, _ detail: String) {
        (self.status, self.detail) = (status, detail)
    }

    /// A body beyond the most that its path takes.
    static func tooLong(_ bytesMax: Int) -> HTTPRefusal {
        HTTPRefusal(.contentTooLarge, "the body is longer than \(bytesMax) bytes")
    }

    /// The headers of the answer, beside those of its path.
    var headers: HTTPFields {
        var headers: HTTPFields = [.contentType: "application/problem+json"]
        // RFC 9110, 15.5.2.
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        return headers
    }

    /// The problem details as JSON.
    var body: [UInt8] {
        JSONWriter.written { json in
            json.object {
                $0.field("type", "about:blank")
                $0.field("title", status.reasonPhrase)
                $0.field("status", status.code)
                $0.field("detail", detail)
            }
        }
    }
}
