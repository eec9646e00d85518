package import Understanding

extension Language {
    /// The customer's, as `text` of theirs tells it; nil where no letter tells one, and of a single
    /// word, or one of courtesy, in English: "ok", "voucher" and "Tom" are written in the middle of
    /// any other.
    package static func told(by text: String) -> Language? {
        let wording = Wording(text)
        return told(by: Analyzer().analyze(text).language, wording, Reply(wording))
    }

    /// As ``told(by:)``, of a `wording` written in `written` that says `reply` by itself.
    static func told(by written: Language?, _ wording: Wording, _ reply: Reply?) -> Language? {
        if case .language(let wanted)? = reply { return wanted }
        guard written == .english else { return written }
        return switch reply {
        case nil: wording.words.count == 1 ? nil : written
        case .call, .challenge, .ability, .protest, .language: written
        case .yes, .assent, .no, .neverMind, .cancel, .ordinal, .last, .courtesy, .farewell: nil
        }
    }
}
