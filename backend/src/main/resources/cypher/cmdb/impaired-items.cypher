// Purpose: those of some configuration items that are down or degraded by their operational status, visible or not.
// Parameters: ids. Index: ci_id. Row: id, operationalStatus.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
WHERE ci.operationalStatus IN ['DOWN', 'DEGRADED'] AND ci.lifecycle <> 'RETIRED'
RETURN ci.id AS id, ci.operationalStatus AS operationalStatus
