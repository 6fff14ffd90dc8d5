// kind: schema
CREATE CONSTRAINT lease_name IF NOT EXISTS FOR (l:Lease) REQUIRE l.name IS UNIQUE;
CREATE CONSTRAINT outbox_sequence_name IF NOT EXISTS FOR (s:OutboxSequence) REQUIRE s.name IS UNIQUE;
CREATE CONSTRAINT outbox_cursor_consumer IF NOT EXISTS FOR (c:OutboxCursor) REQUIRE c.consumer IS UNIQUE;
CREATE CONSTRAINT dead_letter_key IF NOT EXISTS FOR (d:DeadLetter) REQUIRE d.key IS UNIQUE;
CREATE INDEX dead_letter_consumer IF NOT EXISTS FOR (d:DeadLetter) ON (d.consumer, d.aggregateId);
