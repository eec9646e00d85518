/// A typed view of one section; reads are as fast as a pointer's and keep the memory alive.
///
/// `@unchecked Sendable` is safe because `pointer` leads into `memory`, whose bytes never change
/// after its `init` and live as long as this value holds it; it is read from only, and elements are
/// bits alone, which refer to nothing. An empty section has a pointer to nowhere and a `count` of 0,
/// within which every read lies.
struct MappedArray<Element: BitwiseCopyable>: @unchecked Sendable {
    private let memory: ModelMemory
    let pointer: UnsafePointer<Element>
    let count: Int

    init(_ memory: ModelMemory, _ slice: UnsafeRawBufferPointer) {
        self.memory = memory
        let bound = slice.bindMemory(to: Element.self)
        count = bound.count
        pointer = bound.baseAddress ?? UnsafePointer(bitPattern: 64).unsafelyUnwrapped
    }

    /// Elements in memory of their own, for use before they are in a file.
    init(owning elements: [Element]) {
        let memory = ModelMemory(copying: elements.withUnsafeBytes { Array($0) })
        self.init(memory, memory.bytes)
    }

    @inline(__always)
    subscript(at: Int) -> Element {
        precondition(at >= 0 && at < count, "a model's index lies inside its section")
        return pointer[at]
    }
}

extension MappedArray {
    var first: Element? { count > 0 ? self[0] : nil }

    func allSatisfy(_ isRight: (Element) -> Bool) -> Bool {
        for at in 0..<count where !isRight(pointer[at]) { return false }
        return true
    }

    /// The first place in `range` whose element `isBelow` does not hold for, by bisection: those it
    /// holds for come first. The end of `range` where it holds for all.
    @inline(__always)
    func lowerBound(in range: Range<Int>, _ isBelow: (Element) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if isBelow(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension MappedArray where Element: Comparable {
    /// Where `element` stands among all, which ascend.
    func places(of element: Element) -> Range<Int> {
        let first = lowerBound(in: 0..<count) { $0 < element }
        var end = first
        while end < count, self[end] == element { end += 1 }
        return first..<end
    }

    /// Where `element` first stands in `range`, whose elements ascend; nil where it does not.
    func place(of element: Element, in range: Range<Int>) -> Int? {
        let at = lowerBound(in: range) { $0 < element }
        return at < range.upperBound && self[at] == element ? at : nil
    }
}
