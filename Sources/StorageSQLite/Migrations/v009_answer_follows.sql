-- A message may follow an answer: "and on Saturdays?"

-- what the answer before was called, where the question was read as one that follows it
ALTER TABLE entries ADD COLUMN answer_follows TEXT;
