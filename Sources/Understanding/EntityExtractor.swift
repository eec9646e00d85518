import CPCRE2

/// Finds entities by regular expression, word list, tagger and what is built in.
///
/// What a project wrote down comes first: a pattern or list beats the tagger where both find
/// something, unless it finds only a part of what examples mark, and the tagger what is built in.
/// Hostile text meets no backtracking without end: PCRE2 runs with a match and a depth limit over as
/// much of the text as the rest reads; a pattern that hits them finds nothing.
package final class EntityExtractor: Sendable {
    static let entitiesMax = 32
    private let patterns: [Pattern]
    private let lists: WordLists
    private let synonyms: EntitySynonyms
    private let tagger: EntityTagger?
    private let builtIn: BuiltInEntities
    /// Phrases of ``OtherDomains`` that word lists and synonyms have.
    let ownDomains: Set<UInt64>
    /// Hashes of the words that these have.
    let words: Set<UInt64>

    /// Compiles `rules`; the first bad pattern is thrown with its name and reason. A pattern or
    /// list with the name of a built-in entity replaces it, but for order numbers that are called
    /// so.
    package init(
        _ rules: EntityRules, tagger: EntityTagger? = nil
    ) throws(UnderstandingError) {
        var patterns: [Pattern] = []
        for rule in rules.patterns {
            patterns.append(try Pattern(name: rule.name, rule.pattern))
        }
        self.patterns = patterns
        lists = WordLists(rules.lookups)
        synonyms = EntitySynonyms(rules.synonyms)
        self.tagger = tagger
        builtIn = BuiltInEntities(
            without: Set(rules.patterns.map(\.name) + rules.lookups.map(\.name)))
        let analyzer = Analyzer()
        var own = OtherDomains.Own()
        var words: Set<UInt64> = []
        for analysis in rules.texts.map({ analyzer.analyze($0) }) {
            own.add(analysis)
            words.formUnion(
                analysis.tokens.filter { $0.kind == .word }.map(analysis.key(of:)))
        }
        (ownDomains, self.words) = (own.keys, words)
    }

    /// Entities of `text` in order of their place, none overlapping another; `now` is where
    /// relative dates count from, without which they have no resolved value.
    package func entities(in text: String, at now: ReferenceTime? = nil) -> [Entity] {
        var text = text
        let (matched, hasSigns) = text.withUTF8 { utf8 in
            (
                matches(in: utf8),
                BuiltInSigns.areIn(Self.head(of: utf8, scalars: BuiltInEntities.scalarsMax))
            )
        }
        guard tagger != nil || hasSigns || !lists.isEmpty else {
            return Self.first(of: matched).map(resolved)
        }
        let folded = FoldedText(text, scalarLimit: BuiltInEntities.scalarsMax)
        let pieces = Lexemes(folded)
        let written = Self.first(of: matched + lists.entities(in: text, folded, pieces))
        let standard = hasSigns ? builtIn.entities(in: text, folded, pieces, at: now) : []
        var found = written
        if let tagger {
            let tagged = tagger.entities(in: text, folded, pieces, known: written)
                .filter { !Self.blurs($0, anyOf: standard, tagger) }
            let parts = parts(of: tagged, among: written, tagger)
            found = Self.joined(found.filter { !parts.contains($0) }, tagged)
        }
        return Self.joined(found.map(resolved), standard.map(\.entity))
    }

    /// Those that were `written` and are no more than a part of one of the same kind that was
    /// tagged, and nothing else is: `red` of `dark red`. A list gives way where examples mark such a
    /// kind beyond what it finds; a pattern says how a value is written, and gives way only to what
    /// a synonym is of.
    private func parts(
        of tagged: [Entity], among written: [Entity], _ tagger: EntityTagger
    ) -> Set<Entity> {
        tagged.reduce(into: []) { parts, whole in
            let met = written.filter { $0.overlaps(whole) }
            let isSynonym = synonyms.value(of: whole.value) != nil
            let isPart = { (found: Entity) in
                found.name == whole.name && found.isInside(whole.start..<whole.end)
                    && (isSynonym || found.source == .lookup && tagger.isWide(whole.name))
            }
            if met.allSatisfy(isPart) { parts.formUnion(met) }
        }
    }

    /// What is built in and found in `text`, whatever else is there; nothing relative is resolved.
    func standard(in text: String) -> [Entity] {
        let folded = FoldedText(text, scalarLimit: BuiltInEntities.scalarsMax)
        return builtIn.entities(in: text, folded, Lexemes(folded), at: nil).map(\.entity)
    }

    /// Built-in kinds that examples may mark under their own name.
    private static let marked = Set([BuiltInKind.time, .orderNumber].map(\.rawValue))
    /// Built-in kinds of which a tagged entity may be only a part, or more, where examples have it
    /// so.
    private static let loose = marked.union([BuiltInKind.date.rawValue])

    /// Whether a tagged entity meets an address, a telephone number, an amount, a date, an order
    /// number that is called one or a time of day in full: these are certain, and what is learned
    /// from a few examples is not. Where examples mark such values it may be just that; of a date, a
    /// time and an order number it may then take more or less.
    private static func blurs(
        _ tagged: Entity, anyOf standard: [BuiltInEntities.Found], _ tagger: EntityTagger
    ) -> Bool {
        standard.contains { found, isCertain in
            guard isCertain, tagged.overlaps(found) else { return false }
            let isSame = (tagged.start, tagged.end) == (found.start, found.end)
            let isOwn = found.name == tagged.name && !marked.contains(found.name)
            return !(isSame || loose.contains(found.name)) || isOwn
                || !tagger.takes(found.name, as: tagged.name)
        }
    }

    /// What patterns and lists find: of two that overlap the earlier one stays, and of two that
    /// start together the longer.
    func matches(in text: String) -> [Entity] {
        var text = text
        let matched = text.withUTF8 { matches(in: $0) }
        guard !lists.isEmpty else { return Self.first(of: matched) }
        let folded = FoldedText(text, scalarLimit: BuiltInEntities.scalarsMax)
        return Self.first(of: matched + lists.entities(in: text, folded, Lexemes(folded)))
    }

    private func matches(in utf8: UnsafeBufferPointer<UInt8>) -> [Entity] {
        guard !patterns.isEmpty else { return [] }
        let head = Self.head(of: utf8, scalars: BuiltInEntities.scalarsMax)
        // What ends where reading stopped may go on behind.
        return patterns.flatMap { $0.matches(in: head, isCut: head.count < utf8.count) }
    }

    private static func first(of found: [Entity]) -> [Entity] {
        apart(found.sorted { ($0.start, $1.end) < ($1.start, $0.end) })
    }

    /// `first` with those of `second` that overlap none of them, in order. Two of `second` meet in
    /// one scalar where that folds to several pieces, as ㏠ to 1日; then the earlier one stays.
    private static func joined(_ first: [Entity], _ second: [Entity]) -> [Entity] {
        let free = second.filter { entity in !first.contains { $0.overlaps(entity) } }
        guard !free.isEmpty else { return first }
        return apart((first + free).sorted { $0.start < $1.start })
    }

    /// Those of `found`, which are in order, that overlap none that stays before them.
    private static func apart(_ found: [Entity]) -> [Entity] {
        var kept: [Entity] = []
        for entity in found where kept.count < entitiesMax {
            if let last = kept.last, last.overlaps(entity) { continue }
            kept.append(entity)
        }
        return kept
    }

    private func resolved(_ entity: Entity) -> Entity {
        var entity = entity
        entity.value =
            synonyms.value(of: entity.value) ?? BuiltInKind.value(entity.value, of: entity.name)
        return entity
    }

    /// The first `scalars` of a text.
    private static func head(
        of utf8: UnsafeBufferPointer<UInt8>, scalars: Int
    ) -> UnsafeBufferPointer<UInt8> {
        guard utf8.count > scalars else { return utf8 }
        var seen = 0
        let end = utf8.firstIndex { byte in
            if byte & 0xC0 != 0x80 { seen += 1 }
            return seen > scalars
        }
        return UnsafeBufferPointer(rebasing: utf8[..<(end ?? utf8.count)])
    }
}

