// Purpose: the changes of some states that touch some configuration items and are being made, begin before an instant or nobody knows when, and those that were
// last found to meet something; a part of them in the order of their ids.
// Parameters: ciIds, states, before, kind, metIds (what the latter meet, and as what), after (id), limit. Index: ci_id, entity_id. Row: id.
CALL () {
  UNWIND $ciIds AS ciId
  MATCH (:ConfigurationItem {id: ciId})<-[:AFFECTS]-(c:Change)
  WHERE c.state IN $states AND c.id > $after
    AND (c.state = 'IMPLEMENTING' OR c.plannedFrom IS NULL OR c.plannedFrom < $before)
  RETURN c
  UNION
  UNWIND $metIds AS metId
  MATCH (:Entity {id: metId})<-[:MEETS {kind: $kind}]-(c:Change)
  WHERE c.state IN $states AND c.id > $after
  RETURN c
}
RETURN DISTINCT c.id AS id
ORDER BY id
LIMIT $limit
