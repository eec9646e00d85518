import Yams

/// Where something stands that people wrote: a line of a file, or the whole of it.
package struct FilePlace: Sendable, Hashable, CustomStringConvertible {
    /// Path as people know it, relative to the assistant's folder.
    package var file: String
    /// Counts from 1; 0 for the whole file.
    package var line: Int

    init(_ file: String, _ line: Int = 0) { (self.file, self.line) = (file, line) }

    /// `file:line`, or `file` where it is the whole of it.
    package var description: String { line > 0 ? "\(file):\(line)" : file }
}

/// A text as it was written, with its place.
struct PlacedText {
    var text: String
    var place: FilePlace
}

extension Node {
    /// Where the node starts in the file that it was read from.
    func place(in file: String) -> FilePlace { FilePlace(file, mark?.line ?? 0) }
}
