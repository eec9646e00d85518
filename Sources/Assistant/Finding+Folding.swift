extension Finding {
    /// Findings of one kind in one file, or on whole files, that are told one by one: enough to see
    /// what they are about.
    package static let alikeMax = 10

    /// What a finding says without what differs from place to place: names in quotes, numbers,
    /// paths and slots.
    private var kind: String {
        // What stands in quotes is every second piece.
        let pieces = message.split(separator: "'", omittingEmptySubsequences: false)
        let words = pieces.enumerated().filter { $0.offset.isMultiple(of: 2) }
            .flatMap { $0.element.split(separator: " ") }
        return words.filter { word in !word.contains { $0.isNumber || "/{".contains($0) } }
            .joined(separator: " ")
    }

    /// A whole file where it is said of the first line or of none.
    private var isOnFile: Bool { place.line <= 1 }

    private struct Group: Hashable {
        /// Empty for whole files.
        let file: String
        let kind: String
        let severity: Severity

        init(_ finding: Finding) {
            (kind, severity) = (finding.kind, finding.severity)
            file = finding.isOnFile ? "" : finding.place.file
        }
    }

    /// `findings` in their order, without those beyond ``alikeMax`` of one kind in one file; the
    /// last that is left says how many there are. One cause has thousands of places in files that
    /// programs write.
    package static func folded(_ findings: [Finding]) -> [Finding] {
        var counts: [Group: Int] = [:]
        var last: [Group: Int] = [:]
        var folded: [Finding] = []
        for finding in findings {
            let group = Group(finding)
            counts[group, default: 0] += 1
            guard finding.severity == .error || counts[group, default: 0] <= alikeMax else {
                continue
            }
            last[group] = folded.count
            folded.append(finding)
        }
        for (group, at) in last {
            let rest = (counts[group] ?? 0) - alikeMax
            guard rest > 0, group.severity != .error else { continue }
            folded[at].message +=
                "; \(rest) more like this" + (group.file.isEmpty ? "" : " in this file")
        }
        return folded
    }
}
