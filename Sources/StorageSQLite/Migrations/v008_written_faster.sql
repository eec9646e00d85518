-- The same rows in tables that cost less to write. An upgrade copies both.
-- Checks are comparisons: for IN with more than two values SQLite builds a table anew with every row
-- that is written, and a trigger is a program of its own.
-- Entries stand in the order of their coming: where those of a conversation stand together, every
-- turn of a batch writes a page of its own, and its neighbours' too whenever it is full.

CREATE TABLE conversations_checked (
    key            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    customer_key   INTEGER NOT NULL REFERENCES customers (key),
    phase          TEXT NOT NULL CHECK (
                       phase = 'bot' OR phase = 'waiting' OR phase = 'agent' OR phase = 'closed'),
    language       TEXT NOT NULL CHECK (language = 'en' OR language = 'zh'),
    misses         INTEGER NOT NULL DEFAULT 0 CHECK (misses >= 0),
    waiting_since  INTEGER,
    has_idle_timer INTEGER NOT NULL DEFAULT 0 CHECK (has_idle_timer = 0 OR has_idle_timer = 1),
    active_at      INTEGER NOT NULL,
    last_seq       INTEGER NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
    created_at     INTEGER NOT NULL,
    -- who waits: the place in an order that no clock can change, and the place told last
    queue_number   INTEGER CHECK (queue_number IS NULL OR phase = 'waiting'),
    queue_place    INTEGER CHECK (queue_place IS NULL OR (queue_place >= 1 AND phase = 'waiting')),
    -- where the conversation began, as its first client told it
    page_url       TEXT CHECK (length(CAST(page_url AS BLOB)) <= 2048
                       AND (lower(page_url) GLOB 'http://?*' OR lower(page_url) GLOB 'https://?*')),
    page_title     TEXT CHECK (length(CAST(page_title AS BLOB)) <= 512),
    client         TEXT CHECK (length(CAST(client AS BLOB)) <= 512),
    CHECK ((phase = 'waiting') = (waiting_since IS NOT NULL))
) STRICT;

INSERT INTO conversations_checked
    SELECT key, id, customer_key, phase, language, misses, waiting_since, has_idle_timer, active_at,
        last_seq, created_at, queue_number, queue_place, page_url, page_title, client
    FROM conversations;
DROP TABLE conversations;
ALTER TABLE conversations_checked RENAME TO conversations;

CREATE INDEX conversations_by_customer ON conversations (customer_key, created_at);
CREATE INDEX conversations_queue ON conversations (queue_number) WHERE phase = 'waiting';

CREATE TABLE entries_checked (
    key               INTEGER PRIMARY KEY,
    conversation_key  INTEGER NOT NULL REFERENCES conversations (key),
    seq               INTEGER NOT NULL CHECK (seq >= 1),
    created_at        INTEGER NOT NULL,
    kind              TEXT NOT NULL CHECK (
                          kind = 'message' OR kind = 'status' OR kind = 'ticket'
                          OR kind = 'rating' OR kind = 'feedback' OR kind = 'profile'),
    -- message: what was said; ticket: subject; rating: comment; feedback: reason
    content           TEXT,
    -- status: phase; ticket: status; feedback: up or down; message: content type
    value             TEXT,
    -- status: place in the queue; ticket: number; rating: score; profile: 1 if verified
    number            INTEGER,
    language          TEXT CHECK (language = 'en' OR language = 'zh'),
    sender            TEXT CHECK (
                          sender = 'customer' OR sender = 'bot' OR sender = 'agent'
                          OR sender = 'system'),
    sender_id         TEXT,
    -- agent's or customer's name
    name              TEXT,
    email             TEXT,
    -- message: id it answers; feedback: id it judges
    target            TEXT,
    -- JSON: [[id, title, payload], …]
    actions           TEXT,
    answer            TEXT CHECK (
                          answer = 'intent' OR answer = 'knowledge' OR answer = 'clarify'
                          OR answer = 'fallback'),
    answer_intent     TEXT,
    answer_confidence REAL,
    answer_passage    TEXT,
    -- JSON: [[title, url], …]
    answer_sources    TEXT,
    participant_id    TEXT REFERENCES participants (id),
    client_message_id TEXT,
    -- hash of the request, to tell a resend from a reused id
    digest            INTEGER,
    -- which models read the question of an answer; NULL: from before this was noted
    answer_model      TEXT,
    -- what a message meant whose words were not read: a button's payload, or the call that it is
    payload           TEXT,
    UNIQUE (conversation_key, seq),
    CHECK (kind <> 'message' OR (content IS NOT NULL AND sender IS NOT NULL)),
    CHECK (kind <> 'rating' OR (number IS NOT NULL AND number BETWEEN 1 AND 5))
) STRICT;

INSERT INTO entries_checked
    SELECT NULL, conversation_key, seq, created_at, kind, content, value, number, language, sender,
        sender_id, name, email, target, actions, answer, answer_intent, answer_confidence,
        answer_passage, answer_sources, participant_id, client_message_id, digest, answer_model,
        payload
    FROM entries ORDER BY conversation_key, seq;
DROP TABLE entries;
ALTER TABLE entries_checked RENAME TO entries;

CREATE UNIQUE INDEX entries_once ON entries (participant_id, client_message_id)
    WHERE client_message_id IS NOT NULL;

CREATE TRIGGER entries_keep_what_was_said BEFORE UPDATE ON entries
BEGIN
    SELECT raise(ABORT, 'entries are append-only');
END;

CREATE TRIGGER entries_keep_everything BEFORE DELETE ON entries
BEGIN
    SELECT raise(ABORT, 'entries are append-only');
END;
