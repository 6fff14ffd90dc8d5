// Purpose: the newest revisions of calendars.
// Parameters: ids. Index: entity_id. Row: id, revision.
UNWIND $ids AS id
MATCH (c:Entity {id: id})
WHERE c:BusinessCalendar
RETURN c.id AS id, c.revision AS revision
