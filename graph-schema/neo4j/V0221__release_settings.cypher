// kind: data
MERGE (m:Entity {id: '01900000-0000-7000-8000-000000000601'})
ON CREATE SET m:PriorityMatrix:ReleasePriorityMatrix, m.ticketKind = 'RELEASE', m.version = 1, m.revision = 0, m.cells = [
  'HIGH/HIGH/P1', 'HIGH/MEDIUM/P2', 'HIGH/LOW/P3',
  'MEDIUM/HIGH/P2', 'MEDIUM/MEDIUM/P3', 'MEDIUM/LOW/P4',
  'LOW/HIGH/P3', 'LOW/MEDIUM/P4', 'LOW/LOW/P5'
];
UNWIND [
  {id: '01900000-0000-7000-8000-000000000611', purpose: 'HOLD_REASON', code: 'AWAITING_TEST', name: 'Waiting for a test'},
  {id: '01900000-0000-7000-8000-000000000612', purpose: 'HOLD_REASON', code: 'AWAITING_SUPPLIER', name: 'Waiting for a supplier'},
  {id: '01900000-0000-7000-8000-000000000613', purpose: 'HOLD_REASON', code: 'AWAITING_OTHER_RELEASE', name: 'Waiting for another release'}
] AS row
MERGE (c:TicketChoice {ticketKind: 'RELEASE', purpose: row.purpose, code: row.code})
ON CREATE SET c:Entity:ReleaseChoice, c.id = row.id, c.name = row.name, c.active = true, c.revision = 0;
UNWIND [
  {id: '01900000-0000-7000-8000-000000000621', name: 'Application'},
  {id: '01900000-0000-7000-8000-000000000622', name: 'Infrastructure'},
  {id: '01900000-0000-7000-8000-000000000623', name: 'Documents'},
  {id: '01900000-0000-7000-8000-000000000624', name: 'Other'}
] AS row
MERGE (c:Entity {id: row.id})
ON CREATE SET c:TicketCategory:ReleaseCategory, c.ticketKind = 'RELEASE', c.name = row.name, c.nameKey = toLower(row.name),
  c.parentKey = '', c.path = row.name, c.depth = 1, c.active = true, c.revision = 0;
// Who approves a release for which no other policy holds: a change manager or an administrator who has no part in it.
MERGE (p:Entity {id: '01900000-0000-7000-8000-000000000502'})
ON CREATE SET p:ApprovalPolicy, p.name = 'One authority for releases',
  p.description = 'Holds for every release for which no other policy does.',
  p.kind = 'RELEASE', p.rank = 1000000, p.active = true, p.version = 1, p.revision = 0,
  p.createdAt = datetime('2026-01-01T00:00:00Z'), p.updatedAt = datetime('2026-01-01T00:00:00Z'),
  p.stages = '[{"name":"Approval","rule":"ANY","count":null,"approvers":[{"kind":"ROLE","role":"CHANGE_MANAGER","teamId":null,"personId":null,"people":1},{"kind":"ROLE","role":"ADMINISTRATOR","teamId":null,"personId":null,"people":1}],"dueDays":null,"escalatesTo":null}]';
