import Dialogue
import Understanding

/// Reads client frames from bytes and checks every field against the limits.
package struct FrameCodec: Sendable {
    /// Entries of one answer to `history`, and of the page behind a `welcome`.
    package static let historyPageMax = 200
    /// Bytes of a session or identity token: a JWT with some claims is a tenth of it.
    package static let tokenBytesMax = 8_192
    /// Bytes of a customer's name or address.
    static let nameBytesMax = 256
    /// Bytes of a ping's nonce, which is sent back.
    static let nonceBytesMax = 256
    /// Entries of one answer to `history` where the frame asks for no number.
    static let historyPageDefault = 50

    /// What is announced in `welcome` and checked here.
    package let limits: WireLimits

    package init(limits: WireLimits) { self.limits = limits }

    /// The frame in `bytes`, a JSON object of known type; members that are not known are passed
    /// over.
    ///
    /// - Throws: The error that answers it, with the frame's idempotency key where that could be
    /// read: BAD_FRAME for what is no frame, TOO_LONG, INVALID_UTF8, and BAD_ARGUMENT for a field.
    package func decode(_ bytes: [UInt8]) throws(WireError) -> ClientFrame {
        guard bytes.count <= limits.frameBytes else {
            throw .tooLong(
                "a frame", max: limits.frameBytes, clientMessageID: Self.id(inHead: bytes))
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw WireError(.invalidUTF8, "the frame is not UTF-8")
        }
        let value: JSON
        do {
            value = try JSONParser.parse(bytes)
        } catch {
            throw WireError(.badFrame, "not JSON at byte \(error.position): \(error.reason)")
        }
        guard case .object = value else { throw WireError(.badFrame, "a frame is a JSON object") }
        guard let type = value["type"]?.string else {
            throw WireError(.badFrame, "'type' is missing")
        }
        let id = Self.echoed(value[Self.idName]?.string)
        return try frame(type, Fields(value: value, limits: limits, id: id))
    }

    /// Whether `frame` says that it is a `hello`, whatever is wrong with its fields.
    package static func isHello(_ frame: [UInt8]) -> Bool {
        do {
            return try JSONParser.parse(frame)["type"]?.string == "hello"
        } catch {
            return false
        }
    }

    private static let idName = "client_message_id"

    /// The `client_message_id` of a frame that is not read further, from its first bytes.
    package static func id(inHead frame: [UInt8]) -> String? {
        echoed(JSONParser.text(of: idName, inHead: frame))
    }

    /// An id as an error may repeat it: one beyond its limit is none.
    private static func echoed(_ id: String?) -> String? {
        guard let id, id.utf8.count <= WireLimits.clientMessageIDBytes else { return nil }
        return id
    }

    private func frame(_ type: String, _ f: Fields) throws(WireError) -> ClientFrame {
        switch type {
        case "hello": return .hello(try hello(f))
        case "message":
            if let type = try f.text("content_type", max: 64), type != "text" {
                throw f.bad("'content_type' is '\(type)'; clients send text")
            }
            return .message(id: try f.key(), content: try f.content("content"))
        case "action":
            return .action(
                id: try f.key(), message: try f.messageID(),
                action: try f.required("action_id", max: 64))
        case "ticket":
            return .ticket(
                id: try f.key(), subject: try f.content("subject"),
                priority: try f.choice("priority") ?? .normal)
        case "tickets": return .tickets
        case "handoff": return .handoff(id: try f.key(), reason: try f.optionalContent("reason"))
        case "bot": return .bot(id: try f.key(), reason: try f.optionalContent("reason"))
        case "feedback":
            guard let value: FeedbackValue = try f.choice("value") else {
                throw f.bad("'value' is missing: up or down")
            }
            return .feedback(
                id: try f.key(), message: try f.messageID(), value: value,
                reason: try f.optionalContent("reason"))
        case "rate":
            guard let score = try f.integer("score"), (1...5).contains(score) else {
                throw f.bad("'score' is a whole number from 1 to 5")
            }
            return .rate(
                id: try f.key(), score: Int(score), comment: try f.optionalContent("comment"))
        case "profile": return try profile(f)
        case "why": return .why(message: try f.messageID())
        case "history": return try history(f)
        case "ping": return .ping(nonce: try f.text("nonce", max: Self.nonceBytesMax))
        case "typing":
            guard let state: TypingState = try f.choice("state") else {
                throw f.bad("'state' is missing")
            }
            return .typing(state: state)
        case "read":
            guard let seq = try f.integer("seq"), seq >= 1 else {
                throw f.bad("'seq' counts from 1")
            }
            return .read(seq: seq)
        case "bye": return .bye
        default: throw WireError(.badFrame, "unknown type", clientMessageID: f.id)
        }
    }

    private func hello(_ f: Fields) throws(WireError) -> ClientFrame.Hello {
        if let version = try f.integer("version"), version != 1 {
            throw f.bad("'version' \(version) is not spoken here; 1 is")
        }
        let last = try f.integer("last_seq")
        if let last, last < 0 { throw f.bad("'last_seq' is negative") }
        let tag = try f.text("lang", max: 64)
        return ClientFrame.Hello(
            sessionToken: try f.text("session_token", max: Self.tokenBytesMax),
            identityToken: try f.text("identity_token", max: Self.tokenBytesMax),
            lastSeq: last, language: tag.flatMap(Language.init(tag:)), visit: Visit(f.value))
    }

    private func profile(_ f: Fields) throws(WireError) -> ClientFrame {
        let name = try f.optionalContent("name", max: Self.nameBytesMax)
        let email = try f.optionalContent("email", max: Self.nameBytesMax)
        if let name, !name.isPrintableLine {
            throw f.bad("'name' is not printable", chinese: "名字含有控制字符")
        }
        let tag = try f.text("lang", max: 64)
        if let email, !email.isPlausibleEmail {
            throw f.bad("'email' is not an address", chinese: "不是邮箱地址")
        }
        if let tag, Language(tag: tag) == nil { throw f.bad("'lang' is en or zh") }
        guard name != nil || email != nil || tag != nil else {
            throw f.bad("'name', 'email' or 'lang' is missing", chinese: "缺少名字、邮箱或语言")
        }
        return .profile(
            id: try f.key(), name: name, email: email, language: tag.flatMap(Language.init(tag:)))
    }

    private func history(_ f: Fields) throws(WireError) -> ClientFrame {
        let before = try f.integer("before_seq")
        if let before, before < 1 { throw f.bad("'before_seq' counts from 1") }
        let limit = try f.integer("limit") ?? Int64(Self.historyPageDefault)
        guard limit >= 1 else { throw f.bad("'limit' is at least 1") }
        return .history(beforeSeq: before, limit: Int(min(limit, Int64(Self.historyPageMax))))
    }
}

