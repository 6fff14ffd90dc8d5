// Purpose: what configuration items were before deployments; they are seen with their deployments, each item by itself.
// Parameters: deploymentIds. Index: deployment_baseline_deployment. Row: baseline.
UNWIND $deploymentIds AS deploymentId
MATCH (b:DeploymentBaseline {deploymentId: deploymentId})
RETURN b AS baseline
