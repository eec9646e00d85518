// swift-tools-version: 6.2
// Layers point down, never sideways: see ARCHITECTURE.md. Every target here is one module of it.
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// Swift's runtime and Foundation are part of the program, which runs where no Swift is installed and
// starts sooner (docs/decisions/008-static-runtime.md).
let staticRuntime = [
    "-static-stdlib", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims",
    "-l_FoundationCollections",
]

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]

let package = Package(
    name: "frontdesk",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "frontdesk", targets: ["frontdesk"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CPCRE2", path: "Sources/CPCRE2", pkgConfig: "libpcre2-8",
            providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(
            name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CEdit", path: "Sources/CEdit", pkgConfig: "libedit",
            providers: [.apt(["libedit-dev"])]),
        .systemLibrary(
            name: "CCMarkGFM", path: "Sources/CCMarkGFM", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "CMalloc", path: "Sources/CMalloc"),

        .target(name: "Understanding", dependencies: ["CPCRE2"], swiftSettings: strict),
        .target(name: "Dialogue", dependencies: ["Understanding"], swiftSettings: strict),
        .target(name: "Wire", dependencies: ["Dialogue", "Understanding"], swiftSettings: strict),
        .target(name: "Desk", dependencies: ["Dialogue", "Understanding"], swiftSettings: strict),
        .target(
            name: "Assistant",
            dependencies: ["Dialogue", "Understanding", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(
            name: "StorageSQLite",
            dependencies: [
                "Desk", "Dialogue", "Understanding", "Wire",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            resources: [.embedInCode("Migrations")],
            swiftSettings: strict),
        .target(
            name: "Gateway",
            dependencies: nio + [
                "Wire", "Desk", "Dialogue", "Understanding", "CZlib", "CCMarkGFM",
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Pages")],
            swiftSettings: strict),
        .executableTarget(
            name: "frontdesk",
            dependencies: nio + [
                "Assistant", "Gateway", "StorageSQLite", "Wire", "Desk", "Dialogue",
                "Understanding", "CEdit", "CMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict,
            // Nothing may depend on this target: its linker settings would go along.
            linkerSettings: [.unsafeFlags(staticRuntime, .when(platforms: [.linux]))]),

        .target(
            name: "CTrainingLoop", path: "Benchmarks/CTrainingLoop",
            cSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])]),
        .executableTarget(
            name: "frontdesk-bench",
            dependencies: nio + [
                "CTrainingLoop", "Assistant", "StorageSQLite", "Desk", "Dialogue", "Understanding",
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            path: "Benchmarks/FrontdeskBench", swiftSettings: strict),

        .testTarget(
            name: "UnderstandingTests", dependencies: ["Understanding"], swiftSettings: strict),
        .testTarget(
            name: "DialogueTests", dependencies: ["Dialogue", "Understanding"],
            swiftSettings: strict),
        .testTarget(
            name: "WireTests", dependencies: ["Wire", "Dialogue", "Understanding"],
            swiftSettings: strict),
        .testTarget(
            name: "DeskTests", dependencies: ["Desk", "Dialogue", "Understanding"],
            swiftSettings: strict),
        .testTarget(
            name: "AssistantTests", dependencies: ["Assistant", "Dialogue", "Understanding"],
            swiftSettings: strict),
        .testTarget(
            name: "StorageSQLiteTests",
            dependencies: [
                "StorageSQLite", "Desk", "Dialogue", "Understanding",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: strict),
        .testTarget(
            name: "GatewayTests",
            dependencies: nio + [
                "Gateway", "Wire", "Desk", "Dialogue", "Understanding", "StorageSQLite",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Assistant", "Dialogue", "Understanding", "Wire", "CZlib",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
    ]
)
