// Purpose: organisations by id.
// Parameters: ids. Index: entity_id. Row: organisation.
MATCH (o:Entity)
USING INDEX o:Entity(id)
WHERE o.id IN $ids AND o:Organisation
RETURN o AS organisation
