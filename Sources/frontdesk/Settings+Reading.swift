import Foundation
import Logging
import Yams

/// Settings out of a file, and which values are refused.
extension Settings {
    /// Bytes below which a frame holds no request of any length worth having.
    private static let frameBytesMin: Int64 = 1_024
    /// Requests a second: the waits of slower ones, in milliseconds, would be beyond all bounds.
    private static let messageRates = 0.001...1e6

    /// Refuses a value that would not do what `config` prints of it.
    static func check(_ key: Key, _ value: String, _ origin: String) throws {
        let isValid =
            switch key.kind {
            case .whole: Int64(value).map { $0 >= 0 && $0 <= 1_000_000_000 } ?? false
            case .number: Double(value).map { $0.isFinite && $0 >= 0 && $0 <= 1e9 } ?? false
            case .flag: Bool(value) != nil
            case .text, .list: true
            }
        guard isValid else {
            throw Fault(
                description: "\(origin): \(key.name) is '\(value)', not a \(key.kind.rawValue)"
                    + (key.kind == .flag ? "" : " of at least 0"))
        }
        if ["http", "line"].contains(key.name), hostAndPort(value) == nil {
            throw Fault(description: "\(origin): \(key.name) is '\(value)', not HOST:PORT")
        }
        if key.name.hasPrefix("answers."), Double(value).map({ $0 > 1 }) ?? true {
            throw Fault(description: "\(origin): \(key.name) is '\(value)', not within 0 to 1")
        }
        if key.name == "limits.frameBytes", let bytes = Int64(value), bytes < frameBytesMin {
            throw Fault(
                description: "\(origin): \(key.name) is '\(value)', not at least \(frameBytesMin)")
        }
        if key.name == "limits.messageRate", let rate = Double(value), rate != 0,
            !messageRates.contains(rate)
        {
            throw Fault(
                description: "\(origin): \(key.name) is '\(value)', "
                    + "neither 0 nor within 0.001 to 1000000")
        }
        if key.name == "log.level", Logger.Level(rawValue: value) == nil {
            throw Fault(description: "\(origin): log.level is '\(value)'; \(key.help)")
        }
    }

    /// Keys of a YAML file in dotted form, with the line each stands in.
    static func fileValues(_ path: String?) throws -> [String: (String, String)] {
        guard let path else { return [:] }
        guard
            let text = FileManager.default.contents(atPath: path).map({
                String(decoding: $0, as: UTF8.self)
            })
        else { throw Fault(description: "\(path): cannot be read") }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            let reason = "\(error)".split(separator: "\n").first ?? "unreadable"
            throw Fault(description: "\(path): the YAML does not parse: \(reason)")
        }
        var values: [String: (String, String)] = [:]
        if let root { try flatten(root, "", path, into: &values) }
        return values
    }

    private static func flatten(
        _ node: Node, _ prefix: String, _ path: String,
        into values: inout [String: (String, String)]
    ) throws {
        guard let mapping = node.mapping else {
            throw Fault(description: "\(path):\(node.mark?.line ?? 1): no 'key: value'")
        }
        for (key, value) in mapping {
            let name = prefix + (key.string ?? "?")
            let place = "\(path):\(key.mark?.line ?? 0)"
            if value.mapping != nil {
                try flatten(value, name + ".", path, into: &values)
            } else if value.null != nil, keys.contains(where: { $0.name.hasPrefix(name + ".") }) {
                // A section whose keys are all commented out sets nothing.
                continue
            } else if keys.contains(where: { $0.name == name }) {
                let items = value.sequence.map { $0.compactMap(\.string).joined(separator: ",") }
                values[name] = (items ?? value.scalar?.string ?? "", place)
            } else {
                throw Fault(
                    description: "\(place): unknown key '\(name)'; 'frontdesk config' lists them")
            }
        }
    }
}
