// Purpose: the workarounds that are published to each of several incidents, of visible problems, the newest first.
// Parameters: ids, v. Index: entity_id. Row: incidentId, problemId, publishedAt, helped (null while nobody said).
UNWIND $ids AS incidentId
MATCH (i:Entity {id: incidentId})-[w:HAS_WORKAROUND]->(p:Problem)
WHERE i:Incident AND $$visible(p)$$
RETURN incidentId, p.id AS problemId, w.from AS publishedAt, w.helped AS helped
ORDER BY incidentId, publishedAt DESC, problemId
