import Understanding
import Yams

/// Entities of Rasa's JSON: objects beside the text in which they lie.
extension ProjectReader {
    /// What `entities` mark in `text`, in order; what does not fit into it is reported.
    mutating func marked(
        _ entities: Node?, in text: String, _ file: String
    ) -> [(span: TaggedExample.Span, value: String?)] {
        var marked: [(span: TaggedExample.Span, value: String?)] = []
        let entries = entities?.sequence.map(Array.init) ?? []
        let places = entries.map { (entry: $0, start: $0.mapping?["start"]?.int ?? -1) }
        for (entry, start) in places.sorted(by: { $0.start < $1.start }) {
            let end = entry.mapping?["end"]?.int ?? -1
            guard let members = entry.mapping, let entity = members["entity"]?.text,
                start >= marked.last?.span.end ?? 0, start < end, end <= text.unicodeScalars.count
            else {
                report(
                    .warning, at: entry.place(in: file),
                    "an entity has its name as 'entity' and lies from 'start' to before 'end' "
                        + "in the text, apart from the others; left out")
                continue
            }
            let surface = String(text.unicodeScalars.dropFirst(start).prefix(end - start))
            guard !entity.trimmed.isEmpty, !surface.trimmed.isEmpty else {
                reportUnusable(entity, of: surface, entry.place(in: file))
                continue
            }
            let span = TaggedExample.Span(
                entity: String(entity.trimmed), start: start, end: end)
            marked.append((span, members["value"]?.text))
            let known: Set = ["entity", "value", "start", "end"]
            reportUnsupported(
                AnnotatedText.unsupported(members, known: known), entry.place(in: file))
        }
        return marked
    }

    private mutating func reportUnusable(
        _ entity: String, of surface: String, _ place: FilePlace
    ) {
        guard surface.trimmed.isEmpty else { return reportNameless(surface, place) }
        report(.warning, at: place, "an annotation that marks nothing; left out: \(entity)")
    }
}
