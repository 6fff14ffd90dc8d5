// Purpose: the highest confidentiality that each of some people may read, as far as it is known.
// Parameters: ids. Index: entity_id. Row: id, level.
MATCH (p:Entity)
USING INDEX p:Entity(id)
WHERE p.id IN $ids AND p:Person AND p.clearanceLevel IS NOT NULL
RETURN p.id AS id, p.clearanceLevel AS level
