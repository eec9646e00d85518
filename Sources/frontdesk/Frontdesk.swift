// frontdesk reads configuration once and wires the rest: the command line of the product.

import ArgumentParser
import Assistant
import CMalloc
import Desk
import Foundation
import Wire

@main
struct Frontdesk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frontdesk",
        abstract: "A customer-service desk: chat, answers, tickets and history in one program.",
        discussion: """
            Every command takes these settings, by flag, environment \
            (FRONTDESK_LIMITS_MESSAGE_RATE) or file (--config FILE, YAML, limits.messageRate); a \
            flag wins over the environment, the environment over the file:
            \(Settings.table)
            """,
        version: versionLine,
        subcommands: [
            Serve.self, Train.self, Evaluate.self, Ask.self, Why.self, Chat.self, History.self,
            Tickets.self, Export.self, Config.self, Version.self,
        ])

    static let version = "0.1.0"

    /// What `version` and `--version` print.
    static let versionLine = "frontdesk \(version)"

    static func main() async {
        // What training uses goes back to the system when it is done: by itself the allocator would
        // raise this threshold with every large array, and keep what a server never needs again.
        mallopt(M_MMAP_THRESHOLD, 256 << 10)
        // What the turns of one batch free, those of the next take again.
        mallopt(M_TRIM_THRESHOLD, 4 << 20)
        openStandardFiles()
        // A peer that hangs up must not end the process.
        signal(SIGPIPE, SIG_IGN)
        // Nor a file that may grow no more (ulimit -f): the write fails and says so.
        signal(SIGXFSZ, SIG_IGN)
        do {
            try DescriptorLimit.requireEnough()
            let arguments = Array(CommandLine.arguments.dropFirst())
            let rest = try Settings.takeFlags(arguments)
            try requireCommand(rest, of: arguments)
            try requireKnown(rest)
            var command = try parseAsRoot(rest)
            if var async = command as? any AsyncParsableCommand {
                try await async.run()
            } else {
                try command.run()
            }
        } catch let fault as any CommandFault {
            refuse(TextRenderer.printable("\(fault)"))
        } catch let error as AssistantError {
            refuse("\(error)")
        } catch let error as DeskError {
            refuse(TextRenderer.printable(error.line))
        } catch  where exitCode(for: error) == .validationFailure {
            let said = message(for: error)
            let text = withHint(said.hasSuffix(".") ? String(said.dropLast()) : said)
            let more = text.hasSuffix("?") ? " See" : "; see"
            refuse(
                TextRenderer.printable("\(text)\(more) 'frontdesk --help'"),
                ExitCode.validationFailure.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}

extension Frontdesk {
    /// Opens /dev/null where standard input, output or error is closed: a database or a socket would
    /// get its number, and be read and written as it.
    private static func openStandardFiles() {
        for file in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(file, F_GETFD) == -1 && errno == EBADF {
            // The lowest number that is free: this one.
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Refuses settings without a command, which would show the general help and set nothing.
    private static func requireCommand(_ rest: [String], of arguments: [String]) throws {
        guard rest.isEmpty, let flag = arguments.first?.prefix(while: { $0 != "=" }) else { return }
        let given = arguments.joined(separator: " ")
        throw ValidationError("\(flag) belongs to a command, as in 'frontdesk serve \(given)'")
    }

    /// Says why nothing is done, on lines that hold nothing but text, and ends the program.
    private static func refuse(_ why: String, _ status: Int32 = 1) -> Never {
        Output.error("frontdesk: \(why)\n")
        Foundation.exit(status)
    }

    /// What the parser says of a flag that it does not know, with the setting that was meant: it
    /// knows none of them.
    private static func withHint(_ said: String) -> String {
        let unknown = "Unknown option '"
        guard said.hasPrefix(unknown), said.hasSuffix("'") else { return said }
        let name = String(said.dropFirst(unknown.count).dropLast())
        return said + Settings.keys.map(Settings.flagName).hint(for: name)
    }

    /// Refuses a command that there is none of, and `help` for one, which would show the general
    /// help.
    private static func requireKnown(_ arguments: [String]) throws {
        let named = arguments.first == "help" ? arguments.dropFirst().first : arguments.first
        let commands = configuration.subcommands.map { $0._commandName } + ["help"]
        guard let name = named, !name.hasPrefix("-"), !commands.contains(name) else { return }
        throw ValidationError("no command '\(name)'\(commands.hint(for: name))")
    }
}

/// A fault whose description is one line for the person at the terminal.
protocol CommandFault: Error, CustomStringConvertible {}

extension Settings.Fault: CommandFault {}
extension TextFile.Fault: CommandFault {}

/// Anything else that ends a command, in one line.
struct CommandFailure: CommandFault {
    var description: String

    init(_ description: String) { self.description = description }
}
