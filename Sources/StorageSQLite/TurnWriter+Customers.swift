import Desk
import Dialogue
import Foundation
import GRDB
import Understanding

/// Whose a conversation is: the rows of a first event, and records that join.
extension TurnWriter {
    /// Writes customer, conversation and participant with the first durable event.
    func create(_ conversation: Conversation) throws -> Int64 {
        guard case .speaker(let speaker, _, _) = submission.origin else {
            throw DatabaseError(message: "only a speaker starts a conversation")
        }
        let customer =
            try vouchedIdentity(speaker).map(customerKey) ?? anonymousKey(speaker.customer)
        try execute(
            """
            INSERT INTO conversations
                (id, customer_key, phase, language, active_at, created_at, page_url, page_title,
                 client)
            VALUES (?, ?, 'bot', ?, ?, ?, ?, ?, ?)
            """,
            [
                conversation.id.rawValue, customer, conversation.language.rawValue, now, now,
                speaker.visit?.pageURL, speaker.visit?.pageTitle, speaker.visit?.client,
            ])
        let key = db.lastInsertedRowID
        try execute(
            """
            INSERT INTO participants (id, token_hash, conversation_key, created_at)
            VALUES (?, ?, ?, ?)
            """, [speaker.participant.rawValue, Data(speaker.tokenHash), key, now])
        return key
    }

    /// The identity that a signed token gave, before this event or with it.
    private func vouchedIdentity(_ speaker: Speaker) -> VerifiedIdentity? {
        if case .identified(let identity) = submission.event { return identity }
        return speaker.identity
    }

    private func anonymousKey(_ id: CustomerID) throws -> Int64 {
        try execute("INSERT INTO customers (id, created_at) VALUES (?, ?)", [id.rawValue, now])
        return db.lastInsertedRowID
    }

    /// The customer a signed identity names; a name or address it carries is taken over.
    private func customerKey(_ identity: VerifiedIdentity) throws -> Int64 {
        if let key = try knownKey(identity.subject) {
            try describe(key, identity)
            return key
        }
        guard case .speaker(let speaker, _, _) = submission.origin else {
            throw DatabaseError(message: "only a speaker identifies")
        }
        try execute(
            "INSERT INTO customers (id, external_id, created_at) VALUES (?, ?, ?)",
            [speaker.customer.rawValue, identity.subject.rawValue, now])
        let key = db.lastInsertedRowID
        try describe(key, identity)
        return key
    }

    private func knownKey(_ subject: Subject) throws -> Int64? {
        try value("SELECT key FROM customers WHERE external_id = ?", [subject.rawValue])
    }

    /// Writes the name and address that a signed token gives into its customer's record.
    private func describe(_ customer: Int64, _ identity: VerifiedIdentity) throws {
        guard identity.name != nil || identity.email != nil else { return }
        try execute(
            """
            UPDATE customers SET
                name = coalesce(:name, name), name_vouched = max(name_vouched, :name IS NOT NULL),
                email = coalesce(:email, email), email_vouched = max(email_vouched, :email IS NOT NULL)
            WHERE key = :key
            """, ["name": identity.name, "email": identity.email, "key": customer])
    }

    /// Whether the event says of a customer what the record of the conversation says already.
    func isNothingNew(_ stored: Stored?) throws -> Bool {
        guard case .identified(let identity) = submission.event, let stored,
            stored.externalID == identity.subject
        else { return false }
        return try value(
            """
            SELECT (:name IS NULL OR name IS :name AND name_vouched)
                AND (:email IS NULL OR email IS :email AND email_vouched)
            FROM customers WHERE key = :key
            """,
            ["name": identity.name, "email": identity.email, "key": stored.customerKey]) ?? false
    }

    /// A column with what a visitor gives for it; what a signed token gave stays.
    static func given(_ column: String) -> String {
        "iif(\(column)_vouched, \(column), coalesce(:\(column), \(column)))"
    }

    /// A new token says other things of the conversation's customer, or proves whose it is.
    func take(_ identity: VerifiedIdentity, _ key: Int64, _ stored: Stored?) throws {
        if let stored, stored.externalID == identity.subject {
            return try describe(stored.customerKey, identity)
        }
        try identify(identity, key, stored)
    }

    /// The conversation joins the verified customer's record, with what the visitor gave before; an
    /// anonymous record that nobody had before becomes it.
    func identify(_ identity: VerifiedIdentity, _ key: Int64, _ stored: Stored?) throws {
        guard let stored, stored.externalID == nil else { return }
        if let known = try knownKey(identity.subject) {
            try execute(
                "UPDATE conversations SET customer_key = ? WHERE key = ?", [known, key])
            try describe(known, identity)
            try execute(
                """
                UPDATE customers SET
                    name = coalesce(name, (SELECT name FROM customers WHERE key = :anonymous)),
                    email = coalesce(email, (SELECT email FROM customers WHERE key = :anonymous))
                WHERE key = :known
                """, ["known": known, "anonymous": stored.customerKey])
            try execute(
                "UPDATE customers SET joined_key = ? WHERE key = ?", [known, stored.customerKey])
        } else {
            try execute(
                "UPDATE customers SET external_id = ? WHERE key = ?",
                [identity.subject.rawValue, stored.customerKey])
            try describe(stored.customerKey, identity)
        }
    }
}
