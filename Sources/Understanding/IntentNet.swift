/// One trained net over mapped memory: its vocabulary, and the weights of its two layers.
///
/// The rows into the hidden layer are stored in eight bits (``EightBitRows``). Out of it there is
/// one row a hidden unit, so that those that are off, about half, cost nothing.
struct IntentNet: Sendable {
    let featurizer: Featurizer
    /// The net in the same file whose vocabulary this one reads by; itself, where it has its own.
    let vocabularyPlace: Int
    private let rows: EightBitRows
    private let hiddenBias: MappedArray<Lanes>
    private let output: MappedArray<Lanes>
    private let outputBias: MappedArray<Lanes>
    /// Lanes of the hidden layer, and of the classes.
    private let width: Int
    private let classWidth: Int
    private let classes: Int

    /// The net in the sections of `file` that `place` numbers; nil where they do not fit together.
    init?(_ file: SectionFile, place: Int, classes: Int) {
        func array<Element>(_ name: String, _ type: Element.Type) -> MappedArray<Element> {
            file.array("\(name)\(place)", of: type)
        }
        let shape = array("net", Int64.self)
        guard shape.count == 3, let view = TermView(rawValue: UInt8(truncatingIfNeeded: shape[0])),
            EightBitRows.units ~= shape[1], 0...Int64(place) ~= shape[2]
        else { return nil }
        vocabularyPlace = Int(shape[2])
        let vocabulary = Vocabulary(file, Self.names(vocabularyPlace))
        featurizer = Featurizer(vocabulary, view)
        (width, self.classes) = (Int(shape[1]) / Lanes.scalarCount, classes)
        classWidth = Softmax.lanes(classes: classes)
        hiddenBias = array("inb", Lanes.self)
        output = array("out", Lanes.self)
        outputBias = array("outb", Lanes.self)
        guard vocabulary.isSound,
            let rows = EightBitRows(
                file, Self.rowNames(place), count: vocabulary.count, units: Int(shape[1])),
            hiddenBias.count == width,
            output.count == width * Lanes.scalarCount * classWidth,
            outputBias.count == classWidth,
            hiddenBias.allSatisfy(\.isFinite), output.allSatisfy(\.isFinite),
            outputBias.allSatisfy(\.isFinite)
        else { return nil }
        self.rows = rows
    }

    private static func names(_ place: Int) -> Vocabulary.Names {
        Vocabulary.Names(keys: "keys\(place)", ids: "ids\(place)", idf: "idf\(place)")
    }

    private static func rowNames(_ place: Int) -> EightBitRows.Names {
        EightBitRows.Names(words: "in\(place)", scales: "insc\(place)")
    }

    /// A trained net laid out for a file, a quarter as large as its floats.
    struct Layout: Sendable {
        let view: TermView
        let terms: Vocabulary.Terms
        private let rows: EightBitRows.Owned
        private let hiddenBias: [Lanes]
        private let output: [Lanes]
        private let outputBias: [Lanes]

        init(_ net: TrainedNet) {
            (view, terms) = (net.view, net.terms)
            hiddenBias = net.weights.inputBias
            let width = hiddenBias.count
            rows = EightBitRows.Owned(net.weights.input, width: width)
            let classes = net.weights.classes
            let classWidth = Softmax.lanes(classes: classes)
            var output = [Lanes](
                repeating: .zero, count: width * Lanes.scalarCount * classWidth)
            var bias = [Lanes](repeating: .zero, count: classWidth)
            for at in 0..<classes {
                bias[scalar: at] = net.weights.outputBias[at]
                for unit in 0..<width * Lanes.scalarCount {
                    output[scalar: unit * classWidth * Lanes.scalarCount + at] =
                        net.weights.output[scalar: at * width * Lanes.scalarCount + unit]
                }
            }
            (self.output, outputBias) = (output, bias)
        }

        var featurizer: Featurizer { Featurizer(Vocabulary(owning: terms), view) }

        private func hasTerms(of other: Layout) -> Bool {
            view == other.view && terms.keys == other.terms.keys
        }

