/// The way a message came; a response may have variants for one (`channel:`), which name it so.
package enum ChatChannel: String, Sendable, Hashable, CaseIterable {
    /// A WebSocket, or the frames of a POST.
    case widget
    /// The line port.
    case line
    /// Rasa's REST channel.
    case rest
}
