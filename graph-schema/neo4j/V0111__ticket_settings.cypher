// kind: data
MATCH (m:Entity {id: '01900000-0000-7000-8000-000000000201'})
SET m:IncidentPriorityMatrix, m.ticketKind = 'INCIDENT';
MATCH (c:IncidentCategory)
SET c:TicketCategory, c.ticketKind = 'INCIDENT';
MATCH (c:IncidentChoice)
SET c:TicketChoice, c.ticketKind = 'INCIDENT', c.purpose = c.kind;
MERGE (m:Entity {id: '01900000-0000-7000-8000-000000000301'})
ON CREATE SET m:PriorityMatrix:ProblemPriorityMatrix, m.ticketKind = 'PROBLEM', m.version = 1, m.revision = 0, m.cells = [
  'HIGH/HIGH/P1', 'HIGH/MEDIUM/P2', 'HIGH/LOW/P3',
  'MEDIUM/HIGH/P2', 'MEDIUM/MEDIUM/P3', 'MEDIUM/LOW/P4',
  'LOW/HIGH/P3', 'LOW/MEDIUM/P4', 'LOW/LOW/P5'
];
UNWIND [
  {id: '01900000-0000-7000-8000-000000000311', purpose: 'HOLD_REASON', code: 'AWAITING_SUPPLIER', name: 'Waiting for a supplier'},
  {id: '01900000-0000-7000-8000-000000000312', purpose: 'HOLD_REASON', code: 'AWAITING_CHANGE', name: 'Waiting for a change'},
  {id: '01900000-0000-7000-8000-000000000313', purpose: 'HOLD_REASON', code: 'AWAITING_INFORMATION', name: 'Waiting for information'},
  {id: '01900000-0000-7000-8000-000000000314', purpose: 'HOLD_REASON', code: 'AWAITING_RECURRENCE', name: 'Waiting for it to happen again'},
  {id: '01900000-0000-7000-8000-000000000315', purpose: 'RESOLUTION_CODE', code: 'FIXED_BY_CHANGE', name: 'Cause removed by a change'},
  {id: '01900000-0000-7000-8000-000000000316', purpose: 'RESOLUTION_CODE', code: 'FIXED_WITHOUT_CHANGE', name: 'Cause removed without a change'},
  {id: '01900000-0000-7000-8000-000000000317', purpose: 'RESOLUTION_CODE', code: 'FIXED_BY_SUPPLIER', name: 'Cause removed by a supplier'},
  {id: '01900000-0000-7000-8000-000000000318', purpose: 'RESOLUTION_CODE', code: 'NOT_REPRODUCIBLE', name: 'Could not be reproduced'},
  {id: '01900000-0000-7000-8000-000000000319', purpose: 'RESOLUTION_CODE', code: 'NO_FAULT', name: 'Works as intended'}
] AS row
MERGE (c:TicketChoice {ticketKind: 'PROBLEM', purpose: row.purpose, code: row.code})
ON CREATE SET c:Entity:ProblemChoice, c.id = row.id, c.name = row.name, c.active = true, c.revision = 0;
UNWIND [
  {id: '01900000-0000-7000-8000-000000000321', name: 'Software'},
  {id: '01900000-0000-7000-8000-000000000322', name: 'Hardware'},
  {id: '01900000-0000-7000-8000-000000000323', name: 'Network'},
  {id: '01900000-0000-7000-8000-000000000324', name: 'Access'},
  {id: '01900000-0000-7000-8000-000000000325', name: 'Other'}
] AS row
MERGE (c:Entity {id: row.id})
ON CREATE SET c:TicketCategory:ProblemCategory, c.ticketKind = 'PROBLEM', c.name = row.name, c.nameKey = toLower(row.name),
  c.parentKey = '', c.path = row.name, c.depth = 1, c.active = true, c.revision = 0;
