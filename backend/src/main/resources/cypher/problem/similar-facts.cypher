// Purpose: what records have in common with an incident, of those that may be shown as similar to it;
// a known error that it is linked to may not.
// Parameters: id (of the incident), ids, ciIds (its visible configuration items), category (the path of its category in small letters; null for none),
// problems, v. Index: entity_id. Row: id, knownError, reportedAt, sameItem, sameCategory.
UNWIND $ids AS other
MATCH (t:Entity {id: other})
WHERE $$resembles(t)$$ AND NOT EXISTS { (t)<-[:CAUSED_BY]-(:Incident {id: $id}) }
RETURN t.id AS id, t:Problem AS knownError, t.reportedAt AS reportedAt,
  EXISTS {
    MATCH (t)-[:AFFECTS]->(c:ConfigurationItem) WHERE c.id IN $ciIds
  } AS sameItem,
  EXISTS {
    MATCH (k:Entity {id: t.categoryId}) WHERE k:TicketCategory AND toLower(k.path) = $category
  } AS sameCategory
