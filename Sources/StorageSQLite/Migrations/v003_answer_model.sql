-- Which models read the question of an answer, so that it can be explained after they changed.
-- NULL: an answer from before this was noted.
ALTER TABLE entries ADD COLUMN answer_model TEXT;
