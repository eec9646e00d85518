import Foundation
import Testing
import Understanding

/// A model file taken apart, to change single values under a checksum that is right: the header's
/// checksums stand at bytes 32 (of what is behind it) and 48, the table of (name, offset, length)
/// at 64.
struct EditedModelFile {
    var bytes: [UInt8]

    /// Where the table's entry of section `name` stands.
    func entry(_ name: String) throws -> Int { try #require(place(of: name)) }

    func has(_ name: String) -> Bool { place(of: name) != nil }

    private func place(of name: String) -> Int? {
        let wanted = Array(name.utf8) + [UInt8](repeating: 0, count: 8 - name.utf8.count)
        return stride(from: 64, to: 64 + 24 * sectionCount, by: 24)
            .first { Array(bytes[$0..<$0 + 8]) == wanted }
    }

    var sectionCount: Int { Int(bytes[20]) }

    func section(_ name: String) throws -> Range<Int> {
        let entry = try entry(name)
        let offset = Int(read(UInt64.self, at: entry + 8))
        return offset..<offset + Int(read(UInt64.self, at: entry + 16))
    }

    func read<Value: FixedWidthInteger>(_ type: Value.Type, at place: Int) -> Value {
        bytes.withUnsafeBytes {
            Value(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: type))
        }
    }

    mutating func write<Value: FixedWidthInteger>(_ value: Value, at place: Int) {
        withUnsafeBytes(of: value.littleEndian) {
            bytes.replaceSubrange(place..<place + $0.count, with: $0)
        }
    }

    /// The file with its checksums made right.
    var sealed: [UInt8] {
        var file = self
        file.write(hash(64..<bytes.count), at: 32)
        file.write(file.hash(0..<48), at: 48)
        return file.bytes
    }

    private func hash(_ range: Range<Int>) -> UInt64 {
        bytes.withUnsafeBytes { Hash64.of(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
}

/// Puts a file of `bytes` in the place of what is at `path`.
func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
}
