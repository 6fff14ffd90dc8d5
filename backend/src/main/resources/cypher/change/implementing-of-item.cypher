// Purpose: the visible changes that affect a configuration item and are being implemented; the ten that began first, in that order.
//   By their state, because an item has far more changes that are over than there are changes that are being implemented.
// Parameters: ciId, v. Index: change_state_actual. Row: id.
MATCH (c:Change)
USING INDEX c:Change(state, actualFrom)
WHERE c.state = 'IMPLEMENTING' AND c.actualFrom IS NOT NULL
  AND EXISTS { (c)-[:AFFECTS]->(:ConfigurationItem {id: $ciId}) } AND $$visible(c)$$
RETURN c.id AS id
ORDER BY c.actualFrom, c.id LIMIT 10
