// kind: schema
// What configuration items were before a deployment: one of each.
CREATE CONSTRAINT deployment_baseline_deployment IF NOT EXISTS FOR (b:DeploymentBaseline) REQUIRE b.deploymentId IS UNIQUE;
