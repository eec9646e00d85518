/// Sums of weighted rows: `sums[i] += rows[r][i] · values[r]` for one row after another.
///
/// Four rows go together, so that a sum is read and written once for the four; it still adds up in
/// the order of the rows, to the same bit as with one row at a time.
enum WeightedRows {
    private static let group = 4

    /// Adds `count` rows of `width` lanes; `row` says where each starts and what it weighs.
    @inline(__always)
    static func add(
        _ count: Int, to sums: UnsafeMutablePointer<Lanes>, width: Int,
        _ row: (Int) -> (start: UnsafePointer<Lanes>, value: Float)
    ) {
        var at = 0
        while at + group <= count {
            let (a, b, c, d) = (row(at), row(at + 1), row(at + 2), row(at + 3))
            addFour(
                a.start, b.start, c.start, d.start, SIMD4(a.value, b.value, c.value, d.value),
                to: sums, width)
            at += group
        }
        while at < count {
            let last = row(at)
            addOne(last.start, last.value, to: sums, width)
            at += 1
        }
    }

    @inline(never)
    private static func addFour(
        _ a: UnsafePointer<Lanes>, _ b: UnsafePointer<Lanes>, _ c: UnsafePointer<Lanes>,
        _ d: UnsafePointer<Lanes>, _ values: SIMD4<Float>, to sums: UnsafeMutablePointer<Lanes>,
        _ width: Int
    ) {
        for lane in 0..<width {
            var sum = sums[lane]
            sum += a[lane] * values[0]
            sum += b[lane] * values[1]
            sum += c[lane] * values[2]
            sum += d[lane] * values[3]
            sums[lane] = sum
        }
    }

    @inline(never)
    private static func addOne(
        _ row: UnsafePointer<Lanes>, _ value: Float, to sums: UnsafeMutablePointer<Lanes>,
        _ width: Int
    ) {
        for lane in 0..<width { sums[lane] += row[lane] * value }
    }
}
