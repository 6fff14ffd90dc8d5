// Purpose: an organisation below another for tests, as a synchronisation would make it.
// Parameters: id, parentId or null. Index: entity_id. Row: none.
MERGE (o:Entity {id: $id})
SET o:Organisation, o.name = 'Test organisation', o.path = '/organisations/' + $id, o.active = true, o.sortKey = $id,
    o.searchText = '', o.parentId = $parentId
WITH o
MATCH (above:Entity {id: $parentId}) WHERE above:Organisation
MERGE (o)-[:PART_OF_ORGANISATION]->(above)
