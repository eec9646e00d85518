package import Understanding

extension Language {
    /// The customer's, as `text` of theirs tells it; nil where no letter tells one, and of a word of
    /// courtesy in English: "ok" is written in the middle of any other.
    package static func told(by text: String) -> Language? {
        told(by: Analyzer().analyze(text).language, Reply(Wording(text)))
    }

    /// As ``told(by:)``, of words written in `written` that say `reply` by themselves.
    static func told(by written: Language?, _ reply: Reply?) -> Language? {
        if case .language(let wanted)? = reply { return wanted }
        guard written == .english else { return written }
        return switch reply {
        case nil, .call, .challenge, .ability, .protest, .language: written
        case .yes, .assent, .no, .neverMind, .cancel, .ordinal, .courtesy, .farewell: nil
        }
    }
}
