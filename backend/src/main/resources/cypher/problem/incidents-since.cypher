// Purpose: which incidents show that a problem came back in an interval: those that it causes, and those on its configuration items
// of categories that it causes; not cancelled ones. Only those are named that are no more confidential than the problem and belong
// to its organisation, because whoever reads the problem reads the numbers.
// Parameters: id, ciIds, from (not included), to (included), limit. Index: entity_id. Row: count, numbers (the first ones).
MATCH (p:Entity {id: $id}) WHERE p:Problem
OPTIONAL MATCH (p)<-[:CAUSED_BY]-(caused:Incident)
WITH p, collect(DISTINCT caused.categoryId) AS categories
CALL (p, categories) {
  MATCH (p)<-[:CAUSED_BY]-(i:Incident)
  WHERE i.reportedAt > $from AND i.reportedAt <= $to AND i.state <> 'CANCELLED'
  RETURN i
  UNION
  UNWIND $ciIds AS ciId
  MATCH (c:Entity {id: ciId})<-[:AFFECTS]-(i:Incident)
  WHERE i.reportedAt > $from AND i.reportedAt <= $to AND i.state <> 'CANCELLED'
    AND (categories = [] OR i.categoryId IN categories)
  RETURN i
}
WITH p, i ORDER BY i.reportedAt, i.id
WITH i, i.confidentialityLevel <= p.confidentialityLevel AND i.organisationId = p.organisationId AS named
RETURN count(i) AS count, collect(CASE WHEN named THEN i.number END)[..$limit] AS numbers
