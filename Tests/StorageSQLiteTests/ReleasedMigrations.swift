/// Migrations as they were released, byte for byte: databases made by them are in use, so neither
/// these copies nor the originals in `Sources/StorageSQLite/Migrations` are ever edited. A
/// migration is copied here with the release that ships it.
enum ReleasedMigrations {
    static let all: [(name: String, sql: String)] = [("v001_desk", desk)]

    private static let desk = #"""
        -- The first schema. Released migrations are never edited; a change is a new file.
        -- Times are milliseconds since 1970-01-01 UTC. Ids are opaque strings with a type prefix.

        CREATE TABLE customers (
            key         INTEGER PRIMARY KEY,
            id          TEXT NOT NULL UNIQUE,
            -- sub of the identity token; NULL for an anonymous visitor
            external_id TEXT UNIQUE,
            name        TEXT,
            email       TEXT,
            created_at  INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE conversations (
            key            INTEGER PRIMARY KEY,
            id             TEXT NOT NULL UNIQUE,
            customer_key   INTEGER NOT NULL REFERENCES customers (key),
            phase          TEXT NOT NULL CHECK (phase IN ('bot', 'waiting', 'agent', 'closed')),
            language       TEXT NOT NULL CHECK (language IN ('en', 'zh')),
            misses         INTEGER NOT NULL DEFAULT 0 CHECK (misses >= 0),
            waiting_since  INTEGER,
            has_idle_timer INTEGER NOT NULL DEFAULT 0 CHECK (has_idle_timer IN (0, 1)),
            active_at      INTEGER NOT NULL,
            last_seq       INTEGER NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
            created_at     INTEGER NOT NULL,
            CHECK ((phase = 'waiting') = (waiting_since IS NOT NULL))
        ) STRICT;

        CREATE INDEX conversations_by_customer ON conversations (customer_key, created_at);
        CREATE INDEX conversations_waiting ON conversations (waiting_since) WHERE phase = 'waiting';

        -- The holder of one session token, of which only the SHA-256 is kept.
        CREATE TABLE participants (
            id               TEXT PRIMARY KEY,
            token_hash       BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
            conversation_key INTEGER NOT NULL REFERENCES conversations (key),
            created_at       INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- The interaction history: append-only, numbered without gaps within a conversation.
        CREATE TABLE entries (
            conversation_key  INTEGER NOT NULL REFERENCES conversations (key),
            seq               INTEGER NOT NULL CHECK (seq >= 1),
            created_at        INTEGER NOT NULL,
            kind              TEXT NOT NULL CHECK (kind IN
                                  ('message', 'status', 'ticket', 'rating', 'feedback', 'profile')),
            -- message: what was said; ticket: subject; rating: comment; feedback: reason
            content           TEXT,
            -- status: phase; ticket: status; feedback: up or down; message: content type
            value             TEXT,
            -- status: place in the queue; ticket: number; rating: score; profile: 1 if verified
            number            INTEGER,
            language          TEXT CHECK (language IN ('en', 'zh')),
            sender            TEXT CHECK (sender IN ('customer', 'bot', 'agent', 'system')),
            sender_id         TEXT,
            -- agent's or customer's name
            name              TEXT,
            email             TEXT,
            -- message: id it answers; feedback: id it judges
            target            TEXT,
            -- JSON: [[id, title, payload], …]
            actions           TEXT,
            answer            TEXT CHECK (answer IN ('intent', 'knowledge', 'clarify', 'fallback')),
            answer_intent     TEXT,
            answer_confidence REAL,
            answer_passage    TEXT,
            -- JSON: [[title, url], …]
            answer_sources    TEXT,
            participant_id    TEXT REFERENCES participants (id),
            client_message_id TEXT,
            -- hash of the request, to tell a resend from a reused id
            digest            INTEGER,
            PRIMARY KEY (conversation_key, seq),
            CHECK (kind <> 'message' OR (content IS NOT NULL AND sender IS NOT NULL)),
            CHECK (kind <> 'rating' OR number BETWEEN 1 AND 5)
        ) STRICT, WITHOUT ROWID;

        CREATE UNIQUE INDEX entries_once ON entries (participant_id, client_message_id)
            WHERE client_message_id IS NOT NULL;

        CREATE TABLE tickets (
            number           INTEGER PRIMARY KEY CHECK (number >= 101),
            conversation_key INTEGER NOT NULL REFERENCES conversations (key),
            subject          TEXT NOT NULL,
            status           TEXT NOT NULL CHECK (status IN
                                 ('new', 'open', 'pending', 'hold', 'solved', 'closed')),
            priority         TEXT NOT NULL CHECK (priority IN ('urgent', 'high', 'normal', 'low')),
            created_at       INTEGER NOT NULL,
            updated_at       INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX tickets_by_conversation ON tickets (conversation_key);

        -- Timers are rows: what is pending after a restart fires then.
        CREATE TABLE timers (
            conversation_key INTEGER NOT NULL REFERENCES conversations (key),
            kind             TEXT NOT NULL CHECK (kind IN ('handoffWait', 'idle')),
            due_at           INTEGER NOT NULL,
            PRIMARY KEY (conversation_key, kind)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX timers_due ON timers (due_at);

        """#
}
