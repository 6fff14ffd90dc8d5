// Purpose: the deployments of releases that the reader may see whose windows lie in a range, those that begin first first. Those that were
// planned and never begun before their release was over are left out.
// Parameters: from, to, ciIds, teamIds, organisationIds (each null for all), limit, v. Index: deployment_window, release_id, deployment_environment_id.
// Row: node, title, releaseVersion, environment.
MATCH (d:Deployment)
USING INDEX d:Deployment(windowTo, windowFrom)
WHERE d.windowTo > $from AND d.windowFrom < $to
MATCH (r:Release {id: d.ticketId})
WHERE d.state <> 'CANCELLED' AND $$calendar-release(r)$$
WITH d, r ORDER BY d.windowFrom, d.windowTo, d.id LIMIT $limit
MATCH (e:DeploymentEnvironment {id: d.environmentId})
RETURN d AS node, r.title AS title, r.releaseVersion AS releaseVersion, e.name AS environment
ORDER BY d.windowFrom, d.windowTo, d.id