extension String {
    /// Something before and after one `@`, no blanks: enough to refuse a slip of the hand.
    var isPlausibleEmail: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && !unicodeScalars.contains(where: \.properties.isWhitespace) && !hasSuffix(".")
    }
}

/// The members of one frame, read with their limits.
private struct Fields {
    let value: JSON
    let limits: WireLimits
    /// For the error that answers the frame.
    let id: String?

    /// `chinese` where a person can have made the mistake.
    func bad(_ message: String, chinese: String? = nil) -> WireError {
        WireError(.badArgument, message, chinese: chinese, clientMessageID: id)
    }

    func text(_ name: String, max: Int) throws(WireError) -> String? {
        guard let member = value[name], member != .null else { return nil }
        guard let text = member.string else { throw bad("'\(name)' is not a string") }
        guard text.utf8.count <= max else {
            throw .tooLong("'\(name)'", max: max, clientMessageID: id)
        }
        return text
    }

    func required(_ name: String, max: Int) throws(WireError) -> String {
        guard let text = try text(name, max: max), !text.isEmpty else {
            throw bad("'\(name)' is missing")
        }
        return text
    }

    func key() throws(WireError) -> String {
        let key = try required("client_message_id", max: WireLimits.clientMessageIDBytes)
        guard key.isPrintableLine else { throw bad("'client_message_id' is not printable") }
        return key
    }

    func content(_ name: String) throws(WireError) -> String {
        guard let content = try optionalContent(name) else {
            throw bad("'\(name)' is missing", chinese: "文字为空")
        }
        return content
    }

    func optionalContent(_ name: String, max: Int? = nil) throws(WireError) -> String? {
        let max = max ?? limits.contentMax
        // A form that was left empty sends an empty text.
        guard let content = try text(name, max: max), !content.isEmpty else { return nil }
        do {
            try ContentRule.check(content)
        } catch {
            throw bad("'\(name)' \(error.reason)", chinese: error.chinese)
        }
        return content
    }

    func messageID() throws(WireError) -> MessageID {
        MessageID(try required("message_id", max: 128))
    }

    func integer(_ name: String) throws(WireError) -> Int64? {
        guard let member = value[name], member != .null else { return nil }
        guard let integer = member.integer else { throw bad("'\(name)' is not a whole number") }
        return integer
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String
    ) throws(WireError) -> Choice? where Choice.RawValue == String {
        guard let text = try text(name, max: 64) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw bad("'\(name)' is '\(text.prefix(32))'; known are \(known)")
        }
        return choice
    }
}
