// Purpose: a deployment by its id; it is seen with its release.
// Parameters: id. Index: deployment_id. Row: node.
MATCH (d:Deployment {id: $id})
RETURN d AS node
