import Foundation
import Testing

/// Settings by flag, environment and file, as the command line takes and shows them.
@Suite(.serialized) struct SettingsCommandTests {
    @Test func aFlagWinsOverTheEnvironmentAndTheEnvironmentOverTheFile() throws {
        let folder = try CommandTests.folder([
            "c.yml": "limits:\n  messageRate: 3\n  messageBurst: 30\n  contentBytes: 300\n",
            "bad.yml": "limits:\n  mesageRate: 3\n",
        ])
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let run = try frontdesk(
            ["config", "--config", folder + "/c.yml", "--limits-message-rate", "5"],
            environment: [
                "FRONTDESK_LIMITS_MESSAGE_RATE": "4", "FRONTDESK_LIMITS_MESSAGE_BURST": "40",
            ])
        let unknown = try frontdesk(["config", "--config", folder + "/bad.yml"])
        let stray = try frontdesk(["config"], environment: ["FRONTDESK_FOO": "1"])
        // As Kubernetes has them for services called so.
        let linked = try frontdesk(
            ["config"],
            environment: [
                "FRONTDESK_SERVICE_HOST": "10.0.0.1", "FRONTDESK_PORT": "tcp://10.0.0.1:80",
                "FRONTDESK_PORT_80_TCP_ADDR": "10.0.0.1", "FRONTDESK_SERVICE_PORT_HTTP": "80",
                "FRONTDESK_WEB_SERVICE_PORT": "80", "FRONTDESK_WEB_PORT": "tcp://10.0.0.1:80",
            ])
        let port = try frontdesk(["config"], environment: ["FRONTDESK_PORT": "8080"])

        #expect(run.output.contains("limits.messageRate: 5  # flag --limits-message-rate"))
        #expect(
            run.output.contains(
                "limits.messageBurst: 40  # environment FRONTDESK_LIMITS_MESSAGE_BURST"))
        #expect(run.output.contains("limits.contentBytes: 300  # \(folder)/c.yml:4"))
        #expect(unknown.errors.contains("bad.yml:2: unknown key 'limits.mesageRate'"))
        #expect(linked.status == 0, "\(linked.errors)")
        #expect(port.errors.contains("FRONTDESK_PORT: unknown setting"))
        #expect(stray.errors.contains("FRONTDESK_FOO: unknown setting; 'frontdesk config' lists"))
    }

    @Test func aSlipInTheNameOfASettingIsToldWhatWasMeant() throws {
        let folder = try CommandTests.folder(["c.yml": "limits:\n  mesageRate: 3\n"])
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let flag = try frontdesk(["serve", "--asistant", "x"])
        let key = try frontdesk(["config", "--config", folder + "/c.yml"])
        let variable = try frontdesk(["config"], environment: ["FRONTDESK_HTP": "1"])

        #expect(
            flag.errors
                == "frontdesk: Unknown option '--asistant'. Did you mean '--assistant'? See 'frontdesk --help'\n"
        )
        #expect(
            key.errors.hasSuffix(
                "c.yml:2: unknown key 'limits.mesageRate'. Did you mean 'limits.messageRate'?\n"))
        #expect(
            variable.errors
                == "frontdesk: FRONTDESK_HTP: unknown setting. Did you mean 'FRONTDESK_HTTP'?\n")
        for run in [flag, key, variable] { #expect(run.status != 0) }
    }

    /// Whatever a name or a value holds, nothing of it moves the cursor.
    @Test(arguments: [
        ["config", "--http", "a\nb\u{1B}[2J"], ["conf\nig"], ["config", "--x\ny"],
        ["ask", "hello", "--assistant", "a\nb\u{1B}[2J"],
    ])
    func aRefusalIsOneLine(arguments: [String]) throws {
        let run = try frontdesk(arguments)

        #expect(run.status != 0)
        #expect(run.errors.hasPrefix("frontdesk: "))
        #expect(run.errors.utf8.count { $0 < 0x20 } == 1 && run.errors.hasSuffix("\n"))
    }

    @Test func whatConfigPrintsIsAFileForConfig() throws {
        let odd = [
            "--data", "a b: c#d", "--http", "[::1]:9", "--identity-audience", "it's \"it\"\\",
            "--web-allowed-origins", "https://a.example", "--web-allowed-origins", "*",
        ]
        let printed = try frontdesk(["config"] + odd).output
        let folder = try CommandTests.folder(["c.yml": printed])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func values(_ text: String) -> [String] {
            text.split(separator: "\n").compactMap { $0.components(separatedBy: "  # ").first }
        }

        let again = try frontdesk(["config", "--config", folder + "/c.yml"])

        #expect(values(again.output) == values(printed), "\(again.errors)")
        #expect(printed.contains(#"data: "a b: c#d"  # flag --data"#))
        #expect(printed.contains(#"web.allowedOrigins: "https://a.example,*"  # flag"#))
    }

    @Test func aDefaultMessageGivesWayToASmallFrame() throws {
        #expect(try frontdesk(["config", "--limits-frame-bytes", "2000"]).status == 0)
    }

    @Test func aSectionWhoseKeysAreCommentedOutSetsNothing() throws {
        let folder = try CommandTests.folder([
            "c.yml": "limits:\n  # messageRate: 3\nweb:\nlog:\n  level: debug\n",
            "bad.yml": "limit:\n  # messageRate: 3\n",
        ])
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let run = try frontdesk(["config", "--config", folder + "/c.yml"])
        let unknown = try frontdesk(["config", "--config", folder + "/bad.yml"])

        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("limits.messageRate: 2  # default"))
        #expect(run.output.contains("log.level: debug  # \(folder)/c.yml:5"))
        #expect(unknown.errors.contains("bad.yml:1: unknown key 'limit'"))
    }

    static let settingsAlone: [(arguments: [String], flag: String)] = [
        (["--config", "/etc/frontdesk.yml"], "--config"),
        (["--config=/etc/frontdesk.yml", "--http", "127.0.0.1:0"], "--config"),
        (["--conformance"], "--conformance"),
    ]

    @Test(arguments: settingsAlone)
    func settingsWithoutACommandAreAnErrorThatNamesOne(arguments: [String], flag: String) throws {
        let run = try frontdesk(arguments)

        let whole = arguments.joined(separator: " ")
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(
            run.errors
                == "frontdesk: \(flag) belongs to a command, as in 'frontdesk serve \(whole)'; see 'frontdesk --help'\n"
        )
    }

    @Test(arguments: [["--help"], ["serve", "--help"]])
    func theTableOfSettingsFitsATerminalOfEightyColumns(arguments: [String]) throws {
        let run = try frontdesk(arguments)

        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        let table = lines.drop { !$0.hasPrefix("  --config ") }.prefix { !$0.isEmpty }
        #expect(table.contains { $0.hasPrefix("  --log-level ") })
        #expect(table.allSatisfy { $0.hasPrefix("  ") && $0.count <= 80 }, "\(table)")
    }

    @Test(arguments: [(mode: 0o644, isTold: true), (mode: 0o600, isTold: false)])
    func aSecretThatOthersCanReadIsToldOf(mode: Int, isTold: Bool) throws {
        let folder = try CommandTests.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let secret = folder + "/secret"
        try Data("0123456789abcdef".utf8).write(to: URL(fileURLWithPath: secret))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: secret)
        let desk = try RunningCommand([
            "serve", "--assistant", folder, "--data", "\(folder)/data", "--http", "127.0.0.1:0",
            "--line", "127.0.0.1:0", "--identity-secret-file", secret,
        ])
        _ = try desk.output.until("ready ")

        kill(desk.identifier, SIGTERM)

        let told = try desk.errors.rest().contains {
            $0.contains("\(secret): others can read it (identity.secretFile); 'chmod 600'")
        }
        #expect(told == isTold)
    }
}
