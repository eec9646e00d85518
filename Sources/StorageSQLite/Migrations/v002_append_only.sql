-- The interaction history is append-only, whoever writes; a rating has a score.

CREATE TRIGGER entries_keep_what_was_said BEFORE UPDATE ON entries
BEGIN
    SELECT raise(ABORT, 'entries are append-only');
END;

CREATE TRIGGER entries_keep_everything BEFORE DELETE ON entries
BEGIN
    SELECT raise(ABORT, 'entries are append-only');
END;

CREATE TRIGGER ratings_have_a_score BEFORE INSERT ON entries
WHEN NEW.kind = 'rating' AND NEW.number IS NULL
BEGIN
    SELECT raise(ABORT, 'a rating has a score');
END;
