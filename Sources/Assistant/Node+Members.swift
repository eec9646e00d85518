import Yams

extension Node {
    /// How deep merge keys are followed: lists of aliases of lists of aliases grow without end.
    private static let mergeDepthMax = 4

    /// The members of a mapping with those that its merge key `<<` brings in, which its own go
    /// before (yaml.org/type/merge.html); nil where the node is no mapping. A merge key that names
    /// anything but mappings stays as it is.
    var members: Node.Mapping? { members(depth: 0) }

    private func members(depth: Int) -> Node.Mapping? {
        guard let mapping, depth < Self.mergeDepthMax,
            let sources = mapping.first(where: { $0.key.string == "<<" })?.value.mergeSources
        else { return self.mapping }
        var members = mapping.filter { $0.key.string != "<<" }
        var names = Set(members.compactMap(\.key.string))
        for source in sources {
            for member in source.members(depth: depth + 1) ?? [:]
            where names.insert(member.key.string ?? "").inserted {
                members.append(member)
            }
        }
        return Node.Mapping(members.map { ($0.key, $0.value) }, mapping.tag, .any, mapping.mark)
    }

    private var mergeSources: [Node]? {
        let sources = sequence.map { Array($0) } ?? [self]
        return sources.allSatisfy { $0.mapping != nil } ? sources : nil
    }
}
