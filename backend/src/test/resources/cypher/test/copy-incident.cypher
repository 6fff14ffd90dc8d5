// Purpose: many incidents like one for tests, without the calls that reporting each would take.
// Parameters: id, copies (their ids and numbers). Index: entity_id. Row: none.
MATCH (first:Entity {id: $id})
UNWIND $copies AS of
CREATE (copy:Entity:Ticket:Incident)
SET copy = first {.*, id: of.id, number: of.number}