        /// Adds the sections of several nets to a file; those over the same terms have one
        /// vocabulary.
        static func write(_ nets: [Layout], to writer: inout SectionFile.Writer) {
            for (place, net) in nets.enumerated() {
                let first = nets.firstIndex(where: net.hasTerms) ?? place
                let units = net.hiddenBias.count * Lanes.scalarCount
                writer.add(
                    "net\(place)", [Int64(net.view.rawValue), Int64(units), Int64(first)])
                if first == place { net.terms.write(to: &writer, names(place)) }
                net.rows.write(to: &writer, rowNames(place))
                writer.add("inb\(place)", net.hiddenBias)
                writer.add("out\(place)", net.output)
                writer.add("outb\(place)", net.outputBias)
            }
        }
    }

    /// Fills `hidden` with the rectified hidden layer of a vector.
    private func fill(_ hidden: UnsafeMutablePointer<Lanes>, _ vector: FeatureVector) {
        for lane in 0..<width { hidden[lane] = hiddenBias.pointer[lane] }
        rows.add(vector, to: hidden)
        for lane in 0..<width { hidden[lane] = hidden[lane].larger(.zero) }
    }

    /// Raw class scores of a vector, before the softmax.
    func scores(_ vector: FeatureVector) -> [Float] {
        withUnsafeTemporaryAllocation(of: Lanes.self, capacity: width + classWidth) { memory in
            guard let hidden = memory.baseAddress else { return [] }
            fill(hidden, vector)
            return scores(of: hidden, with: hidden + width)
        }
    }

    /// Raw class scores of a hidden layer; `sums` has room for the classes.
    @inline(__always)
    private func scores(
        of hidden: UnsafeMutablePointer<Lanes>, with sums: UnsafeMutablePointer<Lanes>
    ) -> [Float] {
        let units = UnsafeBufferPointer(start: hidden, count: width)
        for lane in 0..<classWidth { sums[lane] = outputBias.pointer[lane] }
        withUnsafeTemporaryAllocation(
            of: (unit: Int, value: Float).self, capacity: width * Lanes.scalarCount
        ) { on in
            // Without a branch: which units are on cannot be foreseen.
            var count = 0
            for unit in 0..<on.count {
                let value = units[scalar: unit]
                on[count] = (unit, value)
                count &+= value > 0 ? 1 : 0
            }
            WeightedRows.add(count, to: sums, width: classWidth) { at in
                (output.pointer + on[at].unit &* classWidth, on[at].value)
            }
        }
        return Softmax.scalars(
            of: UnsafeBufferPointer(start: sums, count: classWidth), count: classes)
    }

    /// What each feature of `vector`, and the bias, added to the raw score of class `label` above
    /// the mean of all classes; their sum is that difference, which `score` is as well.
    ///
    /// Gradient times input: with the hidden units that are on held fixed the net is linear, so the
    /// parts add up exactly (layer-wise relevance propagation with ε = 0, Bach et al. 2015; Ancona
    /// et al. 2018).
    func contributions(
        _ vector: FeatureVector, label: Int
    ) -> (features: [Float], bias: Float, score: Float) {
        withUnsafeTemporaryAllocation(
            of: Lanes.self, capacity: width * 2 + classWidth
        ) { memory in
            guard let hidden = memory.baseAddress else { return ([], 0, 0) }
            let slopes = hidden + width
            fill(hidden, vector)
            let scores = scores(of: hidden, with: slopes + width)
            func above(_ row: UnsafePointer<Lanes>) -> Float {
                var mean: Float = 0
                let scores = UnsafeBufferPointer(start: row, count: classWidth)
                for at in 0..<classes { mean += scores[scalar: at] }
                return scores[scalar: label] - mean / Float(classes)
            }
            for unit in 0..<width * Lanes.scalarCount {
                let isOn = memory[scalar: unit] > 0
                memory[scalar: width * Lanes.scalarCount + unit] =
                    isOn ? above(output.pointer + unit * classWidth) : 0
            }
            let features = rows.parts(of: vector, against: slopes)
            let bias = NetTrainer.dot(hiddenBias.pointer, slopes, width)
            let score = scores[label] - scores.reduce(0, +) / Float(scores.count)
            return (features, bias + above(outputBias.pointer), score)
        }
    }
}

extension Lanes {
    fileprivate var isFinite: Bool { (self - self) == .zero }
}

/// A vocabulary with the net over it, as training leaves them.
struct TrainedNet: Sendable {
    let view: TermView
    let terms: Vocabulary.Terms
    let weights: NetWeights

    var featurizer: Featurizer { Featurizer(Vocabulary(owning: terms), view) }
}
