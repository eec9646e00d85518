import NIOCore

/// What one session was asked and has not looked at yet, in order.
struct RequestLine {
    private var inputs = CircularBuffer<ChatSession.Input>()
    private var byteCount = 0

    var isEmpty: Bool { inputs.isEmpty }

    /// Whether nothing more is to be read from the peer.
    var isFull: Bool {
        inputs.count >= GatewayOptions.backlogMax || byteCount >= GatewayOptions.backlogBytesMax
    }

    mutating func append(_ input: ChatSession.Input) {
        inputs.append(input)
        byteCount += input.byteCount
    }

    mutating func next() -> ChatSession.Input? {
        guard let input = inputs.popFirst() else {
            // One read may have brought thousands of lines; their places are not kept.
            if inputs.capacity > 2 * GatewayOptions.backlogMax { inputs = CircularBuffer() }
            return nil
        }
        byteCount -= input.byteCount
        return input
    }

    mutating func removeAll() { self = RequestLine() }
}
