import Dialogue
import Gateway
import Understanding
import Wire

/// The keys: what each takes, and its default.
extension Settings {
    enum Kind {
        case whole
        case number
        /// Any text, an empty one for nothing.
        case text
        /// A text that may not be empty.
        case name
        /// `HOST:PORT`.
        case address
        /// How much is logged.
        case level
        /// Origins, separated by commas.
        case list
        /// `true` or `false`.
        case flag
    }

    struct Key {
        let name: String
        let kind: Kind
        let standard: String
        let help: String
        /// What a number may be; nil for every one that is taken anywhere.
        var range: ClosedRange<Double>?
        /// Whether 0 is taken, too, though it is not within `range`: it turns the key off.
        var isOffAtZero = false
    }

    /// What whole and other numbers may be at most.
    static let numberMax = 1e9

    /// Bytes below which a frame holds no request of any length worth having.
    private static let frameBytes = 1_024...numberMax
    /// Seconds between two pings, and those to say hello in.
    private static let waits = 1...86_400.0
    /// Requests a second: the waits of slower ones, in milliseconds, would be beyond all bounds.
    private static let messageRates = 0.001...1e6
    private static let probabilities = 0...1.0

    // What a module takes has its default there.
    private static let (limits, gateway) = (WireLimits(), GatewayOptions())
    private static let policy = DialoguePolicy.Options()

    static let keys: [Key] = [
        Key(
            name: "assistant", kind: .name, standard: ".", help: "folder with intents/ and corpus/"),
        Key(name: "data", kind: .name, standard: "./data", help: "folder of database and models"),
        Key(
            name: "http", kind: .address, standard: "127.0.0.1:8080",
            help: "HOST:PORT of page, REST and WebSocket; port 0 picks a free one"),
        Key(
            name: "line", kind: .address, standard: "127.0.0.1:4747",
            help: "HOST:PORT of the line protocol; port 0 picks a free one"),
        Key(
            name: "conformance", kind: .flag, standard: "\(gateway.isConformance)",
            help: "offer /_conformance/echo for protocol test suites"),
        Key(
            name: "limits.contentBytes", kind: .whole, standard: "\(limits.contentBytes)",
            help: "bytes of one message; 0 for the frame's limit"),
        Key(
            name: "limits.frameBytes", kind: .whole, standard: "\(limits.frameBytes)",
            help: "bytes of one frame, at least 1024", range: frameBytes),
        Key(
            name: "limits.messageBurst", kind: .whole, standard: "\(limits.messageBurst)",
            help: "requests a session may make at once; 0 for no limit"),
        Key(
            name: "limits.messageRate", kind: .number, standard: plain(limits.messageRate),
            help: "requests a second a session after a burst, 0.001 to 1000000; 0 for no limit",
            range: messageRates, isOffAtZero: true),
        Key(
            name: "limits.connectionsPerAddress", kind: .whole,
            standard: "\(gateway.connectionsPerAddress)",
            help:
                "connections of one address, whatever they speak; 0 for no limit, as behind a proxy"
        ),
        Key(
            name: "limits.heartbeatSeconds", kind: .whole, standard: "\(limits.heartbeatSeconds)",
            help: "seconds between two pings of a WebSocket, 1 to 86400; two unanswered end it",
            range: waits),
        Key(
            name: "limits.helloSeconds", kind: .whole, standard: "\(gateway.helloSeconds)",
            help: "seconds a WebSocket may take to say hello, 1 to 86400", range: waits),
        Key(
            name: "limits.lineIdleSeconds", kind: .whole, standard: "\(gateway.lineIdleSeconds)",
            help: "seconds until a silent text connection ends; 0 never"),
        Key(
            name: "handoff.waitSeconds", kind: .whole, standard: "\(policy.handoffWaitSeconds)",
            help: "seconds a customer waits for a person before a ticket is opened"),
        Key(
            name: "conversation.idleSeconds", kind: .whole, standard: "\(policy.idleSeconds)",
            help: "seconds of silence until a conversation is closed; 0 never"),
        Key(
            name: "answers.passageScoreMin", kind: .number, standard: "\(ScoreLines.passageActMin)",
            help:
                "least probability, 0 to 1, at which an article answers; up to 0.25 more where the "
                + "message is hardly the desk's", range: probabilities),
        Key(
            name: "answers.intentThreshold", kind: .number, standard: "0",
            help: "least probability, 0 to 1, at which an intent answers, in place of the lines of "
                + "docs/understanding.md; 0 keeps those; changing it trains nothing",
            range: probabilities),
        Key(
            name: "answers.topicsMax", kind: .whole, standard: "\(policy.topicsMax)",
            help: "topics that come nearest, offered under \"I did not understand\"; 0 for none"),
        Key(
            name: "answers.confirmBelow", kind: .number, standard: "\(policy.confirmBelow)",
            help: "answers with a probability below this, 0 to 1, say what they take the message "
                + "for; 0 for none", range: probabilities),
        Key(
            name: "models.kept", kind: .whole, standard: "5",
            help: "earlier models kept to explain what they answered; 0 for none"),
        Key(
            name: "identity.secretFile", kind: .text, standard: "",
            help: "file with the HS256 secret or the Ed25519 public key of identity tokens"),
        Key(
            name: "identity.audience", kind: .name, standard: "frontdesk",
            help: "'aud' that identity tokens must carry"),
        Key(
            name: "web.allowedOrigins", kind: .list, standard: "",
            help: "origins whose pages may connect, beside the server's own; * for all"),
        Key(
            name: "operator.tokenFile", kind: .text, standard: "",
            help:
                "file with the token, one word of at least 16 bytes, that opens /metrics, /webhooks and /model beyond loopback"
        ),
        Key(
            name: "log.level", kind: .level, standard: "info",
            help: "trace, debug, info, notice, warning, error or critical"),
    ]

    /// `number` as people write it: 2, not 2.0.
    static func plain(_ number: Double) -> String {
        number == number.rounded() ? "\(Int64(number))" : "\(number)"
    }

    private static func words(_ name: String) -> [String] {
        name.split(separator: ".").flatMap { part -> [String] in
            var words = [""]
            for character in part {
                if character.isUppercase { words.append("") }
                words[words.count - 1].append(character.lowercased())
            }
            return words
        }
    }

    static func flagName(_ key: Key) -> String { "--" + words(key.name).joined(separator: "-") }

    static func environmentName(_ key: Key) -> String {
        "FRONTDESK_" + words(key.name).joined(separator: "_").uppercased()
    }
}
