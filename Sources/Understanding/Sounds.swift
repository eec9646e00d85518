/// How ideographs sound in Mandarin, without tones: what an input method for pinyin, or a hasty ear,
/// takes for one another.
///
/// `zh` and `z`, `ch` and `c`, `sh` and `s`, `n` and `l` at the start, and `ang` and `an`, `eng` and
/// `en`, `ing` and `in` at the end sound alike here, as they do in half of China; input methods
/// offer to mix them up. Built once a process from ``soundTableSource``.
struct Sounds: Sendable {
    /// One of the sounds that are told apart.
    typealias Sound = Int

    /// An ideograph with the key that texts have of it.
    struct Ideograph {
        var scalar: Unicode.Scalar
        var key: UInt64
    }

    static let standard = Sounds()
    private static let syllablesMax = 4
    private static let syllableLettersMax = 6

    /// By syllable as it is written in pinyin: `zhang`, `lv`.
    private let syllables: [String: Sound]
    /// The ideographs of each sound.
    let ideographs: [[Ideograph]]
    /// The sounds of each ideograph, most of which have one.
    private let sounds: [UInt32: [Sound]]

    private init() {
        var syllables: [String: Sound] = [:]
        var names: [String: Sound] = [:]
        var ideographs: [[Ideograph]] = []
        var sounds: [UInt32: [Sound]] = [:]
        for entry in String(describing: soundTableSource).split(separator: ";") {
            let parts = entry.split(separator: " ")
            guard parts.count == 2 else { continue }
            let name = Self.alike(String(parts[0]))
            let sound = names[name] ?? ideographs.count
            if sound == ideographs.count {
                names[name] = sound
                ideographs.append([])
            }
            syllables[String(parts[0])] = sound
            for scalar in parts[1].unicodeScalars
            where sounds[scalar.value]?.contains(sound) != true {
                sounds[scalar.value, default: []].append(sound)
                ideographs[sound].append(
                    Ideograph(scalar: scalar, key: Hash64.of(String(scalar))))
            }
        }
        (self.syllables, self.ideographs, self.sounds) = (syllables, ideographs, sounds)
    }

    /// What all syllables that sound like `syllable` are written as.
    private static func alike(_ syllable: String) -> String {
        var name = syllable
        for initial in ["zh", "ch", "sh"] where name.hasPrefix(initial) {
            name.remove(at: name.index(after: name.startIndex))
        }
        if name.hasPrefix("n"), name.count > 1, name != "ng" { name = "l" + name.dropFirst() }
        for ending in ["ang", "eng", "ing"] where name.hasSuffix(ending) { name.removeLast() }
        return name
    }

    /// The ideographs that sound like one, itself included; none of one that is rare.
    func alike(_ scalar: UInt32) -> [Ideograph] {
        let own = sounds[scalar] ?? []
        return own.count == 1 ? ideographs[own[0]] : own.flatMap { ideographs[$0] }
    }

    /// The ways to take a word for at most ``syllablesMax`` syllables, none of them of one letter.
    func spelled(by word: String) -> [[Sound]] {
        guard !word.isEmpty else { return [] }
        var ways: [[Sound]] = []
        func go(_ rest: Substring, _ way: [Sound]) {
            if rest.isEmpty {
                ways.append(way)
                return
            }
            guard way.count < Self.syllablesMax else { return }
            for length in 2...Self.syllableLettersMax where length <= rest.utf8.count {
                let part = rest.prefix(length)
                if let sound = syllables[String(part)] { go(rest.dropFirst(length), way + [sound]) }
            }
        }
        go(word[...], [])
        return ways
    }
}
