// Purpose: the visible configuration items of several tickets.
// Parameters: ids, v. Index: entity_id.
// Row: ticketId, ciIds in the order in which they were linked.
UNWIND $ids AS id
MATCH (t:Entity {id: id}) WHERE t:$$Ticket$$
MATCH (t)-[a:AFFECTS]->(c:ConfigurationItem) WHERE $$visible(c)$$
WITH t, c ORDER BY a.from, c.id
RETURN t.id AS ticketId, collect(c.id) AS ciIds
