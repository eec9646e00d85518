/// What a customer's text may hold (rule 9).
package enum ContentRule {
    /// What is wrong, to follow the name of the text; `chinese` says it without one.
    package struct Fault: Error {
        /// In English, as a predicate: `is empty`.
        package var reason: String
        /// In Chinese, as a whole sentence.
        package var chinese: String
    }

    /// Refuses a text of blanks alone, and every control character but TAB and LF; its length is
    /// checked elsewhere.
    package static func check(_ content: String) throws(Fault) {
        guard content.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw Fault(reason: "is empty", chinese: "文字为空")
        }
        guard !content.hasControlCharacter else {
            throw Fault(
                reason: "has a control character other than TAB and LF",
                chinese: "文字含有制表符和换行以外的控制字符")
        }
    }
}

extension String {
    /// Whether C0 but TAB and LF, DEL or C1 occur.
    package var hasControlCharacter: Bool {
        unicodeScalars.contains { $0.isRefusedControl }
    }

    /// Whether no control character occurs, TAB and LF among them: one line as it is shown.
    package var isPrintableLine: Bool {
        !unicodeScalars.contains { $0.value < 0x20 || $0.isRefusedControl }
    }
}

extension Unicode.Scalar {
    var isRefusedControl: Bool {
        value < 0x20 && value != 0x09 && value != 0x0A || 0x7F...0x9F ~= value
    }
}
