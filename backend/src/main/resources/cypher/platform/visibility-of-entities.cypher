// Purpose: those of the ids that are entities, each with whether the reader may see it. People are named by whatever names them.
// What only operators see is no record and left out: whether they may is not for visibility to say.
// Parameters: ids, v. Index: entity_id. Row: id, seen.
MATCH (e:Entity)
USING INDEX e:Entity(id)
WHERE e.id IN $ids AND NOT (e:DeadLetter OR e:Job OR e:Timer)
RETURN e.id AS id, e:Person OR $$seen(e)$$ AS seen
