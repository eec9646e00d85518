/// The classifier over FAQs: a small net that tells the sections of a corpus apart by how they are
/// asked for.
///
/// A section is a class; its title and its alternative questions are the examples. A cosine weighs
/// every shared term alike, the net by what sets this section apart from the others. Figures:
/// `Benchmarks/understanding.md`.
struct QuestionClassifier: Sendable {
    /// What training may cost: a question costs about as much as its section and all others, and
    /// what a thousand sections cost for its own terms. Two thousand of each take a few seconds. A
    /// larger corpus is searched without.
    private static let workMax = 6_000_000
    private static let sectionsATerm = 1_000

    private static let view = TermView.stems
    private let net: IntentNet
    /// The class of each passage.
    private let classOf: MappedArray<Int32>

    /// Whether a corpus has several sections to tell apart, and not too much of everything.
    static func isTrainable(questions: Int, sections: Int) -> Bool {
        sections > 1 && questions <= workMax / (sections + sectionsATerm)
    }

    /// Whether `file` says that it has a classifier.
    static func isStored(in file: SectionFile) -> Bool {
        file.array("q.class", of: Int32.self).count > 0
    }

    /// The classifier in `file`; nil where there is none, or where its sections do not fit
    /// together.
    init?(_ file: SectionFile, passages: Int) {
        let classOf = file.array("q.class", of: Int32.self)
        let classes = file.array("q.count", of: Int32.self)
        guard classOf.count == passages, let count = classes.first, count > 0,
            Int(count) <= passages, classOf.allSatisfy({ 0..<count ~= $0 }),
            let net = IntentNet(file, place: 0, classes: Int(count))
        else { return nil }
        (self.net, self.classOf) = (net, classOf)
    }

    /// How probable it is that a query asks for a passage's section rather than for another.
    struct Reading {
        fileprivate let probabilities: [Float]
        fileprivate let classOf: MappedArray<Int32>

        /// In 0...1, the same for every part of a section.
        func probability(_ passage: Int) -> Float { probabilities[Int(classOf[passage])] }
    }

    /// What the net makes of `query`, as if passages at `excluded` were not in the corpus; nil
    /// where it knows not one term.
    func read(_ query: Analysis, excluding excluded: Set<Int>) -> Reading? {
        let vector = net.featurizer.vector(query)
        guard !vector.coverage.isNothing else { return nil }
        var scores = net.scores(vector)
        for passage in excluded { scores[Int(classOf[passage])] = -.greatestFiniteMagnitude }
        return Reading(
            probabilities: Softmax.probabilities(scores, temperature: 1), classOf: classOf)
    }

    /// Collects the questions of a corpus and trains the net.
    struct Builder: Sendable {
        private var questions: [Analysis] = []
        private var labels: [Int32] = []
        private var classOf: [Int32] = []
        private var classes: Int32 = 0

        /// Adds a passage with its title and alternatives; a later part of the section before it
        /// has its questions from there.
        mutating func add(_ questions: [Analysis], isLaterPart: Bool) {
            if !isLaterPart {
                classes += 1
                let asked = questions.filter { !$0.tokens.isEmpty }
                self.questions += asked
                labels += asked.map { _ in classes - 1 }
            }
            classOf.append(classes - 1)
        }

        /// Adds the passages of `other` behind its own; the first of them may be a later part.
        mutating func append(_ other: Builder) {
            questions += other.questions
            labels += other.labels.map { classes + $0 }
            classOf += other.classOf.map { classes + $0 }
            classes += other.classes
        }

        private static var options: NetTrainer.Options {
            var options = NetTrainer.Options()
            options.hidden = 128
            options.epochs = 20
            options.tokenDropout = 0.05
            options.hiddenDropout = 0.1
            options.inputDeviation = 0.01
            options.slopeMin = 3e-3
            return options
        }

        /// Trains and adds the sections to a file; `progress` hears fractions in 0...1.
        func write(to writer: inout SectionFile.Writer, progress: (Double) -> Void) {
            var counter = VocabularyCounter(view: view)
            for (question, label) in zip(questions, labels) {
                counter.add(question, document: Int(label))
            }
            let terms = counter.terms(minimum: 1)
            var features = LabelledFeatures(terms, view)
            for (question, label) in zip(questions, labels) {
                features.append(question, label: label)
            }
            let options = Self.options
            let net = features.trained(options, classes: Int(classes)) {
                progress(Double($0) / Double(options.epochs))
            }
            writer.add("q.class", classOf)
            writer.add("q.count", [classes])
            IntentNet.Layout.write([IntentNet.Layout(net)], to: &writer)
        }
    }
}
