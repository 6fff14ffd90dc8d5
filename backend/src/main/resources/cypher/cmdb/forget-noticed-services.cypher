// Purpose: forgets which services a planned outage hit, but for some that it still does.
// Parameters: id, hitIds. Index: planned_outage_id. Row: none.
MATCH (:PlannedOutage {id: $id})-[n:NOTICED_FOR]->(s:ConfigurationItem)
WHERE NOT s.id IN $hitIds
DELETE n
