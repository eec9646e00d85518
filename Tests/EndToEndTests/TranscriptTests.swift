import Foundation
import Testing

// One after another: a hundred servers at once would measure the machine.
/// Golden conversations over the line port: `Tests/Transcripts/*.txt`.
///
/// A line that starts with `> ` is typed; what follows is what the desk answers, to the letter,
/// with tokens as `<token>`. `! restart` kills the server hard and starts it again; the person
/// comes back with `/resume <token> <seq>`. `! elsewhere TEXT` types TEXT on another connection of
/// the conversation, whose answer is shown behind `| `: of that the person has seen nothing, and
/// gets it once, with the next answer or, after a `! restart`, with the resume. `! wait` reads what
/// comes unasked, up to `* HANDOFF bot`.
@Suite(.serialized) struct TranscriptTests {
    static let names: [String] = {
        let folder = Package.root + "/Tests/Transcripts"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".txt") }.sorted()
    }()

    @Test func thereAreTranscripts() {
        #expect(Self.names.count >= 2)
    }

    @Test(arguments: names)
    func theConversationReadsAsItDid(name: String) throws {
        let golden = try String(
            contentsOfFile: Package.root + "/Tests/Transcripts/" + name, encoding: .utf8)
        let script = golden.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { $0.hasPrefix("> ") || $0.hasPrefix("! ") }

        let played = try Self.play(script.map(String.init))

        if ProcessInfo.processInfo.environment["RECORD_TRANSCRIPTS"] != nil {
            try Data(played.utf8).write(
                to: URL(fileURLWithPath: Package.root + "/Tests/Transcripts/" + name))
        }
        #expect(played == golden)
    }

    private static let elsewhere = "! elsewhere "

    private static func play(_ script: [String]) throws -> String {
        // One person says more here than a burst holds.
        let desk = try RunningDesk([
            "--handoff-wait-seconds", "1", "--limits-message-rate", "1000",
        ])
        var person = try Socket(port: desk.line)
        var (token, seq) = ("", "0")
        var out: [String] = []
        func note(_ lines: [String]) {
            for line in lines {
                if line.hasPrefix("* SESSION resume=") { token = String(line.dropFirst(17)) }
                if line.hasPrefix("OK ") {
                    seq = line.split(separator: " ").last.map(String.init) ?? ""
                }
                out.append(token.isEmpty ? line : line.replacing(token, with: "<token>"))
            }
        }
        note([try person.line() ?? "", try person.line() ?? ""])
        for step in script {
            out.append(step)
            switch step {
            case "! restart":
                desk.killHard()
                try desk.start()
                person = try desk.person()
                person.send("/resume \(token) \(seq)\n")
                note(try person.linesToTerminator())
            case "! wait":
                var lines: [String] = []
                while let line = try person.line() {
                    lines.append(line)
                    if line == "* HANDOFF bot" { break }
                }
                note(lines)
            case let step where step.hasPrefix(elsewhere):
                let other = try desk.person()
                other.send("/resume \(token) \(seq)\n")
                _ = try other.linesToTerminator()
                other.send(step.dropFirst(elsewhere.count) + "\n")
                out += try other.linesToTerminator().map { "| " + $0 }
            default:
                person.send(step.dropFirst(2) + "\n")
                note(try person.linesToTerminator())
            }
        }
        return out.joined(separator: "\n") + "\n"
    }
}
