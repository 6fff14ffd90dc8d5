// Purpose: keeps which services a planned outage hits whose users are told of it now, beside those who were told before; all of them,
// those that are hit worst first.
// Parameters: id, services (each with id and state), until, limit. Index: planned_outage_id, ci_id. Row: id.
MATCH (o:PlannedOutage {id: $id})
CALL (o) {
  UNWIND $services AS service
  MATCH (s:ConfigurationItem {id: service.id})
  MERGE (o)-[n:NOTICED_FOR]->(s)
  SET n.state = service.state
}
MATCH (o)-[n:NOTICED_FOR]->(s:ConfigurationItem)
SET n.until = $until
RETURN s.id AS id ORDER BY n.state DESC, id LIMIT $limit
