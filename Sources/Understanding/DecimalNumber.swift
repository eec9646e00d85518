/// A number with at most six decimals, exactly.
struct DecimalNumber: Hashable {
    private static let one: Int64 = 1_000_000
    private static let wholeMax: Int64 = 1_000_000_000_000

    /// Millionths.
    let micros: Int64

    /// nil from 10^12 on.
    init?(_ whole: Int, millionths: Int = 0) {
        guard whole >= 0, whole < Self.wholeMax, (0..<1_000_000).contains(millionths) else {
            return nil
        }
        micros = Int64(whole) * Self.one + Int64(millionths)
    }

    private init?(micros: Int64) {
        guard micros >= 0, micros < Self.wholeMax * Self.one else { return nil }
        self.micros = micros
    }

    /// The number itself where it is whole.
    var whole: Int? { micros % Self.one == 0 ? Int(micros / Self.one) : nil }

    /// nil where the product is too large.
    func times(_ factor: Int) -> DecimalNumber? {
        let (product, overflow) = micros.multipliedReportingOverflow(by: Int64(factor))
        return overflow ? nil : DecimalNumber(micros: product)
    }

    /// A hundredth of it, cut off below a millionth.
    var hundredth: DecimalNumber? { DecimalNumber(micros: micros / 100) }

    /// A tenth of it, likewise.
    var tenth: DecimalNumber? { DecimalNumber(micros: micros / 10) }

    func adding(hundredths: Int) -> DecimalNumber? {
        DecimalNumber(micros: micros + Int64(hundredths) * (Self.one / 100))
    }

    /// nil where the sum is too large.
    func adding(_ other: DecimalNumber?) -> DecimalNumber? {
        other.flatMap { DecimalNumber(micros: micros + $0.micros) }
    }

    /// `12.50`: at least `decimalsMin` decimals, and no zero behind those.
    func written(decimalsMin: Int = 0) -> String {
        var decimals = Array(String(micros % Self.one).utf8)
        decimals.insert(
            contentsOf: repeatElement(UInt8(ascii: "0"), count: 6 - decimals.count), at: 0)
        while decimals.count > decimalsMin, decimals.last == UInt8(ascii: "0") {
            decimals.removeLast()
        }
        let whole = String(micros / Self.one)
        return decimals.isEmpty ? whole : "\(whole).\(String(decoding: decimals, as: UTF8.self))"
    }
}
