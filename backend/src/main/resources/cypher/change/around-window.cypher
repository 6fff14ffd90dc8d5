// Purpose: the changes of some states that are planned at some instant of a range, and those that were last found to meet a change window; a part of them in
// the order of their ids.
// Parameters: windowId, states, from, to, after (id), limit. Index: change_state_window, change_window_id.
// Row: id, ciIds (those that it touches), met (whether it was found to meet the window).
CALL () {
  MATCH (c:Change)
  USING INDEX c:Change(state, plannedTo, plannedFrom)
  WHERE c.state IN $states AND c.plannedTo > $from AND c.plannedFrom < $to AND c.id > $after
  RETURN c, false AS met
  UNION
  MATCH (:ChangeWindow {id: $windowId})<-[:MEETS]-(c:Change)
  WHERE c.state IN $states AND c.id > $after
  RETURN c, true AS met
}
WITH c, max(CASE WHEN met THEN 1 ELSE 0 END) = 1 AS met
ORDER BY c.id
LIMIT $limit
RETURN c.id AS id, met, COLLECT {
  MATCH (c)-[:AFFECTS]->(ci:ConfigurationItem)
  RETURN ci.id
} AS ciIds
