// kind: data
// What held before there were policies: one person authorises a change, whichever type it has. They are change managers and
// administrators.
MERGE (p:Entity {id: '01900000-0000-7000-8000-000000000501'})
ON CREATE SET p:ApprovalPolicy, p.name = 'One authority',
  p.description = 'Holds for every change for which no other policy does.',
  p.kind = 'CHANGE', p.rank = 1000000, p.active = true, p.version = 1, p.revision = 0,
  p.createdAt = datetime('2026-01-01T00:00:00Z'), p.updatedAt = datetime('2026-01-01T00:00:00Z'),
  p.stages = '[{"name":"Authorisation","rule":"ANY","count":null,"approvers":[{"kind":"ROLE","role":"CHANGE_MANAGER","teamId":null,"personId":null,"people":1},{"kind":"ROLE","role":"ADMINISTRATOR","teamId":null,"personId":null,"people":1}],"dueDays":null,"escalatesTo":null}]';
