// Purpose: pins which revisions the configuration items that a release or a change in it touches have as a deployment begins; so many, whoever
// sees them, in the order of their ids.
// Parameters: releaseId, deploymentId, at, limit, looked (one more than limit). Index: release_id. Row: none.
MATCH (r:Release {id: $releaseId})
WITH COLLECT {
    MATCH (r)-[:DELIVERS]->{0,1}(t)-[:AFFECTS]->(ci:ConfigurationItem)
    WITH DISTINCT ci
    RETURN [ci.id, ci.revision] AS pin ORDER BY ci.id LIMIT $looked
  } AS pins
CREATE (:DeploymentBaseline {
  deploymentId: $deploymentId, pinnedAt: $at, complete: size(pins) <= $limit,
  ciIds: [pin IN pins[..$limit] | pin[0]], revisions: [pin IN pins[..$limit] | pin[1]]
})
