// kind: data
// Settings that are locked while calendars or definitions change, two calendars, and definitions for each priority.
// Revision 0 is what nobody has changed yet; the audit trail begins with the first change.
CREATE (:Entity:CalendarSettings {id: '00000000-0000-7000-8051-000000000050'});
CREATE (:Entity:SlaSettings {id: '00000000-0000-7000-8051-000000000060'});
CREATE (:Entity:BusinessCalendar {
  id: '00000000-0000-7000-8051-000000000051',
  name: 'Around the clock',
  nameKey: 'around the clock',
  description: 'Every minute of every day.',
  version: 1,
  revision: 0,
  createdAt: datetime('2026-01-01T00:00:00Z'),
  updatedAt: datetime('2026-01-01T00:00:00Z')
});
CREATE (:Entity:BusinessCalendarVersion {
  id: '00000000-0000-7000-8051-000000000053',
  calendarId: '00000000-0000-7000-8051-000000000051',
  sinceRevision: 0,
  validFrom: '2000-01-01',
  rules: '{"zone":"UTC","weekly":[{"day":"MONDAY","interval":{"from":0,"to":1440}},{"day":"TUESDAY","interval":{"from":0,"to":1440}},{"day":"WEDNESDAY","interval":{"from":0,"to":1440}},{"day":"THURSDAY","interval":{"from":0,"to":1440}},{"day":"FRIDAY","interval":{"from":0,"to":1440}},{"day":"SATURDAY","interval":{"from":0,"to":1440}},{"day":"SUNDAY","interval":{"from":0,"to":1440}}],"holidays":[],"exceptions":[]}'
});
CREATE (:Entity:BusinessCalendar {
  id: '00000000-0000-7000-8051-000000000052',
  name: 'Business hours',
  nameKey: 'business hours',
  description: 'Monday to Friday, 08:00 to 17:00 UTC. Revise it to your zone, hours and holidays.',
  version: 1,
  revision: 0,
  createdAt: datetime('2026-01-01T00:00:00Z'),
  updatedAt: datetime('2026-01-01T00:00:00Z')
});
CREATE (:Entity:BusinessCalendarVersion {
  id: '00000000-0000-7000-8051-000000000054',
  calendarId: '00000000-0000-7000-8051-000000000052',
  sinceRevision: 0,
  validFrom: '2000-01-01',
  rules: '{"zone":"UTC","weekly":[{"day":"MONDAY","interval":{"from":480,"to":1020}},{"day":"TUESDAY","interval":{"from":480,"to":1020}},{"day":"WEDNESDAY","interval":{"from":480,"to":1020}},{"day":"THURSDAY","interval":{"from":480,"to":1020}},{"day":"FRIDAY","interval":{"from":480,"to":1020}}],"holidays":[],"exceptions":[]}'
});
UNWIND [
  ['00000000-0000-7000-8051-000000000100', '00000000-0000-7000-8051-000000000200', 'RESPONSE', 'P1', 'PT15M', '00000000-0000-7000-8051-000000000051'],
  ['00000000-0000-7000-8051-000000000101', '00000000-0000-7000-8051-000000000201', 'RESPONSE', 'P2', 'PT30M', '00000000-0000-7000-8051-000000000051'],
  ['00000000-0000-7000-8051-000000000102', '00000000-0000-7000-8051-000000000202', 'RESPONSE', 'P3', 'PT4H', '00000000-0000-7000-8051-000000000052'],
  ['00000000-0000-7000-8051-000000000103', '00000000-0000-7000-8051-000000000203', 'RESPONSE', 'P4', 'PT8H', '00000000-0000-7000-8051-000000000052'],
  ['00000000-0000-7000-8051-000000000104', '00000000-0000-7000-8051-000000000204', 'RESPONSE', 'P5', 'PT16H', '00000000-0000-7000-8051-000000000052'],
  ['00000000-0000-7000-8051-000000000105', '00000000-0000-7000-8051-000000000205', 'RESOLUTION', 'P1', 'PT4H', '00000000-0000-7000-8051-000000000051'],
  ['00000000-0000-7000-8051-000000000106', '00000000-0000-7000-8051-000000000206', 'RESOLUTION', 'P2', 'PT8H', '00000000-0000-7000-8051-000000000051'],
  ['00000000-0000-7000-8051-000000000107', '00000000-0000-7000-8051-000000000207', 'RESOLUTION', 'P3', 'PT27H', '00000000-0000-7000-8051-000000000052'],
  ['00000000-0000-7000-8051-000000000108', '00000000-0000-7000-8051-000000000208', 'RESOLUTION', 'P4', 'PT45H', '00000000-0000-7000-8051-000000000052'],
  ['00000000-0000-7000-8051-000000000109', '00000000-0000-7000-8051-000000000209', 'RESOLUTION', 'P5', 'PT90H', '00000000-0000-7000-8051-000000000052']
] AS row
WITH row, row[3] + CASE row[2] WHEN 'RESPONSE' THEN ' response' ELSE ' resolution' END AS name
CREATE (:Entity:SlaDefinition {
  id: row[0],
  name: name,
  nameKey: toLower(name),
  version: 1,
  revision: 0,
  createdAt: datetime('2026-01-01T00:00:00Z'),
  updatedAt: datetime('2026-01-01T00:00:00Z')
})
CREATE (:Entity:SlaDefinitionVersion {
  id: row[1],
  definitionId: row[0],
  version: 1,
  active: true,
  name: name,
  metric: row[2],
  priority: row[3],
  target: row[4],
  calendarId: row[5],
  pausingHoldReasons: CASE row[2] WHEN 'RESPONSE' THEN [] ELSE ['AWAITING_CUSTOMER'] END,
  reopenMode: 'RESUME',
  changeMode: 'RETROACTIVE',
  pastThresholds: 'FIRE_MARKED',
  warningPercents: [50, 75, 90]
});
