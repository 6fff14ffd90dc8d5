// kind: data
// Which fields approvals of a kind are for, as far as that differs from what holds by default: in nothing.
UNWIND [
  {id: '01900000-0000-7000-8000-000000000511', kind: 'CHANGE'},
  {id: '01900000-0000-7000-8000-000000000512', kind: 'RELEASE'}
] AS row
MERGE (m:Entity {id: row.id})
ON CREATE SET m:ApprovalMaterialFields, m.kind = row.kind, m.version = 1, m.revision = 0, m.putIn = [], m.takenOut = [];
