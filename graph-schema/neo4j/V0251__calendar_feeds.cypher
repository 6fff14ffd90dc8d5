// kind: schema
CREATE CONSTRAINT calendar_feed_id IF NOT EXISTS FOR (f:CalendarFeed) REQUIRE f.id IS UNIQUE;
CREATE CONSTRAINT calendar_feed_token IF NOT EXISTS FOR (f:CalendarFeed) REQUIRE f.tokenHash IS UNIQUE;
CREATE INDEX calendar_feed_person IF NOT EXISTS FOR (f:CalendarFeed) ON (f.personId, f.expiresAt);
