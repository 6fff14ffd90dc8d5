// Purpose: those of the ids that are entities which the reader may not see. People are named by whatever names them.
// Parameters: ids, v. Index: entity_id. Row: id.
MATCH (e:Entity)
USING INDEX e:Entity(id)
WHERE e.id IN $ids AND NOT e:Person AND NOT $$seen(e)$$
RETURN e.id AS id
