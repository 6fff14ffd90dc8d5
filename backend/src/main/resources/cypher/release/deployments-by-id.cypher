// Purpose: deployments by their ids; they are seen with their releases.
// Parameters: ids. Index: deployment_id. Row: node.
UNWIND $ids AS id
MATCH (d:Deployment {id: id})
RETURN d AS node
