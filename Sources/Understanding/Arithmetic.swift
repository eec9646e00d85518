// Exponential, logarithm and random numbers of our own: the C library's differ between versions,
// and a model must have the same bytes wherever it is trained. Nothing here contracts to FMA.

/// Eight lanes; on x86-64's baseline the compiler makes two SSE registers of it.
typealias Lanes = SIMD8<Float>

extension Lanes {
    /// Lane by lane the larger one, by a mask: `pointwiseMax` is a call.
    @inline(__always)
    func larger(_ other: Lanes) -> Lanes { replacing(with: other, where: self .< other) }

    /// Lane by lane the smaller one, as ``larger(_:)``.
    @inline(__always)
    func smaller(_ other: Lanes) -> Lanes { replacing(with: other, where: self .> other) }
}

// Numbers that lie in lanes one after another, by their places.

extension [Lanes] {
    @inline(__always)
    subscript(scalar at: Int) -> Float {
        get { self[at / Lanes.scalarCount][at % Lanes.scalarCount] }
        set { self[at / Lanes.scalarCount][at % Lanes.scalarCount] = newValue }
    }
}

extension UnsafeBufferPointer<Lanes> {
    @inline(__always)
    subscript(scalar at: Int) -> Float {
        UnsafeRawBufferPointer(self).loadUnaligned(
            fromByteOffset: at * MemoryLayout<Float>.stride, as: Float.self)
    }
}

extension UnsafeMutableBufferPointer<Lanes> {
    @inline(__always)
    subscript(scalar at: Int) -> Float {
        get { UnsafeBufferPointer(self)[scalar: at] }
        nonmutating set { self[at / Lanes.scalarCount][at % Lanes.scalarCount] = newValue }
    }
}

extension UnsafeBufferPointer<Float> {
    /// Calls `body` with eight numbers after another; `padding` fills up the last eight.
    @inline(__always)
    func forEachLanes(padding: Float, _ body: (Lanes) -> Void) {
        let bytes = UnsafeRawBufferPointer(self)
        let whole = count / Lanes.scalarCount
        for lane in 0..<whole {
            body(
                bytes.loadUnaligned(
                    fromByteOffset: lane * MemoryLayout<Lanes>.stride, as: Lanes.self))
        }
        guard whole * Lanes.scalarCount < count else { return }
        var rest = Lanes(repeating: padding)
        for at in whole * Lanes.scalarCount..<count { rest[at % Lanes.scalarCount] = self[at] }
        body(rest)
    }
}

/// e^x in eight lanes, relative error below 2e-7 for x in -87...88 and clamped outside.
///
/// Cody–Waite reduction to |r| ≤ ln2/2 and a degree-6 polynomial (Muller, Elementary Functions).
@inline(__always)
func exponential(_ x: Lanes) -> Lanes {
    let clamped = x.larger(Lanes(repeating: -87)).smaller(Lanes(repeating: 88))
    let magic = Lanes(repeating: 12_582_912)
    let shifted = clamped * 1.442695041 + magic
    let n = shifted - magic
    let r = (clamped - n * 0.693359375) + n * 2.12194440e-4
    var p = Lanes(repeating: 1.3888889e-3)
    p = p * r + 8.3333333e-3
    p = p * r + 4.1666667e-2
    p = p * r + 1.6666667e-1
    p = p * r + 0.5
    p = p * r + 1
    p = p * r + 1
    // The low bits of the shifted number are n: no conversion that could trap on a NaN.
    let whole =
        unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- unsafeBitCast(magic, to: SIMD8<Int32>.self)
    let bits = (whole &+ 127) &<< 23
    return p * unsafeBitCast(bits, to: Lanes.self)
}

/// ln x for finite x > 0 in eight lanes, absolute error below 2e-6; garbage elsewhere.
///
/// 2·artanh((m-1)/(m+1)) of the significand, m in √½…√2.
@inline(__always)
func naturalLogarithm(_ x: Lanes) -> Lanes {
    let low = SIMD8<Int32>(repeating: 0x3F35_04F3)
    let shifted = unsafeBitCast(x, to: SIMD8<Int32>.self) &- low
    let exponent = Lanes(shifted &>> 23)
    let m = unsafeBitCast((shifted & 0x7F_FFFF) &+ low, to: Lanes.self)
    let s = (m - 1) / (m + 1)
    let square = s * s
    var p = Lanes(repeating: 2 / 9)
    p = p * square + 2 / 7
    p = p * square + 2 / 5
    p = p * square + 2 / 3
    p = p * square + 2
    return exponent * 0.6931472 + s * p
}

