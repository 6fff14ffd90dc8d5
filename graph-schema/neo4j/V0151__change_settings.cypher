// kind: data
MERGE (m:Entity {id: '01900000-0000-7000-8000-000000000401'})
ON CREATE SET m:PriorityMatrix:ChangePriorityMatrix, m.ticketKind = 'CHANGE', m.version = 1, m.revision = 0, m.cells = [
  'HIGH/HIGH/P1', 'HIGH/MEDIUM/P2', 'HIGH/LOW/P3',
  'MEDIUM/HIGH/P2', 'MEDIUM/MEDIUM/P3', 'MEDIUM/LOW/P4',
  'LOW/HIGH/P3', 'LOW/MEDIUM/P4', 'LOW/LOW/P5'
];
UNWIND [
  {id: '01900000-0000-7000-8000-000000000411', purpose: 'HOLD_REASON', code: 'AWAITING_SUPPLIER', name: 'Waiting for a supplier'},
  {id: '01900000-0000-7000-8000-000000000412', purpose: 'HOLD_REASON', code: 'AWAITING_DELIVERY', name: 'Waiting for a delivery'},
  {id: '01900000-0000-7000-8000-000000000413', purpose: 'HOLD_REASON', code: 'AWAITING_INFORMATION', name: 'Waiting for information'},
  {id: '01900000-0000-7000-8000-000000000414', purpose: 'HOLD_REASON', code: 'AWAITING_OTHER_CHANGE', name: 'Waiting for another change'}
] AS row
MERGE (c:TicketChoice {ticketKind: 'CHANGE', purpose: row.purpose, code: row.code})
ON CREATE SET c:Entity:ChangeChoice, c.id = row.id, c.name = row.name, c.active = true, c.revision = 0;
UNWIND [
  {id: '01900000-0000-7000-8000-000000000421', name: 'Software'},
  {id: '01900000-0000-7000-8000-000000000422', name: 'Hardware'},
  {id: '01900000-0000-7000-8000-000000000423', name: 'Network'},
  {id: '01900000-0000-7000-8000-000000000424', name: 'Access'},
  {id: '01900000-0000-7000-8000-000000000425', name: 'Other'}
] AS row
MERGE (c:Entity {id: row.id})
ON CREATE SET c:TicketCategory:ChangeCategory, c.ticketKind = 'CHANGE', c.name = row.name, c.nameKey = toLower(row.name),
  c.parentKey = '', c.path = row.name, c.depth = 1, c.active = true, c.revision = 0;
