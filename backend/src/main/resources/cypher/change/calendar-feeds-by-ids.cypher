// Purpose: feeds of the calendar by id, for who has asked whose they are.
// Parameters: ids. Index: calendar_feed_id. Row: node.
UNWIND $ids AS id
MATCH (f:CalendarFeed {id: id})
RETURN f AS node
