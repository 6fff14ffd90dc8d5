// Purpose: the open visible incidents that the workaround of a problem fits: those that it causes, and those on its visible
// configuration items or on what depends on these over at most two relations that carry failure, if they have a category of a
// visible one that it causes; what is hidden leads nowhere and says nothing.
// Parameters: id, ciIds (of the problem), incidentIds (which ones are asked for; null for all), limit, v. Index: entity_id.
// Row: incidentId, distance (0 linked, 1 same item, 2 and 3 neighbourhood), published.
MATCH (p:Entity {id: $id}) WHERE p:Problem
OPTIONAL MATCH (p)<-[:CAUSED_BY]-(caused:Incident) WHERE $$visible(caused)$$
WITH p, collect(DISTINCT caused.categoryId) AS categories
CALL (p, categories) {
  MATCH (p)<-[:CAUSED_BY]-(i:Incident)
  RETURN i, 0 AS distance
  UNION
  UNWIND $ciIds AS ciId
  MATCH (cause:Entity {id: ciId}) WHERE cause:ConfigurationItem AND $$visible(cause)$$
  MATCH path = (cause)(()<-[:FAILS_WITH]-(above:ConfigurationItem) WHERE $$visible(above)$$){0,2}(c:ConfigurationItem)<-[:AFFECTS]-(i:Incident)
  WHERE ($incidentIds IS NULL OR i.id IN $incidentIds) AND (categories = [] OR i.categoryId IN categories)
  RETURN i, length(path) AS distance
}
WITH p, i, min(distance) AS distance
WHERE i.open AND ($incidentIds IS NULL OR i.id IN $incidentIds) AND $$visible(i)$$
RETURN i.id AS incidentId, distance, EXISTS { (i)-[:HAS_WORKAROUND]->(p) } AS published
ORDER BY distance, i.reportedAt DESC, incidentId
LIMIT $limit
