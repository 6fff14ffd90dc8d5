// Purpose: stores a calendar and one version of its rules; a version that begins on the same date ends with this revision.
// Parameters: id, properties, revision, versionId, validFrom, rules. The caller holds the lock of all calendars.
// Index: entity_id, business_calendar_version_calendar. Row: none.
MERGE (c:Entity {id: $id})
SET c:BusinessCalendar, c += $properties
WITH c
CALL (c) {
  MATCH (old:BusinessCalendarVersion {calendarId: c.id})
  WHERE old.untilRevision IS NULL AND old.validFrom = $validFrom
  SET old.untilRevision = $revision
}
CREATE (:Entity:BusinessCalendarVersion {
  id: $versionId,
  calendarId: $id,
  sinceRevision: $revision,
  validFrom: $validFrom,
  rules: $rules
})
