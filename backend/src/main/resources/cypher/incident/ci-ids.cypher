// Purpose: the visible configuration items of several incidents.
// Parameters: ids, v. Index: entity_id.
// Row: incidentId, ciIds in the order in which they were linked.
UNWIND $ids AS id
MATCH (i:Entity {id: id}) WHERE i:Incident
MATCH (i)-[a:AFFECTS]->(c:ConfigurationItem) WHERE $$visible(c)$$
WITH i, c ORDER BY a.from, c.id
RETURN i.id AS incidentId, collect(c.id) AS ciIds
