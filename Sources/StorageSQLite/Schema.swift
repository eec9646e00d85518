import GRDB

/// The schema as numbered SQL files, applied in order.
enum Schema {
    static let files: [(name: String, sql: [UInt8])] = [
        ("v001_desk", PackageResources.v001_desk_sql),
        ("v002_append_only", PackageResources.v002_append_only_sql),
        ("v003_answer_model", PackageResources.v003_answer_model_sql),
        ("v004_payload", PackageResources.v004_payload_sql),
        ("v005_queue", PackageResources.v005_queue_sql),
        ("v006_joined_customers", PackageResources.v006_joined_customers_sql),
        ("v007_visit", PackageResources.v007_visit_sql),
        ("v008_written_faster", PackageResources.v008_written_faster_sql),
        ("v009_answer_follows", PackageResources.v009_answer_follows_sql),
        ("v010_vouched", PackageResources.v010_vouched_sql),
    ]

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for file in files {
            migrator.registerMigration(file.name) { db in
                try db.execute(sql: String(decoding: file.sql, as: UTF8.self))
            }
        }
        return migrator
    }
}
