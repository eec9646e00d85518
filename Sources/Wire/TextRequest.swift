package import Understanding

/// A line that a person typed, as a request.
package struct TextRequest: Sendable, Hashable {
    /// The `@id ` in front, echoed in the terminator; it is the idempotency key.
    package var id: String?
    /// What the rest of the line asks.
    package var command: TextCommand
}

extension TextRequest {
    /// Entries that `/history` shows where no number is given.
    static let historyDefault = 20

    /// Reads a line of people; `limits` hold for what is stored.
    ///
    /// - Throws: The error that answers it, with the line's `@id`: INVALID_UTF8, BAD_COMMAND for an
    /// unknown verb, TOO_LONG, and BAD_ARGUMENT, whose text is the verb's usage.
    package init(_ bytes: [UInt8], limits: WireLimits) throws(WireError) {
        guard let line = String(validating: bytes, as: UTF8.self) else {
            throw WireError(
                .invalidUTF8, "the line is not UTF-8", clientMessageID: Self.id(inHead: bytes))
        }
        let (id, rest) = Self.splitID(line)
        self.id = id
        do throws(WireError) {
            command = try TextCommand(rest, limits: limits)
        } catch {
            var error = error
            error.clientMessageID = id
            throw error
        }
    }

    /// The `@id` of a line that is not read further, from its first ``LineDecoder/headBytes``.
    package static func id(inHead line: [UInt8]) -> String? {
        splitID(String(decoding: line.prefix(LineDecoder.headBytes), as: UTF8.self)).id
    }

    /// Chinese where a line has a Chinese verb, whatever else is wrong with it; else nil, for an
    /// English verb is typed by everybody. Reads the line's first bytes alone.
    package static func language(ofVerbIn line: [UInt8]) -> Language? {
        guard let first = line.first, marks.contains(first) else { return nil }
        let head = String(decoding: line.prefix(verbBytes), as: UTF8.self)
        return TextCommand.language(ofVerbIn: splitID(head).rest)
    }

    /// What a line with a verb may begin with: `@`, `/` or the first byte of `／`.
    private static let marks = [UInt8(ascii: "@"), UInt8(ascii: "/"), 0xEF]
    /// An `@id`, a blank, a slash, and more letters than any verb has.
    private static let verbBytes = 2 * LineDecoder.headBytes

    /// The `@id` in front of a line: at most 64 bytes, no blank, at least one digit, so that
    /// `@anna hello` stays a sentence.
    ///
    /// A blank is one whatever follows: a mark that joins it makes no other character of it here.
    private static func splitID(_ line: String) -> (id: String?, rest: Substring) {
        let bytes = line.utf8
        guard bytes.first == UInt8(ascii: "@"), let blank = bytes.firstIndex(of: UInt8(ascii: " "))
        else { return (nil, Substring(line)) }
        let id = line[bytes.index(after: bytes.startIndex)..<blank]
        guard !id.isEmpty, id.utf8.count <= WireLimits.clientMessageIDBytes,
            id.utf8.contains(where: { 0x30...0x39 ~= $0 }), String(id).isPrintableLine
        else { return (nil, Substring(line)) }
        return (String(id), line[bytes.index(after: blank)...])
    }
}
