// frontdesk reads configuration once and wires the rest: the command line of the product.

import ArgumentParser
import CMalloc
import Desk
import Foundation

@main
struct Frontdesk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frontdesk",
        abstract: "A customer-service desk: chat, answers, tickets and history in one program.",
        discussion: """
            Settings, by flag, environment (FRONTDESK_LIMITS_MESSAGE_RATE) or file (--config FILE,
            YAML, limits.messageRate); a flag wins over the environment, the environment over the
            file:
            \(Settings.table)
            """,
        subcommands: [
            Serve.self, Train.self, Evaluate.self, Ask.self, Why.self, Chat.self, History.self,
            Tickets.self, Export.self, Config.self, Version.self,
        ])

    static let version = "0.1.0"

    static func main() async {
        // What training uses goes back to the system when it is done: by itself the allocator would
        // raise this threshold with every large array, and keep what a server never needs again.
        mallopt(M_MMAP_THRESHOLD, 256 << 10)
        // A peer that hangs up must not end the process.
        signal(SIGPIPE, SIG_IGN)
        // Nor a file that may grow no more (ulimit -f): the write fails and says so.
        signal(SIGXFSZ, SIG_IGN)
        do {
            let rest = try Settings.takeFlags(Array(CommandLine.arguments.dropFirst()))
            var command = try parseAsRoot(rest)
            if var async = command as? any AsyncParsableCommand {
                try await async.run()
            } else {
                try command.run()
            }
        } catch let fault as any CommandFault {
            Output.error("frontdesk: \(fault)\n")
            Foundation.exit(1)
        } catch let error as DeskError {
            Output.error("frontdesk: \(error.line)\n")
            Foundation.exit(1)
        } catch  where exitCode(for: error) == .validationFailure {
            let said = message(for: error)
            let text = said.hasSuffix(".") ? String(said.dropLast()) : said
            let more = text.hasSuffix("?") ? " See" : "; see"
            Output.error("frontdesk: \(text)\(more) 'frontdesk --help'\n")
            Foundation.exit(ExitCode.validationFailure.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}

/// A fault whose description is one line for the person at the terminal.
protocol CommandFault: Error, CustomStringConvertible {}

extension Settings.Fault: CommandFault {}

/// Anything else that ends a command, in one line.
struct CommandFailure: CommandFault {
    var description: String

    init(_ description: String) { self.description = description }
}

struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Prints the version.")

    func run() { Output.line("frontdesk \(Frontdesk.version)") }
}

struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the effective settings and where each came from.")

    func run() throws {
        let settings = try Settings.load()
        try settings.checkFiles()
        for entry in settings.effective {
            let value = entry.value.isEmpty ? "''" : entry.value
            Output.line("\(entry.key.name): \(value)  # \(entry.origin)")
        }
    }
}
