// Purpose: the numbers of incidents on configuration items in an interval, of categories that a problem's incidents have; not
// cancelled ones.
// Parameters: id, ciIds, from (not included), to (included), limit. Index: entity_id. Row: count, numbers (the first ones).
MATCH (p:Entity {id: $id}) WHERE p:Problem
OPTIONAL MATCH (p)<-[:CAUSED_BY]-(caused:Incident)
WITH collect(DISTINCT caused.categoryId) AS categories
CALL (categories) {
  UNWIND $ciIds AS ciId
  MATCH (c:Entity {id: ciId})<-[:AFFECTS]-(i:Incident)
  WHERE i.reportedAt > $from AND i.reportedAt <= $to AND i.state <> 'CANCELLED'
    AND (categories = [] OR i.categoryId IN categories)
  RETURN DISTINCT i
}
WITH i ORDER BY i.reportedAt, i.id
RETURN count(i) AS count, collect(i.number)[..$limit] AS numbers
