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
///
/// Each pair holds the half of one of the first four floats below that of one of the last four,
/// which are read as they stand: the half below is what comes behind their last place, and is
/// reckoned with when they are rounded. So four of eight need not be widened.
struct HalfLanes: RowLanes, BitwiseCopyable {
    let pairs: SIMD4<UInt32>

    /// The least magnitude of the last four: below, what stands behind the last place would weigh
    /// as much as the number, and a zero would be read as a denormal, which is slow.
    private static let least: UInt32 = 0x2000_0000

    /// The halves nearest to `lanes`; of the last four none is much nearer to 0 than 2^-63.
    init(_ lanes: Lanes) {
        let (first, last) = (
            unsafeBitCast(lanes.lowHalf, to: SIMD4<UInt32>.self),
            unsafeBitCast(lanes.highHalf, to: SIMD4<UInt32>.self)
        )
        let below = (first &+ 0x8000) &>> 16
        let sign = last & 0x8000_0000
        let found = last & 0x7FFF_FFFF
        let magnitude = found.replacing(with: Self.least, where: found .< Self.least)
        pairs = ((magnitude &- below &+ 0x8000) & 0xFFFF_0000) | sign | below
    }

    @inline(__always)
    var floats: Lanes {
        Lanes(
            lowHalf: unsafeBitCast(pairs &<< 16, to: SIMD4<Float>.self),
            highHalf: unsafeBitCast(pairs, to: SIMD4<Float>.self))
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
