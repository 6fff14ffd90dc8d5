// Purpose: the feeds of the calendar of somebody that are read now, the newest first.
// Parameters: personId, now, limit. Index: calendar_feed_person. Row: node.
MATCH (f:CalendarFeed)
USING INDEX f:CalendarFeed(personId, expiresAt)
WHERE f.personId = $personId AND f.expiresAt > $now AND f.revokedAt IS NULL
RETURN f AS node
ORDER BY f.createdAt DESC, f.id DESC
LIMIT $limit
