-- Where a conversation began, as its first client told it.
ALTER TABLE conversations ADD COLUMN page_url TEXT
    CHECK (length(CAST(page_url AS BLOB)) <= 2048
        AND (lower(page_url) GLOB 'http://?*' OR lower(page_url) GLOB 'https://?*'));
ALTER TABLE conversations ADD COLUMN page_title TEXT
    CHECK (length(CAST(page_title AS BLOB)) <= 512);
ALTER TABLE conversations ADD COLUMN client TEXT CHECK (length(CAST(client AS BLOB)) <= 512);
