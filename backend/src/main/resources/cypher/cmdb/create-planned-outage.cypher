// Purpose: creates a planned outage of a CI whose lock is held.
// Parameters: ciId, properties of the node. Index: ci_id. Row: none.
MATCH (ci:ConfigurationItem {id: $ciId})
CREATE (ci)<-[:PLANNED_FOR]-(o:Entity:PlannedOutage)
SET o = $properties
