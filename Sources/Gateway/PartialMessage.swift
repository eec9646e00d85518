import NIOWebSocket

/// A message whose last fragment has not come yet.
struct PartialMessage {
    let isText: Bool
    let isCompressed: Bool
    var bytes: [UInt8] = []
    var utf8 = UTF8Check()
}

extension WebSocketMessages {
    /// How the text of a frame that is under way stands; nil for what is no text, or compressed.
    func check(for head: FrameHead) -> UTF8Check? {
        guard isOpen else { return nil }
        switch head.opcode {
        case .text: return head.isCompressed ? nil : UTF8Check()
        case .continuation:
            guard let message, message.isText, !message.isCompressed else { return nil }
            return message.utf8
        default: return nil
        }
    }
}
