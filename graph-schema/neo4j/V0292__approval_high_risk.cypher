// kind: data
// Who authorises a change of a high risk, where no policy of a lower rank holds: whoever authorises others, but not from a browser that was
// left open. It can be set anew and taken out of use, as the policies that people have made.
MERGE (p:Entity {id: '01900000-0000-7000-8000-000000000504'})
ON CREATE SET p:ApprovalPolicy, p.name = 'A fresh login for a high risk',
  p.description = 'Holds for changes of a high or very high risk, unless another policy does before.',
  p.kind = 'CHANGE', p.rank = 999999, p.condition = 'record.risk in [\'HIGH\', \'VERY_HIGH\']', p.active = true,
  p.version = 1, p.revision = 0, p.createdAt = datetime('2026-01-01T00:00:00Z'), p.updatedAt = datetime('2026-01-01T00:00:00Z'),
  p.stages = '[{"name":"Authorisation","rule":"ANY","count":null,"approvers":[{"kind":"ROLE","role":"CHANGE_MANAGER","teamId":null,"personId":null,"people":1},{"kind":"ROLE","role":"ADMINISTRATOR","teamId":null,"personId":null,"people":1}],"dueDays":null,"escalatesTo":null,"freshLogin":true}]';
