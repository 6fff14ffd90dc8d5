// Purpose: what work notes and comments said before they were corrected, the oldest first.
// Parameters: ids. Index: entity_id. Row: id, earlier.
UNWIND $ids AS id
MATCH (w:Entity {id: id})-[:SAID_BEFORE]->(v:WorkLogVersion)
WITH id, v ORDER BY v.number
RETURN id, collect(v) AS earlier
