// Purpose: the configuration items that are down by their operational status, visible or not.
// Parameters: limit. Index: ci_operational_status. Row: id.
MATCH (ci:ConfigurationItem)
WHERE ci.operationalStatus = 'DOWN' AND ci.lifecycle <> 'RETIRED'
RETURN ci.id AS id
LIMIT $limit
