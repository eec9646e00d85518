/// Pairs of intents that are often taken for each other, each told apart by a ridge regression of
/// its own.
///
/// A net divides its units among all intents, and idf makes of it little what common words say:
/// "what *is* my limit" and "what *was* my limit". Where it is not sure, the two likeliest intents
/// are compared by which terms the message shares with the messages of the one and of the other,
/// every term counting alike (kernel ridge regression, Saunders et al. 1998, between two classes, as
/// in Fürnkranz 2002).
struct RivalPairs: Sendable {
    /// A net that is as sure of an intent needs no second opinion; in 0...1.
    private static let sureMin: Float = 0.9

    private let messages: TermSets
    /// Messages of intent `i` are `intents[i]..<intents[i + 1]` of ``messages``.
    private let intents: MappedArray<UInt32>
    /// Pairs by ``key(_:_:)``, ascending.
    private let pairs: MappedArray<UInt64>
    /// Weights of pair `p` are from `starts[p]` on: one for each message of the lower intent, then
    /// of the other.
    private let starts: MappedArray<UInt32>
    private let weights: MappedArray<Float>
    /// Terms of the vocabulary.
    private let terms: Int

    /// The pairs in `file` over the terms of its first net; nil where they do not fit together.
    init?(_ file: SectionFile, intents count: Int, terms: Int) {
        guard let messages = TermSets(file, "rvt", terms: terms) else { return nil }
        (self.messages, self.terms) = (messages, terms)
        intents = file.array("rvintent", of: UInt32.self)
        pairs = file.array("rvpair", of: UInt64.self)
        starts = file.array("rvstart", of: UInt32.self)
        weights = file.array("rvweight", of: Float.self)
        guard intents.count == count + 1, starts.count == pairs.count, isSound else { return nil }
    }

    private var isSound: Bool {
        guard intents.ascends(from: 0, to: messages.count) else { return false }
        for at in 0..<pairs.count {
            let (low, high) = Self.intents(of: pairs[at])
            guard at == 0 || pairs[at - 1] < pairs[at], low < high, high < intents.count - 1,
                Int(starts[at]) + range(low).count + range(high).count <= weights.count
            else { return false }
        }
        return weights.allSatisfy(\.isFinite)
    }

    static func key(_ one: Int, _ other: Int) -> UInt64 {
        UInt64(min(one, other)) << 32 | UInt64(max(one, other))
    }

    static func intents(of key: UInt64) -> (low: Int, high: Int) {
        (Int(key >> 32), Int(key & 0xFFFF_FFFF))
    }

    private func range(_ intent: Int) -> Range<Int> {
        Int(intents[intent])..<Int(intents[intent + 1])
    }

    /// A second opinion on a message: by how much the logarithm of the odds of the class `first`
    /// against `second` changes.
    struct Opinion {
        let first: Int
        let second: Int
        let shift: Float
    }

    /// The opinion on a message with the terms of `vector` and these `probabilities` of all classes,
    /// of which the first `count` are intents. nil where the nets are sure, or nothing is known of
    /// this pair.
    func opinion(on probabilities: [Float], intents count: Int, _ vector: FeatureVector) -> Opinion?
    {
        guard pairs.count > 0 else { return nil }
        var (first, second) = (-1, -1)
        var (most, next, sum): (Float, Float, Float) = (0, 0, 0)
        for at in 0..<min(count, probabilities.count) {
            let p = probabilities[at]
            sum += p
            if p > most {
                (second, next, first, most) = (first, most, at, p)
            } else if p > next {
                (second, next) = (at, p)
            }
        }
        guard second >= 0, most < Self.sureMin * sum,
            let margin = margin(first, second, vector)
        else { return nil }
        return Opinion(first: first, second: second, shift: margin)
    }

    /// `probabilities`, of which the opinion's two change places where it turns their odds; nil where
    /// it does not. Which of two it is says nothing of how sure it is that it is one of them: of
    /// what is none of the desk's business a pair is as sure as of its own.
    static func heeding(_ opinion: Opinion, _ probabilities: [Float]) -> [Float]? {
        let (first, second) = (probabilities[opinion.first], probabilities[opinion.second])
        let odds = naturalLogarithm(Double(first / max(second, 1e-30)))
        guard odds + Double(opinion.shift) < 0 else { return nil }
        var heeded = probabilities
        (heeded[opinion.first], heeded[opinion.second]) = (second, first)
        return heeded
    }

