// Purpose: creates an incident.
// Parameters: properties. Index: none. Row: none.
CREATE (i:Entity:Ticket:Incident)
SET i = $properties
