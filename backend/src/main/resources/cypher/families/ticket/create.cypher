// Purpose: creates a ticket and links the configuration items that it concerns.
// Parameters: properties, ciIds (each once), at. Index: entity_id. Row: none.
CREATE (t:Entity:Ticket:$$Ticket$$)
SET t = $properties
WITH t
UNWIND $ciIds AS ciId
MATCH (c:Entity {id: ciId}) WHERE c:ConfigurationItem
CREATE (t)-[:AFFECTS {key: t.id + '/' + ciId, from: $at}]->(c)
