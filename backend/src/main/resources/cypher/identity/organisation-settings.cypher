// Purpose: what holds for organisations: set for them, or else for the nearest organisation above. A service desk team
// that is no longer active counts as none.
// Parameters: ids. Index: entity_id. Row: id, desk (teamId, fromId) or null, customer (code, fromId) or null.
UNWIND $ids AS id
MATCH (o:Entity {id: id}) WHERE o:Organisation
RETURN id,
  head(COLLECT { MATCH path = (o)-[:PART_OF_ORGANISATION*0..]->(above:Organisation)
                 MATCH (t:Entity {id: above.serviceDeskTeamId}) WHERE t:Team AND t.active
                 RETURN {teamId: t.id, fromId: above.id} ORDER BY length(path) LIMIT 1 }) AS desk,
  head(COLLECT { MATCH path = (o)-[:PART_OF_ORGANISATION*0..]->(above:Organisation)
                 WHERE above.customerClass IS NOT NULL
                 RETURN {code: above.customerClass, fromId: above.id} ORDER BY length(path) LIMIT 1 }) AS customer
