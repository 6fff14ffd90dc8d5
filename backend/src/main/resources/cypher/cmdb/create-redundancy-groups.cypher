// Purpose: creates redundancy groups of CIs whose locks are held.
// Parameters: rows of id, key, ciId, name, minUp, minUpPercent, effect. Index: ci_id. Row: none.
UNWIND $rows AS row
MATCH (ci:ConfigurationItem {id: row.ciId})
CREATE (ci)-[:HAS_REDUNDANCY_GROUP]->(g:Entity:RedundancyGroup)
SET g = row
