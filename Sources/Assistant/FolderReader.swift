import Foundation
import Understanding

/// Who reads the files below an assistant's folder, and has something to say of them.
protocol FolderReader {
    /// The assistant's folder.
    var directory: String { get }
    /// What there is to say, in the order in which it was found.
    var findings: [Finding] { get set }
    /// The languages that the paths of files name, as far as they were asked for.
    var languages: [String: Language?] { get set }
}

/// A folder whatever it is called, so that a link that leads back to it is known.
private struct FolderIdentity: Hashable {
    var device: UInt64
    var number: UInt64
}

/// Bytes of one file: far above what people write, and below what fills a memory.
private let fileBytesMax = 64 << 20
/// Names in one finding.
private let namesMax = 8

// MARK: Findings

extension FolderReader {
    mutating func report(
        _ severity: Finding.Severity, at place: FilePlace, _ message: String
    ) {
        findings.append(Finding(severity: severity, place: place, message: message))
    }

    static var notRead: String { "not a format that is read here; left out" }

    /// As "18,401 examples".
    static func count(_ count: Int, _ one: String, _ many: String) -> String {
        let digits = Array(String(count))
        let grouped = digits.indices.map { at in
            at > 0 && (digits.count - at) % 3 == 0 ? ",\(digits[at])" : "\(digits[at])"
        }
        return "\(grouped.joined()) \(count == 1 ? one : many)"
    }

    /// As "'a', 'b' and 3 more".
    static func quoted(_ names: [String]) -> String {
        let told = names.prefix(namesMax).map { "'\($0)'" }.joined(separator: ", ")
        return names.count > namesMax ? "\(told) and \(names.count - namesMax) more" : told
    }
}

// MARK: Files

extension FolderReader {
    var hasCorpus: Bool { isFolder("corpus") != nil }

    /// Two examples are the least with which articles answer well: one that is to be answered, and
    /// one that is not.
    static var articlesAdvice: String {
        "a desk of articles alone needs examples, too: write the two lines 'hello,greet' and "
            + "'what is the capital of France,out_of_scope' into intents/start.csv"
    }

    /// Paths relative to the assistant's folder, sorted; nil where the folder is not there.
    mutating func files(under folder: String) -> [String]? {
        guard isFolder(folder) != true else { return walked(folder, above: []).sorted() }
        report(.error, at: FilePlace(folder), whyNoFolder(folder))
        return nil
    }

    private func whyNoFolder(_ folder: String) -> String {
        if isFolder(folder) == false {
            return "a file; a folder is needed in its place"
        }
        guard access("\(directory)/\(folder)", F_OK) == 0 || errno != EACCES else {
            return "not to be seen by this user; 'chmod u+rx' the folder above, or run as its owner"
        }
        let advice = hasCorpus ? Self.articlesAdvice : "--assistant names the one that holds it"
        return "no such folder; \(advice)"
    }

    /// Nil, and reported, where the file cannot be read.
    mutating func text(of file: String) -> String? {
        do {
            return try TextFile.text(
                "\(directory)/\(file)", in: .all, atMost: fileBytesMax)
        } catch {
            report(.error, at: FilePlace(file, error.line), error.reason)
            return nil
        }
    }

    /// Paths of all files below `folder`, relative to the assistant's folder; what is hidden is
    /// left out, and links are followed. `above` are the folders that lead there.
    private mutating func walked(_ folder: String, above: Set<FolderIdentity>) -> [String] {
        guard let identity = identity(folder), !above.contains(identity) else {
            report(
                .warning, at: FilePlace(folder), "a link to a folder that it stands in; left out")
            return []
        }
        var found: [String] = []
        for name in names(in: folder).sorted() where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            if isFolder(path) == true {
                found += walked(path, above: above.union([identity]))
            } else {
                found.append(path)
            }
        }
        return found
    }

    /// Whether a folder stands at `path`, which is relative to the assistant's folder, or a link to
    /// one; nil where nothing does.
    func isFolder(_ path: String) -> Bool? {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
            atPath: "\(directory)/\(path)", isDirectory: &isFolder)
        return exists ? isFolder.boolValue : nil
    }

    /// What cannot be listed would else be left out in silence.
    private mutating func names(in folder: String) -> [String] {
        let place = "\(directory)/\(folder)"
        guard access(place, R_OK | X_OK) == 0 else {
            report(
                .error, at: FilePlace(folder),
                "cannot be read: not allowed for this user; 'chmod u+rx' or run as its owner")
            return []
        }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: place)
        } catch {
            report(.error, at: FilePlace(folder), "cannot be listed; look at the disk")
            return []
        }
    }

    private func identity(_ folder: String) -> FolderIdentity? {
        var status = stat()
        guard stat("\(directory)/\(folder)", &status) == 0 else { return nil }
        return FolderIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    }
}

// MARK: Languages

extension FolderReader {
    /// The language of a file: a folder `en/` or `zh-CN/` above it, or `name.zh.txt`.
    mutating func language(of file: String) -> Language? {
        if let known = languages[file] { return known }
        let language = Self.language(named: file)
        languages[file] = .some(language)
        return language
    }

    static func language(named file: String) -> Language? {
        for word in file.split(whereSeparator: { $0 == "/" || $0 == "." }) {
            if let language = LanguageTag(word)?.spoken { return language }
        }
        return nil
    }
}
