-- The queue in an order that no clock can change, and the place that each who waits was told last.

ALTER TABLE conversations ADD COLUMN queue_number INTEGER
    CHECK (queue_number IS NULL OR phase = 'waiting');
ALTER TABLE conversations ADD COLUMN queue_place INTEGER
    CHECK (queue_place IS NULL OR (queue_place >= 1 AND phase = 'waiting'));

UPDATE conversations SET
    queue_number = waiting.number,
    queue_place = (SELECT number FROM entries
                   WHERE conversation_key = conversations.key AND kind = 'status' AND value = 'waiting'
                   ORDER BY seq DESC LIMIT 1)
FROM (SELECT key AS waiting_key, row_number() OVER (ORDER BY waiting_since, key) AS number
      FROM conversations WHERE phase = 'waiting') AS waiting
WHERE conversations.key = waiting.waiting_key;

DROP INDEX conversations_waiting;
CREATE INDEX conversations_queue ON conversations (queue_number) WHERE phase = 'waiting';
