// kind: data
// Who approves a deployment to an environment that needs it, where no policy of a lower rank holds: a change manager. It is asked for
// nothing before an environment says that it needs an approval. Releases that do not know policies of deployments read the condition too, so
// that it asks for nothing that they do not have; for them it holds for nothing.
MERGE (p:Entity {id: '01900000-0000-7000-8000-000000000503'})
ON CREATE SET p:ApprovalPolicy, p.name = 'One change manager for deployments',
  p.description = 'Holds for every deployment to an environment that needs an approval, unless another policy does before.',
  p.kind = 'RELEASE', p.target = 'DEPLOYMENT', p.rank = 999999, p.condition = 'record.kind == \'DEPLOYMENT\'', p.active = true,
  p.version = 1, p.revision = 0, p.createdAt = datetime('2026-01-01T00:00:00Z'), p.updatedAt = datetime('2026-01-01T00:00:00Z'),
  p.stages = '[{"name":"Deployment","rule":"ANY","count":null,"approvers":[{"kind":"ROLE","role":"CHANGE_MANAGER","teamId":null,"personId":null,"people":1}],"dueDays":null,"escalatesTo":null}]';
