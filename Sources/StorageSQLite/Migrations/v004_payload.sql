-- What a customer's message meant where its words were not read: the payload of a pressed button,
-- or the call that the message is. NULL: the words were read, or the message is from before this
-- was noted.
ALTER TABLE entries ADD COLUMN payload TEXT;
