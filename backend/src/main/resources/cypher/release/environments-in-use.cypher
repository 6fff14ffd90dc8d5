// Purpose: the environments in use, in the order in which releases are deployed to them; there are at most 50.
// Parameters: none. Index: deployment_environment_in_use. Row: node.
MATCH (e:DeploymentEnvironment {active: true})
USING INDEX e:DeploymentEnvironment(active, position)
WHERE e.position IS NOT NULL
RETURN e AS node
ORDER BY e.position, e.id
