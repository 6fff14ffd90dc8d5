// kind: data
MERGE (m:Entity {id: '01900000-0000-7000-8000-000000000201'})
ON CREATE SET m:PriorityMatrix, m.version = 1, m.revision = 0, m.cells = [
  'HIGH/HIGH/P1', 'HIGH/MEDIUM/P2', 'HIGH/LOW/P3',
  'MEDIUM/HIGH/P2', 'MEDIUM/MEDIUM/P3', 'MEDIUM/LOW/P4',
  'LOW/HIGH/P3', 'LOW/MEDIUM/P4', 'LOW/LOW/P5'
];
UNWIND [
  {id: '01900000-0000-7000-8000-000000000211', kind: 'HOLD_REASON', code: 'AWAITING_CUSTOMER', name: 'Waiting for the person affected'},
  {id: '01900000-0000-7000-8000-000000000212', kind: 'HOLD_REASON', code: 'AWAITING_VENDOR', name: 'Waiting for a vendor'},
  {id: '01900000-0000-7000-8000-000000000213', kind: 'HOLD_REASON', code: 'AWAITING_PROBLEM', name: 'Waiting for the solution of a problem'},
  {id: '01900000-0000-7000-8000-000000000214', kind: 'HOLD_REASON', code: 'AWAITING_CHANGE', name: 'Waiting for a change'},
  {id: '01900000-0000-7000-8000-000000000215', kind: 'RESOLUTION_CODE', code: 'SOLVED', name: 'Solved for good'},
  {id: '01900000-0000-7000-8000-000000000216', kind: 'RESOLUTION_CODE', code: 'WORKAROUND', name: 'Solved by a workaround'},
  {id: '01900000-0000-7000-8000-000000000217', kind: 'RESOLUTION_CODE', code: 'SOLVED_BY_CALLER', name: 'Solved by the person affected'},
  {id: '01900000-0000-7000-8000-000000000218', kind: 'RESOLUTION_CODE', code: 'NOT_REPRODUCIBLE', name: 'Could not be reproduced'},
  {id: '01900000-0000-7000-8000-000000000219', kind: 'RESOLUTION_CODE', code: 'NO_FAULT', name: 'Works as intended'}
] AS row
MERGE (c:IncidentChoice {key: row.kind + '/' + row.code})
ON CREATE SET c:Entity, c.id = row.id, c.kind = row.kind, c.code = row.code, c.name = row.name, c.active = true,
  c.revision = 0;
UNWIND [
  {id: '01900000-0000-7000-8000-000000000221', name: 'Software'},
  {id: '01900000-0000-7000-8000-000000000222', name: 'Hardware'},
  {id: '01900000-0000-7000-8000-000000000223', name: 'Network'},
  {id: '01900000-0000-7000-8000-000000000224', name: 'Access'},
  {id: '01900000-0000-7000-8000-000000000225', name: 'Other'}
] AS row
MERGE (c:Entity {id: row.id})
ON CREATE SET c:IncidentCategory, c.name = row.name, c.nameKey = toLower(row.name), c.parentKey = '', c.path = row.name,
  c.depth = 1, c.active = true, c.revision = 0;