    /// By how much the message is of `first` rather than of `second`, about -1...1; nil where
    /// nothing is known of the pair, or no term of the message.
    private func margin(_ first: Int, _ second: Int, _ vector: FeatureVector) -> Float? {
        guard !vector.indices.isEmpty,
            let pair = pairs.place(of: Self.key(first, second), in: 0..<pairs.count)
        else { return nil }
        var sum: Float = 0
        TermSets.withBits(of: vector.indices, terms: terms) { bits in
            forEachWeight(of: pair) { message, weight in
                sum += weight * Float(messages.shared(message, bits))
            }
        }
        let margin = sum / Float(vector.indices.count).squareRoot()
        return first < second ? margin : -margin
    }

    @inline(__always)
    private func forEachWeight(of pair: Int, _ body: (_ message: Int, _ weight: Float) -> Void) {
        let (low, high) = Self.intents(of: pairs[pair])
        var at = Int(starts[pair])
        for range in [range(low), range(high)] {
            for message in range {
                body(message, weights[at])
                at += 1
            }
        }
    }

    /// What each term of `vector` adds to ``Opinion/shift``, in its order: they add up to it.
    func parts(of opinion: Opinion, _ vector: FeatureVector) -> [Float] {
        var parts = [Float](repeating: 0, count: vector.indices.count)
        guard
            let pair = pairs.place(of: Self.key(opinion.first, opinion.second), in: 0..<pairs.count)
        else { return parts }
        let places = Dictionary(
            zip(vector.indices, parts.indices), uniquingKeysWith: { first, _ in first })
        let scale =
            (opinion.first < opinion.second ? 1 : -1) / Float(vector.indices.count).squareRoot()
        forEachWeight(of: pair) { message, weight in
            for term in messages[message] {
                if let at = places[term] { parts[at] += weight * scale }
            }
        }
        return parts
    }
}

/// The distinct terms of some messages.
struct TermSets: Sendable {
    private let starts: MappedArray<UInt32>
    private let terms: MappedArray<UInt32>

    var count: Int { max(starts.count - 1, 0) }

    /// Those in `file` under `name`, each below `terms`; nil where they do not fit together.
    init?(_ file: SectionFile, _ name: String, terms count: Int) {
        starts = file.array(name + "s", of: UInt32.self)
        terms = file.array(name, of: UInt32.self)
        guard starts.ascends(from: 0, to: terms.count), terms.allSatisfy({ $0 < count }) else {
            return nil
        }
    }

    /// Those of `vectors`.
    init(_ vectors: [FeatureVector]) {
        var ends: [UInt32] = [0]
        var all: [UInt32] = []
        for vector in vectors {
            all += vector.indices
            ends.append(UInt32(all.count))
        }
        (starts, terms) = (MappedArray(owning: ends), MappedArray(owning: all))
    }

    func write(to writer: inout SectionFile.Writer, _ name: String) {
        writer.add(
            name + "s", Array(UnsafeBufferPointer(start: starts.pointer, count: starts.count)))
        writer.add(name, Array(UnsafeBufferPointer(start: terms.pointer, count: terms.count)))
    }

    @inline(__always)
    subscript(message: Int) -> UnsafeBufferPointer<UInt32> {
        let start = Int(starts[message])
        return UnsafeBufferPointer(
            start: terms.pointer + start, count: Int(starts[message + 1]) - start)
    }

    /// A bit for each of `terms`, those of `chosen` set.
    static func withBits(
        of chosen: some Sequence<UInt32>, terms: Int,
        _ body: (UnsafeMutableBufferPointer<UInt64>) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: terms / 64 + 1) { bits in
            bits.initialize(repeating: 0)
            for term in chosen where term < terms { bits[Int(term >> 6)] |= 1 << UInt64(term & 63) }
            body(bits)
        }
    }

    /// How many terms of a message are set in `bits`.
    @inline(__always)
    func shared(_ message: Int, _ bits: UnsafeMutableBufferPointer<UInt64>) -> Int {
        var shared = 0
        for term in self[message] {
            shared &+= Int(truncatingIfNeeded: bits[Int(term >> 6)] &>> UInt64(term & 63) & 1)
        }
        return shared
    }
}

extension MappedArray<UInt32> {
    /// Whether it begins with `first`, ends with `last` and never falls.
    fileprivate func ascends(from first: Int, to last: Int) -> Bool {
        guard count > 0, self[0] == first, self[count - 1] == last else { return false }
        return (1..<count).allSatisfy { self[$0 - 1] <= self[$0] }
    }
}
