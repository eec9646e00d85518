import ServiceLifecycle

/// A listener whose failure says which one it was and what to do about it.
struct Listening: Service, CustomStringConvertible {
    private let listener: any Service
    private let place: ListeningPlace

    init(_ listener: any Service, on place: ListeningPlace) {
        (self.listener, self.place) = (listener, place)
    }

    /// The service group would else spell out what is below, with every secret.
    var description: String { place.name }

    func run() async throws {
        do {
            try await listener.run()
        } catch {
            throw place.refusal(error)
        }
    }
}
