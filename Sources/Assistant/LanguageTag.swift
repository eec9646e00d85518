import Understanding

/// A word that names a language as BCP 47 does: `fr`, `pt-BR`, `zh_Hant`, `es-419`. `en-route` and
/// `ar-vr` are words.
struct LanguageTag {
    /// As it was written.
    let text: String
    /// Of ISO 639-1, in small letters.
    let language: String
    /// In small letters; nil where it names none.
    let script: String?
    let region: String?
    /// Whether it names a language wherever it stands: it has a script or a region and is no pair
    /// of English words, as `as-is` is.
    let isSure: Bool

    /// Nil where the word is no tag of a language that is known.
    init?(_ word: some StringProtocol) {
        var subtags = word.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }[...]
        guard let written = subtags.popFirst().map({ String($0) }) else { return nil }
        language = written.lowercased()
        guard Self.languages.contains(language) else { return nil }
        let script = subtags.first.map { $0.lowercased() }.flatMap { name in
            Self.scripts.contains(name) ? name : nil
        }
        if script != nil { subtags.removeFirst() }
        let name = subtags.popFirst().map { String($0) }
        guard subtags.isEmpty, name.map({ Self.isRegion($0, of: written) }) ?? true else {
            return nil
        }
        (text, self.script, region) = (String(word), script, name?.lowercased())
        isSure =
            written == language
            && (script != nil || name.map { Self.isSureRegion($0, of: written) } ?? false)
    }

    /// The language where it is one that the desk speaks.
    var spoken: Language? { Language(rawValue: language) }

    /// Whether it may as well be a word or two of English, as `it` and `as-is`.
    var isWord: Bool {
        !isSure && Self.words.contains(language) && region.map(Self.words.contains) ?? true
    }

    /// Whether it names Chinese in traditional ideographs.
    var isTraditional: Bool {
        guard spoken == .chinese else { return false }
        return script.map { $0 == "hant" } ?? ["tw", "hk", "mo"].contains(region)
    }

    /// Whether two letters or three digits name a place. Of the languages that are spoken any pair
    /// of letters is one, as in `en-UK`.
    private static func isRegion(_ name: String, of language: String) -> Bool {
        if name.count == 3 { return name.allSatisfy(\.isNumber) }
        guard name.count == 2, name.allSatisfy(\.isLetter) else { return false }
        return Language(rawValue: language.lowercased()) != nil
            || regions.contains(name.lowercased())
    }

    private static func isSureRegion(_ name: String, of language: String) -> Bool {
        name != name.lowercased() || name.count == 3
            || !(words.contains(language) && words.contains(name))
    }

    private static let scripts: Set = ["arab", "cyrl", "hans", "hant", "latn"]

    /// English words, and short forms, of two letters.
    private static let words = list(
        """
        ad ai am an as at be by co do eu ex go ha he hi ho hr id if in io is it la lo ma me ml my
        no of oh ok on op or os pa pm pr ps so to tv uk up us we
        """)

    /// Of ISO 639-1.
    private static let languages = list(
        """
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy
        da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu
        hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb
        lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om
        or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw
        ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
        """)

    /// Of ISO 3166-1, and Kosovo.
    private static let regions = list(
        """
        ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br
        bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz
        ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw
        gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky
        kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv
        mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py
        qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg
        th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws xk ye yt za
        zm zw
        """)

    private static func list(_ words: String) -> Set<String> {
        Set(words.split { $0 == " " || $0 == "\n" }.map { String($0) })
    }
}
