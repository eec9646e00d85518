-- The customer that an anonymous visitor turned out to be, so that the visitor's id still leads to
-- the record after the conversation went over to that customer's.
ALTER TABLE customers ADD COLUMN joined_key INTEGER REFERENCES customers (key)
    CHECK (joined_key IS NULL OR external_id IS NULL);

-- A visitor's row and that of the one conversation it was made with have the same created_at.
-- Where the conversation has gone and only one began in that millisecond, it is the visitor's;
-- where several did, it stays unknown.
UPDATE customers SET joined_key = born.customer_key
FROM (SELECT created_at, min(customer_key) AS customer_key FROM conversations
      GROUP BY created_at HAVING count(*) = 1) AS born
WHERE born.created_at = customers.created_at AND external_id IS NULL
    AND EXISTS (SELECT 1 FROM customers AS known
                WHERE known.key = born.customer_key AND known.external_id IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM conversations WHERE customer_key = customers.key);