/// 1/√x for x > 0 in eight lanes, relative error below 5e-6.
///
/// A guess from the bits and two Newton steps (Lomont 2003): products and differences only, which
/// become vector code on every machine, where `squareRoot()` of a vector is taken lane by lane.
@inline(__always)
func reciprocalRoot(_ x: Lanes) -> Lanes {
    let bits = unsafeBitCast(x, to: SIMD8<Int32>.self)
    let guess = SIMD8<Int32>(repeating: 0x5F37_59DF) &- (bits &>> 1)
    var y = unsafeBitCast(guess, to: Lanes.self)
    let half = x * 0.5
    y = y * (1.5 - half * y * y)
    y = y * (1.5 - half * y * y)
    return y
}

/// e^x, relative error below 1e-13, clamped to finite results.
func exponential(_ x: Double) -> Double {
    guard !x.isNaN else { return 0 }
    let clamped = min(max(x, -700), 700)
    let n = (clamped * 1.4426950408889634).rounded()
    let r = clamped - n * 0.6931471805599453
    var term = 1.0
    var sum = 1.0
    for k in 1...13 {
        term *= r / Double(k)
        sum += term
    }
    return sum * Double(sign: .plus, exponent: Int(n), significand: 1)
}

/// ln x for x > 0, relative error below 1e-15; -infinity-like -745 at and below 0.
///
/// 2·artanh((m-1)/(m+1)) of the significand, m in √½…√2.
package func naturalLogarithm(_ x: Double) -> Double {
    guard x > 0 else { return -745 }
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.4142135623730951 {
        m *= 0.5
        exponent += 1
    }
    let s = (m - 1) / (m + 1)
    let square = s * s
    var sum = 0.0
    for k in stride(from: 21, through: 1, by: -2) { sum = sum * square + 1 / Double(k) }
    return exponent * 0.6931471805599453 + 2 * s * sum
}

/// The logistic function, in 0...1.
func logistic(_ x: Double) -> Double {
    1 / (1 + exponential(-x))
}

/// splitmix64 (Steele, Lea, Flood 2014): the one source of randomness in training.
package struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The same seed gives the same numbers on every machine.
    package init(seed: UInt64) { state = seed }

    /// The next of 2^64 states, every value of which comes once.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in 0..<bound by multiplication (Lemire 2019, without rejection: the bias is below
    /// 2^-32 for the bounds used here).
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A permutation of 0..<count (Fisher–Yates).
    package mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        for at in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(at, below(at + 1))
        }
        return order
    }
}

/// A 64-bit hash of bytes by folded multiplication, the same on every machine.
package enum Hash64 {
    private static let first: UInt64 = 0xA076_1D64_78BD_642F
    private static let second: UInt64 = 0xE703_7ED1_A0B4_28DB

    /// A hash of two words, by the halves of their 128-bit product as in wyhash (Wang Yi); no
    /// defence against chosen input.
    @inline(__always)
    package static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = (a ^ first).multipliedFullWidth(by: b ^ second)
        return product.high ^ product.low
    }

    /// A hash of `bytes`, eight at a time in little-endian order; hashes chain by `seed`.
    @inline(__always)
    package static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count) &* second
        var at = 0
        while at &+ 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            hash = mix(hash, UInt64(littleEndian: word))
            at &+= 8
        }
        var tail: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count {
            tail |= UInt64(bytes[at]) << shift
            shift &+= 8
            at &+= 1
        }
        return mix(hash ^ tail, 0x1D8E_4E27_C47D_124F)
    }

    /// A hash of the text's UTF-8; canonically equal texts of other scalars differ.
    package static func of(_ text: String, seed: UInt64 = 0) -> UInt64 {
        var text = text
        return text.withUTF8 { of(UnsafeRawBufferPointer($0), seed: seed) }
    }
}
