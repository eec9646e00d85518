/// What an English word can mean to the built-in entities; most words mean nothing to them.
struct WordSense {
    /// What a word does beside numbers, days and things.
    enum Role: UInt8 {
        case none, next, last, this, ago, within, from, now, after, before, on, the, of, and, a
        case couple, half, quarter, past, to, oclock, at, am, pm, noon, midnight
        case morning, afternoon, night, order, orderNumber, isWord, phone, tracking, suffix
        case otherNumber, size, dimension, date, wish, between, street, beginning, end
    }

    /// What a word says of the day in its sentence; a participle may also be of a wish, and what
    /// was told of another day.
    enum Tense: UInt8 {
        case none, past, participle, telling, present, get, future, plan, deadline
    }

    enum Unit: UInt8 { case none, minute, hour, day, week, fortnight, month, year, weekend }

    var role = Role.none
    /// Value of a number word; 0 for none.
    var number = 0
    /// 100 for hundred, 1000 for thousand; 0 for none.
    var scale = 0
    /// 1000 for k right behind an amount; 0 for none.
    var magnitude = 0
    /// first is 1; 0 for none.
    var ordinal = 0
    /// 1...12; 0 for none.
    var month = 0
    /// 1...7 from Monday; 0 for none.
    var weekday = 0
    /// Whether a month or weekday is also another word, so that it needs company.
    var isDoubtful = false
    var unit = Unit.none
    var tense = Tense.none
    /// Whether it says right before a day that the day is to come.
    var isAhead = false
    /// Whether the name of a feast may begin with it.
    var isFeast = false
    /// `tomorrow` is 1.
    var dayOffset: Int?
    /// ISO 4217.
    var currency: String?
    /// The currency of a country before the currency's name, as in Swiss francs.
    var nation: String?
    /// Whether a currency may stand before its amount, as codes do.
    var isCode = false
    /// Hundredths of the currency, as cents.
    var isHundredth = false
    /// What quantities are counted in, in one form.
    var measure: String?
    /// Whether the word alone makes a message worth a closer look.
    var isTrigger = false
}

/// Collects what words can mean.
struct WordSenses {
    private(set) var byWord: [String: WordSense] = [:]

    /// Gives each of `words`, which blanks separate, a `value`; `triggers` where each alone makes a
    /// message worth a closer look.
    mutating func set<Value>(
        _ field: WritableKeyPath<WordSense, Value>, _ value: Value, of words: some StringProtocol,
        triggers: Bool = false
    ) {
        for word in words.split(separator: " ") {
            byWord[String(word), default: WordSense()][keyPath: field] = value
            if triggers { byWord[String(word)]?.isTrigger = true }
        }
    }

    /// Gives the words of each line its value.
    mutating func set<Value>(
        _ field: WritableKeyPath<WordSense, Value>, _ lines: [(value: Value, words: String)],
        triggers: Bool = false
    ) {
        for line in lines { set(field, line.value, of: line.words, triggers: triggers) }
    }

    /// Counts `words`, which blanks separate, from `first` on.
    mutating func count(
        _ field: WritableKeyPath<WordSense, Int>, from first: Int, by step: Int = 1,
        _ words: String, triggers: Bool = false
    ) {
        for (at, word) in words.split(separator: " ").enumerated() {
            set(field, first + at * step, of: word, triggers: triggers)
        }
    }
}
