-- Which of a customer's name and address a signed token gave: a visitor corrects the others only.

ALTER TABLE customers ADD COLUMN name_vouched INTEGER NOT NULL DEFAULT 0
    CHECK (name_vouched IN (0, 1) AND (name_vouched = 0 OR name IS NOT NULL));
ALTER TABLE customers ADD COLUMN email_vouched INTEGER NOT NULL DEFAULT 0
    CHECK (email_vouched IN (0, 1) AND (email_vouched = 0 OR email IS NOT NULL));

-- Nobody knows who gave those that are there.
UPDATE customers SET name_vouched = name IS NOT NULL, email_vouched = email IS NOT NULL
WHERE external_id IS NOT NULL;
