// Purpose: those of some people who are in reach of the reader.
// Parameters: ids, v (from Visibility.parameters()). Index: entity_id. Row: person.
MATCH (p:Entity)
USING INDEX p:Entity(id)
WHERE p.id IN $ids AND p:Person
  AND $$in-reach(p)$$
RETURN p AS person
