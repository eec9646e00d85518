import Foundation
import NIOCore

/// Where a listener listens, for the one line that says why it cannot.
struct ListeningPlace {
    var name: String
    /// What else to do.
    var remedy: String

    /// `error` in words, where it is one of listening.
    func refusal(_ error: any Error) -> any Error {
        switch error {
        case is CancellationError, is any CommandFault: return error
        case let error as IOError: return failure(String(cString: strerror(error.errnoCode)))
        case is SocketAddressError.UnknownHost: return failure("no such host")
        default: return failure("\(error)")
        }
    }

    private func failure(_ reason: String) -> CommandFailure {
        CommandFailure("cannot listen on \(name): \(reason); \(remedy)")
    }
}