/// One compiled pattern.
///
/// `@unchecked Sendable` is safe because PCRE2's compiled code and match context are only read
/// after `init`; each match has its own match data (pcre2api, section "Multithreading").
private final class Pattern: @unchecked Sendable {
    /// Steps from one place of the text; PCRE2 counts anew at each.
    private static let matchLimit: UInt32 = 1_000
    private static let depthLimit: UInt32 = 500
    private let name: String
    private let code: OpaquePointer
    private let limits: OpaquePointer

    init(name: String, _ pattern: String) throws(UnderstandingError) {
        self.name = name
        var (error, offset): (Int32, Int) = (0, 0)
        let options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C
        let bytes = Array(pattern.utf8)
        let code = pcre2_compile_8(bytes, bytes.count, options, &error, &offset, nil)
        guard let code, let limits = pcre2_match_context_create_8(nil) else {
            var message = [UInt8](repeating: 0, count: 256)
            pcre2_get_error_message_8(error, &message, message.count)
            let reason = String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
            throw .badPattern(name: name, pattern: pattern, reason: "\(reason) at \(offset)")
        }
        // Compiled to machine code where the system allows it; interpreted otherwise.
        _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
        pcre2_set_match_limit_8(limits, Self.matchLimit)
        pcre2_set_depth_limit_8(limits, Self.depthLimit)
        self.code = code
        self.limits = limits
    }

    deinit {
        pcre2_match_context_free_8(limits)
        pcre2_code_free_8(code)
    }

    /// Of a text that `isCut` none that ends with it.
    func matches(in text: UnsafeBufferPointer<UInt8>, isCut: Bool) -> [Entity] {
        guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else { return [] }
        defer { pcre2_match_data_free_8(data) }
        var found: [Entity] = []
        var at = 0
        while at < text.count, found.count < EntityExtractor.entitiesMax {
            let count = pcre2_match_8(
                code, text.baseAddress, text.count, at, PCRE2_NO_UTF_CHECK, data, limits)
            guard count > 0, let places = pcre2_get_ovector_pointer_8(data) else { break }
            let (start, end) = (places[0], places[1])
            at = max(end, at + 1)
            while at < text.count, text[at] & 0xC0 == 0x80 { at += 1 }
            guard start < end, end <= text.count, !(isCut && end == text.count) else { continue }
            let value = String(decoding: text[start..<end], as: UTF8.self)
            let before = text[..<start].count { $0 & 0xC0 != 0x80 }
            found.append(
                Entity(
                    name: name, value: value, start: before,
                    end: before + value.unicodeScalars.count, source: .regex))
        }
        return found
    }
}
