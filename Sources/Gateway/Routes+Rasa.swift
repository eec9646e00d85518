import Desk
import Dialogue
import Hummingbird
import Logging
import Understanding
import Wire

/// The front door for people who come from Rasa.
extension Routes {
    static let webhookPath = "/webhooks/rest/webhook"
    static let parsePath = "/model/parse"

    /// Bytes of a body that is one JSON object.
    private static let objectBytesMax = 65_536

    /// Bytes that a body may have at `uri`.
    static func bodyBytesMax(at uri: String) -> Int {
        let path = path(ofTarget: uri)
        let isObject = path == webhookPath || path == parsePath
        return isObject ? objectBytesMax : GatewayOptions.bodyBytesMax
    }

    private static let senderBytesMax = 256

    func webhook(_ request: Request) async throws(HTTPRefusal) -> Response {
        let (sender, message) = try words(of: try await Self.object(request))
        do {
            return .json(try await RESTChannel(context: context).replies(to: message, of: sender))
        } catch {
            context.logger.error("webhook: \(error)")
            throw HTTPRefusal(.serviceUnavailable, "the message was not stored; send it again")
        }
    }

    private func words(of body: JSON) throws(HTTPRefusal) -> (sender: String, message: String) {
        let named = body["sender"] ?? .null
        guard let name = named == .null ? "" : named.string, name.isPrintableLine else {
            throw HTTPRefusal(.badRequest, "'sender' is not a printable string")
        }
        let sender = name.isEmpty ? "default" : name
        guard let message = body["message"]?.string else {
            throw HTTPRefusal(.badRequest, "'message' is missing")
        }
        do {
            try ContentRule.check(message)
        } catch {
            throw HTTPRefusal(.badRequest, "'message' \(error.reason)")
        }
        try Self.check("message", message, atMost: context.options.limits.contentMax)
        try Self.check("sender", sender, atMost: Self.senderBytesMax)
        return (sender, message)
    }

    private static func check(
        _ name: String, _ text: String, atMost bytesMax: Int
    ) throws(HTTPRefusal) {
        guard text.utf8.count > bytesMax else { return }
        throw HTTPRefusal(.contentTooLarge, "'\(name)' has at most \(bytesMax) bytes")
    }

    func parse(_ request: Request) async throws(HTTPRefusal) -> Response {
        guard let text = try await Self.object(request)["text"]?.string else {
            throw HTTPRefusal(.badRequest, "'text' is missing")
        }
        let reading = context.desk.read(text)
        // As Rasa has it: a text without a word has no intent, one that is called is certain.
        let called = reading.direct.map { [RankedIntent(name: $0.intent, score: 1)] }
        let intents = text.allSatisfy(\.isWhitespace) ? [] : called ?? reading.intents
        var json = JSONWriter()
        json.object { json in
            json.field("text", text)
            json.name("intent")
            json.intent(intents.first)
            json.name("intent_ranking")
            json.array(intents) { $0.intent($1) }
            json.name("entities")
            json.array(reading.entities) { json, entity in
                json.object {
                    $0.field("entity", entity.name)
                    $0.field("value", entity.value)
                    $0.field("start", entity.start)
                    $0.field("end", entity.end)
                    $0.field("extractor", entity.source.rawValue)
                }
            }
        }
        return .json(json.bytes)
    }

    /// The JSON object in a request's body.
    private static func object(_ request: Request) async throws(HTTPRefusal) -> JSON {
        let bytes = try await body(request, upTo: objectBytesMax)
        do {
            if String(validating: bytes, as: UTF8.self) != nil,
                case let value = try JSONParser.parse(bytes), case .object = value
            {
                return value
            }
        } catch {
            throw HTTPRefusal(
                .badRequest, "the body is not JSON: \(error.reason) at byte \(error.position)")
        }
        throw HTTPRefusal(.badRequest, "the body is not a JSON object")
    }
}

extension JSONWriter {
    fileprivate mutating func intent(_ intent: RankedIntent?) {
        object {
            if let intent {
                $0.field("name", intent.name)
            } else {
                $0.name("name")
                $0.null()
            }
            $0.field("confidence", intent?.score ?? 0)
        }
    }
}
