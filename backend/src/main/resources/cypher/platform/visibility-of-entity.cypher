// Purpose: of which type the entity with this id is, before its own capability reads it, and whether the reader may see it:
// one statement, whether there is none, one that is hidden or one that is seen.
// Parameters: id, v. Index: entity_id. Row: labels, seen.
MATCH (e:Entity {id: $id})
RETURN labels(e) AS labels, $$seen(e)$$ AS seen
