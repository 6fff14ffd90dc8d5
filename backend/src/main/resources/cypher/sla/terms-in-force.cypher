// Purpose: the newest versions of all definitions and the revisions of all calendars; configuration, tens of each.
// Parameters: none. Index: sla_definition_name_key, sla_definition_version, business_calendar_name_key.
// Row: versions, calendars with id and revision.
RETURN COLLECT {
    MATCH (d:SlaDefinition) WHERE d.nameKey >= ''
    MATCH (v:SlaDefinitionVersion {definitionId: d.id, version: d.version})
    RETURN v
  } AS versions,
  COLLECT { MATCH (c:BusinessCalendar) WHERE c.nameKey >= '' RETURN {id: c.id, revision: c.revision} } AS calendars
