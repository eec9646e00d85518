import GRDB
import GRDBSQLite

/// The statements that many turns need, looked up and made once a batch.
///
/// To find one by its text costs as much as to bind it (docs/decisions/003).
final class TurnStatements {
    let db: Database
    private var made: [Kind: DirectStatement] = [:]

    enum Kind {
        case findRequest
        case load
        case message
        case lastSaid
        case answers
        case ticketTold
        case tickets
        case ticketsElsewhere
        case insertEntry
        case updateConversation

        fileprivate var sql: String {
            switch self {
            case .findRequest: TurnWriter.findRequestSQL
            case .load: TurnWriter.loadSQL
            case .message: TurnWriter.messageSQL
            case .lastSaid: TurnWriter.lastSaidSQL
            case .answers: TurnWriter.answersSQL
            case .ticketTold: TurnWriter.ticketToldSQL
            case .tickets: TurnWriter.ticketsSQL
            case .ticketsElsewhere: TurnWriter.ticketsElsewhereSQL
            case .insertEntry: EntryRow.insertSQL
            case .updateConversation: TurnWriter.updateSQL
            }
        }
    }

    init(_ db: Database) { self.db = db }

    /// The statement, without any value bound.
    func begin(_ kind: Kind) throws -> DirectStatement {
        let statement: DirectStatement
        if let known = made[kind] {
            statement = known
        } else {
            statement = try DirectStatement(db, kind.sql)
            made[kind] = statement
        }
        statement.begin()
        return statement
    }
}

/// A cached statement that is bound and stepped by SQLite's own calls.
///
/// Lists of arguments and rows of GRDB, general as they are, cost more in a turn than the statements
/// themselves (docs/decisions/003).
final class DirectStatement {
    private let db: Database
    private let sql: String
    private let statement: Statement
    private let handle: SQLiteStatement
    /// The parameter that is bound next, from 1.
    private var next: Int32 = 1
    /// The first binding that failed: nothing may be stored in its place.
    private var fault = SQLITE_OK
    /// The texts to bind, one behind another: to have SQLite copy each costs an allocation a text.
    private var texts: [UInt8] = []
    private var places: [Place] = []

    /// Where a parameter's text lies in ``texts``.
    private struct Place {
        var parameter: Int32
        var bytes: Range<Int>
    }

    init(_ db: Database, _ sql: String) throws {
        (self.db, self.sql) = (db, sql)
        statement = try db.cachedStatement(sql: sql)
        handle = statement.sqliteStatement
        sqlite3_reset(handle)
    }

    fileprivate func begin() {
        (next, fault) = (1, SQLITE_OK)
        texts.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
    }

    private func note(_ code: Int32) {
        if fault == SQLITE_OK { fault = code }
        next += 1
    }

    func bind(_ value: Int64?) {
        note(value.map { sqlite3_bind_int64(handle, next, $0) } ?? sqlite3_bind_null(handle, next))
    }

    func bind(_ value: Double?) {
        note(value.map { sqlite3_bind_double(handle, next, $0) } ?? sqlite3_bind_null(handle, next))
    }

    func bind(_ value: String?) {
        guard let value else { return note(sqlite3_bind_null(handle, next)) }
        let start = texts.count
        texts.append(contentsOf: value.utf8)
        places.append(Place(parameter: next, bytes: start..<texts.count))
        next += 1
    }

    /// Runs a statement that returns no row.
    func execute() throws {
        try step { _ in false }
    }

    /// The first row as `read` sees it; nil where there is none.
    func first<Value>(_ read: (DirectRow) throws -> Value) throws -> Value? {
        var found: Value?
        try step { row in
            found = try read(row)
            return false
        }
        return found
    }

    /// Every row as `read` sees it.
    func all<Value>(_ read: (DirectRow) throws -> Value) throws -> [Value] {
        var found: [Value] = []
        try forEach { found.append(try read($0)) }
        return found
    }

    /// Hands every row to `body`, one after the other.
    func forEach(_ body: (DirectRow) throws -> Void) throws {
        try step { row in
            try body(row)
            return true
        }
    }

    /// Hands one row after the other to `read`, for as long as that wants another.
    private func step(_ read: (DirectRow) throws -> Bool) throws {
        precondition(
            next - 1 == sqlite3_bind_parameter_count(handle), "every parameter is bound")
        try texts.withUnsafeBytes { bytes in
            defer { sqlite3_reset(handle) }
            if let fault = fault(bindingTextsIn: bytes) { throw failure(fault) }
            while true {
                switch sqlite3_step(handle) {
                case SQLITE_ROW: guard try read(DirectRow(handle: handle)) else { return }
                case SQLITE_DONE: return
                case let code: throw failure(code)
                }
            }
        }
    }

    /// Binds the texts where they lie, which SQLite reads while it steps and not after; returns the
    /// first binding's fault.
    private func fault(bindingTextsIn bytes: UnsafeRawBufferPointer) -> Int32? {
        guard fault == SQLITE_OK else { return fault }
        for place in places {
            // An empty text has no address, and none would be NULL.
            let start = bytes.baseAddress.map { $0 + place.bytes.lowerBound }
            let code = sqlite3_bind_text64(
                handle, place.parameter, start?.assumingMemoryBound(to: CChar.self) ?? Self.empty,
                sqlite3_uint64(place.bytes.count), nil, UInt8(SQLITE_UTF8))
            guard code == SQLITE_OK else { return code }
        }
        return nil
    }

    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: sqlite3_errmsg(db.sqliteConnection).map { String(cString: $0) }, sql: sql)
    }

    /// Never written to.
    private nonisolated(unsafe) static let empty: UnsafePointer<CChar> = {
        let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        byte.initialize(to: 0)
        return UnsafePointer(byte)
    }()
}

/// The row that a ``DirectStatement`` stands on; columns count from 0.
struct DirectRow {
    fileprivate let handle: SQLiteStatement

    func integer(_ column: Int32) -> Int64? {
        sqlite3_column_type(handle, column) == SQLITE_NULL
            ? nil : sqlite3_column_int64(handle, column)
    }

    func real(_ column: Int32) -> Double? {
        sqlite3_column_type(handle, column) == SQLITE_NULL
            ? nil : sqlite3_column_double(handle, column)
    }

    func text(_ column: Int32) -> String? {
        guard let text = sqlite3_column_text(handle, column) else { return nil }
        let bytes = UnsafeBufferPointer(
            start: text, count: Int(sqlite3_column_bytes(handle, column)))
        return String(decoding: bytes, as: UTF8.self)
    }
}
