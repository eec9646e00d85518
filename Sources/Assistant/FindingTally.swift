/// Findings of one kind, of which the first are told by themselves and the others counted: a public
/// set has hundreds of examples twice, and a vault hundreds of articles without a title.
struct FindingTally {
    private static let toldMax = 10

    private var told = 0
    /// What the last one says that is told, and its place among the findings.
    private var last = (what: "", place: 0)
    private var others = 0

    /// Adds a finding to `findings`, or counts it in the last one of its kind.
    mutating func add(_ finding: Finding, to findings: inout [Finding]) {
        guard told == Self.toldMax else {
            told += 1
            last = (finding.message, findings.count)
            findings.append(finding)
            return
        }
        others += 1
        let count = ProjectReader.count(others, "more is like it", "more are like it")
        findings[last.place].message = "\(last.what); \(count)"
    }
}
