// Purpose: the stored clocks of records.
// Parameters: recordIds. Index: sla_clock_record. Row: clock, by metric and ordinal for each record.
UNWIND $recordIds AS recordId
MATCH (c:SlaClock {recordId: recordId})
RETURN c AS clock
ORDER BY c.recordId, c.metric, c.ordinal
