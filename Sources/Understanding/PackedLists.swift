/// Lists of elements in mapped memory, packed one behind the other.
struct PackedLists<Element: BitwiseCopyable & Sendable>: Sendable {
    let elements: MappedArray<Element>
    /// Where each list starts among the elements, and where the last one ends.
    private let starts: MappedArray<UInt32>

    /// The lists in two sections of `file`.
    init(_ file: SectionFile, _ elements: String, starts: String) {
        self.elements = file.array(elements, of: Element.self)
        self.starts = file.array(starts, of: UInt32.self)
    }

    /// Lists in memory of their own, for use before they are in a file.
    init(owning built: Builder) {
        elements = MappedArray(owning: built.elements)
        starts = MappedArray(owning: built.starts)
    }

    /// Whether they are `count` lists to which all elements belong: reading needs no more checks.
    func areSound(count: Int) -> Bool {
        starts.count == count + 1 && starts[0] == 0 && Int(starts[count]) == elements.count
            && (0..<count).allSatisfy { starts[$0] <= starts[$0 + 1] }
    }

    /// Where a list's elements stand.
    @inline(__always)
    subscript(list: Int) -> Range<Int> { Int(starts[list])..<Int(starts[list + 1]) }

    /// Collects lists.
    struct Builder: Sendable {
        /// Those behind the last list are the next one's.
        var elements: [Element] = []
        private(set) var starts: [UInt32] = [0]

        var count: Int { starts.count - 1 }

        subscript(list: Int) -> ArraySlice<Element> {
            elements[Int(starts[list])..<Int(starts[list + 1])]
        }

        mutating func append(_ list: some Sequence<Element>) {
            elements.append(contentsOf: list)
            endList()
        }

        /// Adds the lists of `other`, each element as `change` makes it.
        mutating func append(_ other: Self, _ change: (Element) -> Element) {
            let offset = UInt32(elements.count)
            elements.append(contentsOf: other.elements.lazy.map(change))
            starts.append(contentsOf: other.starts.dropFirst().lazy.map { offset + $0 })
        }

        /// Makes a list of the elements behind the last one.
        mutating func endList() { starts.append(UInt32(elements.count)) }
    }
}
