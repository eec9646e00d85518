/// A JSON value (RFC 8259), as far as frames need it.
package enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    /// Members in order; of a repeated name the last one counts.
    case object([Member])

    /// A name and its value in an object.
    package struct Member: Sendable, Hashable {
        package var name: String
        package var value: JSON

        package init(name: String, value: JSON) { (self.name, self.value) = (name, value) }
    }

    /// The value of the member `name`; nil where this is no object or has none of the name.
    package subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text, where this is one.
    package var string: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    /// The whole number, where this is one: `2.0` and `2e0` are, too.
    package var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        case .null, .bool, .string, .array, .object: nil
        }
    }

    /// The elements, where this is an array.
    package var array: [JSON]? {
        if case .array(let elements) = self { return elements }
        return nil
    }
}
