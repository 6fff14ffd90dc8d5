// Purpose: pins which revisions the configuration items that a release or a change in it touches, and its service offering, have as a deployment
// begins; so many, whoever sees them, in the order of their ids.
// Parameters: releaseId, deploymentId, at, limit, looked (one more than limit). Index: release_id, configuration_item_id. Row: none.
MATCH (r:Release {id: $releaseId})
WITH COLLECT {
    CALL (r) {
      MATCH (r)-[:DELIVERS]->{0,1}(t)-[:AFFECTS]->(ci:ConfigurationItem)
      RETURN ci
      UNION
      MATCH (ci:ConfigurationItem {id: r.serviceOfferingId})
      RETURN ci
    }
    WITH DISTINCT ci
    RETURN [ci.id, ci.revision] AS pin ORDER BY ci.id LIMIT $looked
  } AS pins
CREATE (:DeploymentBaseline {
  deploymentId: $deploymentId, pinnedAt: $at, complete: size(pins) <= $limit,
  ciIds: [pin IN pins[..$limit] | pin[0]], revisions: [pin IN pins[..$limit] | pin[1]]
})
