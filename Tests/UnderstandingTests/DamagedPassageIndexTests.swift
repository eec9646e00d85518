import Foundation
import Testing
import Understanding

/// What is damaged is refused; whatever else is in a file, reading it never traps.
@Suite struct DamagedPassageIndexTests {
    static let bytes = PassageIndex.build(
        [PassageIndexTests.passages[0], PassageIndexTests.passages[3]], fingerprint: 7)

    /// The reason for refusing `bytes`; nil where they are taken.
    private func refusal(_ bytes: [UInt8]) -> String? {
        do {
            _ = try PassageIndex(bytes: bytes)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func everyLengthButTheWholeIsRefused() {
        let taken = (0..<Self.bytes.count).filter { refusal(Array(Self.bytes[..<$0])) == nil }

        #expect(taken == [])
        #expect(refusal(Self.bytes) == nil)
        #expect(refusal(Self.bytes + [0]) != nil)
    }

    /// Bytes 40 to 63 hold the fingerprint, which anybody may choose, and nothing.
    @Test func everyFlippedByteIsRefused() {
        let taken = (Array(0..<40) + Array(64..<Self.bytes.count)).filter { at in
            var damaged = Self.bytes
            damaged[at] ^= 0x55
            return refusal(damaged) == nil
        }

        #expect(taken == [])
    }

    @Test func aDamagedFileIsRefusedByItsName() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/frontdesk-\(UUID())"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/passages.model"

        for length in [0, 1, 63, 64, 100, Self.bytes.count - 1] {
            try write(Array(Self.bytes[..<length]), to: path)
            let error = #expect(throws: UnderstandingError.self, "length \(length)") {
                try PassageIndex(mapping: path)
            }
            #expect(error?.description.hasPrefix(path + ": ") == true)
        }
        try write(Self.bytes, to: path)
        #expect(try PassageIndex(mapping: path).fingerprint == 7)
    }

    private typealias Change = @Sendable (inout EditedModelFile) throws -> Void

    private static let changes: [(name: String, change: Change)] = [
        (
            "a posting of a passage that is not there",
            { $0.write(UInt32(2), at: try $0.section("w.post").lowerBound) }
        ),
        (
            "a list that ends before it starts",
            { $0.write(UInt32.max, at: try $0.section("w.at").lowerBound + 4) }
        ),
        (
            "lists that end behind the postings",
            {
                let last = try $0.section("w.at").upperBound - 4
                $0.write($0.read(UInt32.self, at: last) + 1, at: last)
            }
        ),
        (
            "a term with an id that is too large",
            {
                let keys = try $0.section("w.keys")
                var used = keys.lowerBound
                while $0.read(UInt64.self, at: used) == 0 { used += 8 }
                let place = try $0.section("w.ids").lowerBound + (used - keys.lowerBound) / 2
                $0.write(UInt32.max, at: place)
            }
        ),
        (
            "a key table without an empty slot",
            {
                let keys = try $0.section("w.keys")
                for at in stride(from: keys.lowerBound, to: keys.upperBound, by: 8)
                where $0.read(UInt64.self, at: at) == 0 {
                    $0.write(UInt64(1), at: at)
                }
            }
        ),
        (
            "a key table of another size than its ids",
            {
                $0.write(
                    UInt64(try $0.section("w.keys").count / 2), at: try $0.entry("w.keys") + 16)
            }
        ),
        (
            "an empty key table",
            { $0.write(UInt64(0), at: try $0.entry("w.keys") + 16) }
        ),
        (
            "a weight that is not a number",
            { $0.write(Float.nan.bitPattern, at: try $0.section("w.post").lowerBound + 4) }
        ),
        (
            "a question with a term that is not there",
            { $0.write(UInt32.max, at: try $0.section("wq.ids").lowerBound) }
        ),
        (
            "characters of a bucket that is not there",
            { $0.write(UInt32.max, at: try $0.section("c.ids").lowerBound) }
        ),
        (
            "a profile that ends before it starts",
            { $0.write(UInt32.max, at: try $0.section("c.at").lowerBound + 4) }
        ),
        (
            "a passage without a profile",
            {
                $0.write(
                    UInt64(try $0.section("c.unit").count - 4), at: try $0.entry("c.unit") + 16)
            }
        ),
        (
            "more than all titles that ask",
            { $0.write(Float(1.5).bitPattern, at: try $0.section("share").lowerBound) }
        ),
        (
            "a passage without its last field",
            {
                let length = try $0.section("passages").count
                $0.write(UInt64(length - 4), at: try $0.entry("passages") + 16)
            }
        ),
        (
            "a passage longer than its section",
            { $0.write(UInt32.max, at: try $0.section("passages").lowerBound) }
        ),
        (
            "no passages under the postings",
            { $0.write(UInt64(0), at: try $0.entry("passages") + 16) }
        ),
        (
            "a passage of a class that is not there",
            { $0.write(Int32(2), at: try $0.section("q.class").lowerBound) }
        ),
        (
            "a classifier without its net",
            { $0.write(UInt8(ascii: "x"), at: try $0.entry("net0")) }
        ),
        (
            "a section that is not there",
            { $0.write(UInt8(ascii: "x"), at: try $0.entry("c.at")) }
        ),
        (
            "a section that starts askew",
            {
                $0.write(
                    UInt64(try $0.section("w.idf").lowerBound + 4), at: try $0.entry("w.idf") + 8)
            }
        ),
        (
            "a section behind the end",
            { $0.write(UInt64(1) << 40, at: try $0.entry("w.idf") + 8) }
        ),
        (
            "a section longer than anything",
            { $0.write(UInt64.max, at: try $0.entry("w.post") + 16) }
        ),
    ]

    @Test func sectionsThatDoNotFitTogetherAreRefused() throws {
        let whole = EditedModelFile(bytes: Self.bytes)
        #expect(whole.sealed == Self.bytes, "the checksum is what the format says")
        for (name, change) in Self.changes {
            var file = whole
            try change(&file)

            let reason = refusal(file.sealed)

            #expect(file.bytes != Self.bytes, "\(name)")
            #expect(reason?.contains("damaged") == true, "\(name): \(reason ?? "taken")")
            #expect(reason?.contains("checksum") == false, "\(name)")
        }
    }

    /// Every fifth byte, which visits all places of values of 4 and 8 bytes.
    @Test func whatPassesForAnIndexIsSearchedWithoutATrap() throws {
        var searched = 0
        for at in stride(from: 64, to: Self.bytes.count, by: 5) {
            var file = EditedModelFile(bytes: Self.bytes)
            file.bytes[at] ^= 0x55
            guard let index = try? PassageIndex(bytes: file.sealed) else { continue }
            searched += 1

            for query in ["forgot my password", "密码忘了怎么办", "Open Settings"] {
                let found = index.search(query, limit: 3)
                #expect(found.allSatisfy { (0...1).contains($0.score) }, "byte \(at), \(query)")
            }
        }
        #expect(searched > 0)
    }
}
