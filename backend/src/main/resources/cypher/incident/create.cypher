// Purpose: creates an incident.
// Parameters: properties. Index: none. Row: none.
CREATE (i:Entity:Incident)
SET i = $properties
