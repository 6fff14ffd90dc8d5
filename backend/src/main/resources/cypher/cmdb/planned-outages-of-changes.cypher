// Purpose: the planned outages that several changes bring, whoever may see them.
// Parameters: changeIds. Index: planned_outage_change. Row: node.
UNWIND $changeIds AS changeId
MATCH (o:PlannedOutage {changeId: changeId})
RETURN o AS node ORDER BY o.number
