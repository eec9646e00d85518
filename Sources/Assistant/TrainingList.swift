/// What an entry of training data lists, in Rasa's YAML, Markdown and JSON alike.
enum TrainingList: String, CaseIterable {
    case intent, synonym, regex, lookup

    /// Whether it may name a file that lists its entries.
    var hasEntries: Bool { self == .regex || self == .lookup }
}
