/// What a model is for: it stands in the head of its file and is the file's name.
package enum ModelKind: String, Sendable { case intents, passages, entities }

/// A model that lives in a file: it never changes, over its memory, mapped or owned.
///
/// A class, so that whoever holds it counts one reference and not one a section: two cores that
/// count the same references wait for each other.
package protocol StoredModel: AnyObject, Sendable {
    static var kind: ModelKind { get }
    /// Format of the file; one that is made by another is not read.
    static var version: UInt32 { get }
    /// Hash of what it was made from, by which a file is known to be current.
    var fingerprint: UInt64 { get }

    /// Reads the sections of `file`, of this kind and version; `path` is for errors.
    init(_ file: SectionFile, path: String) throws(UnderstandingError)
}

extension StoredModel {
    /// Maps the model file at `path`, whose pages come into memory as they are read.
    ///
    /// - Throws: `unusableFile` where it is missing, damaged or something else, `outdatedFile`
    /// where its format is of another version.
    package init(mapping path: String) throws(UnderstandingError) {
        let memory = try ModelMemory(mapping: path)
        try self.init(
            SectionFile(memory, kind: Self.kind, version: Self.version, path: path), path: path)
        memory.releasePages()
    }

    /// The model in `bytes`, as its training made them; throws as a file does.
    package init(bytes: [UInt8]) throws(UnderstandingError) {
        let path = "trained \(Self.kind.rawValue)"
        let file = try SectionFile(
            ModelMemory(copying: bytes), kind: Self.kind, version: Self.version, path: path)
        try self.init(file, path: path)
    }
}
