/// Eight numbers of a row of weights.
protocol RowLanes {
    var floats: Lanes { get }
}

extension SIMD8: RowLanes where Scalar == Float {
    @inline(__always)
    var floats: Lanes { self }
}

/// The upper halves of eight floats (bfloat16): half the memory traffic, and accurate enough for
/// weights (`docs/decisions/006-a-net.md`).
struct HalfLanes: RowLanes, BitwiseCopyable {
    let bits: SIMD8<UInt16>

    /// The halves nearest to `lanes`.
    init(_ lanes: Lanes) {
        let whole = unsafeBitCast(lanes, to: SIMD8<UInt32>.self)
        bits = SIMD8<UInt16>(truncatingIfNeeded: (whole &+ 0x8000) &>> 16)
    }

    @inline(__always)
    var floats: Lanes {
        unsafeBitCast(SIMD8<UInt32>(truncatingIfNeeded: bits) &<< 16, to: Lanes.self)
    }
}

/// Sums of weighted rows: `sums[i] += rows[r][i] · values[r]` for one row after another.
///
/// Four rows go together, so that a sum is read and written once for the four; it still adds up in
/// the order of the rows, to the same bit as with one row at a time.
enum WeightedRows {
    private static let group = 4

    /// Adds `count` rows of `width` lanes; `row` says where each starts and what it weighs.
    @inline(__always)
    static func add<Row: RowLanes>(
        _ count: Int, to sums: UnsafeMutablePointer<Lanes>, width: Int,
        _ row: (Int) -> (start: UnsafePointer<Row>, value: Float)
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
    private static func addFour<Row: RowLanes>(
        _ a: UnsafePointer<Row>, _ b: UnsafePointer<Row>, _ c: UnsafePointer<Row>,
        _ d: UnsafePointer<Row>, _ values: SIMD4<Float>, to sums: UnsafeMutablePointer<Lanes>,
        _ width: Int
    ) {
        for lane in 0..<width {
            var sum = sums[lane]
            sum += a[lane].floats * values[0]
            sum += b[lane].floats * values[1]
            sum += c[lane].floats * values[2]
            sum += d[lane].floats * values[3]
            sums[lane] = sum
        }
    }

    @inline(never)
    private static func addOne<Row: RowLanes>(
        _ row: UnsafePointer<Row>, _ value: Float, to sums: UnsafeMutablePointer<Lanes>,
        _ width: Int
    ) {
        for lane in 0..<width { sums[lane] += row[lane].floats * value }
    }
}
