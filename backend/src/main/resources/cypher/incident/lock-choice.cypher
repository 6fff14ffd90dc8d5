// Purpose: creates a choice if there is none, and takes its lock; revision 0 says that it is new.
// Parameters: key, id, kind, code, name, lock. Index: incident_choice_key. Row: choice.
MERGE (c:IncidentChoice {key: $key})
ON CREATE SET c:Entity, c.id = $id, c.kind = $kind, c.code = $code, c.name = $name, c.active = true, c.revision = 0
SET c.lockedBy = $lock
RETURN c AS choice
