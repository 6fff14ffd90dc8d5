// Purpose: environments by id.
// Parameters: ids. Index: deployment_environment_id. Row: node.
UNWIND $ids AS id
MATCH (e:DeploymentEnvironment {id: id})
RETURN e AS node
