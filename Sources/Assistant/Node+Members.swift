import Yams

extension Node {
    /// What is followed of the merge keys of one mapping: lists of aliases of lists of aliases grow
    /// without end.
    private struct MergeLimit {
        static let depthMax = 4
        /// Of one merge key.
        static let sourcesMax = 16

        /// Sources and members that may still be looked at.
        var rest = 1_000
        /// Whether something was not followed.
        var isReached = false
    }

    /// The members of a mapping with those that its merge key `<<` brings in, which its own go
    /// before (yaml.org/type/merge.html); nil where the node is no mapping. A merge key that names
    /// anything but mappings stays as it is.
    ///
    /// `cut` is the node's merge key where it leads to more than is followed, else nil.
    var members: (all: Node.Mapping?, cut: Node?) {
        var limit = MergeLimit()
        let all = members(depth: 0, &limit)
        return (all, limit.isReached ? mapping?.keys.first { $0.string == "<<" } : nil)
    }

    private func members(depth: Int, _ limit: inout MergeLimit) -> Node.Mapping? {
        guard let mapping, let merged = mapping.first(where: { $0.key.string == "<<" })?.value,
            let sources = merged.mergeSources
        else { return self.mapping }
        var members = mapping.filter { $0.key.string != "<<" }
        var names = Set(members.compactMap(\.key.string))
        if merged.sequence.map({ $0.count > sources.count }) == true { limit.isReached = true }
        for source in sources {
            let count = 1 + (source.mapping?.count ?? 0)
            guard depth < MergeLimit.depthMax, limit.rest >= count else {
                limit.isReached = true
                break
            }
            limit.rest -= count
            for member in source.members(depth: depth + 1, &limit) ?? [:]
            where names.insert(member.key.string ?? "").inserted {
                members.append(member)
            }
        }
        return Node.Mapping(members.map { ($0.key, $0.value) }, mapping.tag, .any, mapping.mark)
    }

    private var mergeSources: [Node]? {
        let sources = sequence.map { Array($0.prefix(MergeLimit.sourcesMax)) } ?? [self]
        return sources.allSatisfy { $0.mapping != nil } ? sources : nil
    }
}
