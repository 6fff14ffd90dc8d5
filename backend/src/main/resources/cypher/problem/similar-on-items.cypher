// Purpose: the newest incidents and known errors on the visible configuration items of an incident; a known error that it is
// linked to is no news.
// Parameters: id, limit (of incidents, and of known errors), problems, v. Index: entity_id.
// Row: ciIds, category (its path in small letters; null if it has none), incidentIds and knownErrorIds, each newest first.
MATCH (i:Entity {id: $id}) WHERE i:Incident
WITH i, COLLECT {
  MATCH (i)-[:AFFECTS]->(c:ConfigurationItem) WHERE $$visible(c)$$
  RETURN c.id ORDER BY c.id
} AS ciIds
RETURN ciIds,
  head(COLLECT {
    MATCH (k:Entity {id: i.categoryId}) WHERE k:TicketCategory
    RETURN toLower(k.path)
  }) AS category,
  COLLECT {
    UNWIND ciIds AS ciId
    MATCH (:Entity {id: ciId})<-[:AFFECTS]-(t:Incident)
    WHERE t.id <> $id AND $$resembles(t)$$
    WITH DISTINCT t ORDER BY t.reportedAt DESC, t.id DESC LIMIT $limit
    RETURN t.id
  } AS incidentIds,
  COLLECT {
    UNWIND ciIds AS ciId
    MATCH (:Entity {id: ciId})<-[:AFFECTS]-(t:Problem)
    WHERE $$resembles(t)$$ AND NOT EXISTS { (i)-[:CAUSED_BY]->(t) }
    WITH DISTINCT t ORDER BY t.reportedAt DESC, t.id DESC LIMIT $limit
    RETURN t.id
  } AS knownErrorIds
