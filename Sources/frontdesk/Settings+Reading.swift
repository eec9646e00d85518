import Assistant
import Foundation
import Logging
import Yams

/// Settings out of a file, and which values are refused.
extension Settings {
    /// Refuses a value that would not do what `config` prints of it.
    static func check(_ key: Key, _ value: String, _ origin: String) throws {
        guard let fault = fault(of: value, as: key) else { return }
        throw Fault(description: "\(origin): \(key.name) is '\(value)', \(fault)")
    }

    /// What is wrong with a value, as `not HOST:PORT`; nil where nothing is.
    private static func fault(of value: String, as key: Key) -> String? {
        switch key.kind {
        case .whole:
            guard let whole = Int64(value), 0...numberMax ~= Double(whole) else {
                return "not a whole number within 0 to \(plain(numberMax))"
            }
            return fault(ofNumber: Double(whole), as: key)
        case .number:
            guard let number = Double(value) else { return "not a number" }
            return fault(ofNumber: number, as: key)
        case .flag: return Bool(value) == nil ? "neither true nor false" : nil
        case .list: return fault(ofOrigins: value)
        case .address: return hostAndPort(value) == nil ? "not HOST:PORT, as \(key.standard)" : nil
        case .level: return Logger.Level(rawValue: value) == nil ? "not one of \(key.help)" : nil
        case .name:
            return value.isEmpty ? "which names nothing; the default is \(key.standard)" : nil
        case .text: return nil
        }
    }

    private static func fault(ofNumber number: Double, as key: Key) -> String? {
        guard let range = key.range, !range.contains(number), !(key.isOffAtZero && number == 0)
        else { return nil }
        let least = plain(range.lowerBound)
        if range.upperBound == numberMax { return "not at least \(least)" }
        let bounds = "within \(least) to \(plain(range.upperBound))"
        return key.isOffAtZero ? "neither 0 nor \(bounds)" : "not \(bounds)"
    }

    private static func fault(ofOrigins value: String) -> String? {
        let items = value.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return items.first { !isOrigin($0) }.map {
            "of which '\($0)' is no origin such as https://shop.example"
        }
    }

    /// Refuses values that do not go together. A default that does not fit gives way.
    func checkTogether() throws {
        guard let content = effective.first(where: { $0.key.name == "limits.contentBytes" }),
            let frame = effective.first(where: { $0.key.name == "limits.frameBytes" }),
            let contentBytes = Int64(content.value), let frameBytes = Int64(frame.value),
            contentBytes > frameBytes, content.value != content.key.standard
        else { return }
        throw Fault(
            description: "\(content.origin): limits.contentBytes is '\(contentBytes)', more than "
                + "limits.frameBytes, \(frameBytes); raise that, or write 0 for the frame's limit")
    }

    /// As a browser sends it (RFC 6454, 6.2): no path, no slash at its end, no port that its scheme
    /// has anyway; `*` alone stands for all.
    private static func isOrigin(_ text: String) -> Bool {
        if text == "*" || text == "null" { return true }
        guard let scheme = text.range(of: "://"), scheme.lowerBound > text.startIndex else {
            return false
        }
        let place = text[scheme.upperBound...]
        guard !place.isEmpty, !place.contains(where: { "/?#@* ".contains($0) }) else {
            return false
        }
        // The colons of an IPv6 address stand in brackets.
        guard let colon = place.lastIndex(of: ":"), !place[colon...].contains("]") else {
            return true
        }
        let ports = ["http": 80, "https": 443]
        guard let port = Int(place[place.index(after: colon)...]), 1...65_535 ~= port,
            colon > place.startIndex
        else { return false }
        return ports[String(text[..<scheme.lowerBound])] != port
    }

    /// Keys of a YAML file in dotted form, with the line each stands in.
    static func fileValues(_ path: String?) throws -> [String: (String, String)] {
        guard let path else { return [:] }
        let text = try TextFile.text(path)
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            let fault = YAMLFault(error)
            let place = fault.line > 0 ? "\(path):\(fault.line)" : path
            throw Fault(description: "\(place): the YAML does not parse: \(fault.reason)")
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
            throw Fault(
                description: "\(path):\(node.mark?.line ?? 1): no setting; write 'key: value'")
        }
        for (key, value) in mapping {
            let name = prefix + (key.string ?? "?")
            let place = "\(path):\(key.mark?.line ?? 0)"
            let known = keys.first { $0.name == name }
            if let known {
                // Once below its section, once with dots: the parser cannot tell.
                if let (_, first) = values[name] {
                    throw Fault(
                        description: "\(first): '\(name)' stands here and again in line "
                            + "\(key.mark?.line ?? 0); take one of them out")
                }
                values[name] = (try text(value, known, place), place)
            } else if value.mapping != nil {
                try flatten(value, name + ".", path, into: &values)
            } else if let first = keys.first(where: { $0.name.hasPrefix(name + ".") }) {
                // A section whose keys are all commented out sets nothing.
                guard value.null != nil else {
                    throw Fault(
                        description:
                            "\(place): '\(name)' is a section; write keys such as \(first.name)")
                }
            } else {
                throw Fault(
                    description: "\(place): unknown key '\(name)'"
                        + advice(on: name, keys.map(\.name)))
            }
        }
    }

    private static func text(_ value: Node, _ key: Key, _ place: String) throws -> String {
        if let scalar = value.scalar { return scalar.string }
        let items = value.sequence.map { $0.compactMap(\.scalar?.string) }
        guard key.kind == .list, let items, items.count == value.sequence?.count else {
            let wanted = key.kind == .list ? "one value or a list of values" : "one value"
            throw Fault(description: "\(place): \(key.name) takes \(wanted)")
        }
        return items.joined(separator: ",")
    }
}
