// Purpose: writes a planned outage whose lock is held; what was known of it until now is kept beside it for questions about
// an earlier instant.
// Parameters: id, pastId, until, properties. Index: planned_outage_id. Row: none.
MATCH (o:PlannedOutage {id: $id})-[:PLANNED_FOR]->(ci:ConfigurationItem)
CREATE (ci)<-[:WAS_PLANNED_FOR]-(past:Entity:PlannedOutagePast)
SET past = o {.*, id: $pastId, outageId: $id, knownUntil: $until, lockedBy: null}
SET o += $properties
