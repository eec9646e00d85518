import HTTPTypes
import Hummingbird
import NIOCore
import Wire

extension Response {
    static func problem(_ refusal: HTTPRefusal) -> Response {
        Response(
            status: refusal.status, headers: refusal.headers,
            body: .init(byteBuffer: ByteBuffer(bytes: refusal.body)))
    }

    static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        json(Array(text.utf8), status)
    }

    static func json(_ bytes: [UInt8], _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A page with a style of its own that loads nothing and runs nothing.
    static func page(_ bytes: [UInt8], _ type: String, images: String = "'none'") -> Response {
        var headers: HTTPFields = [.contentType: "\(type); charset=utf-8"]
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; img-src \(images); base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'self'"
        headers[.xContentTypeOptions] = "nosniff"
        return Response(
            status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension HTTPField.Name {
    static let lastEventID = known("Last-Event-ID")
    /// Proxies that gather answers pass this one on at once.
    static let xAccelBuffering = known("X-Accel-Buffering")

    /// A name that HTTPTypes has no constant for. No other header may stand in for it: a slip here
    /// must end in the first test, not in an overwritten header.
    private static func known(_ name: String) -> Self {
        guard let name = Self(name) else { preconditionFailure("'\(name)' is a field name") }
        return name
    }
}
