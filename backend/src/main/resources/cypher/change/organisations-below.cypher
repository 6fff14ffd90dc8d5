// Purpose: an organisation and all below it.
// Parameters: id. Index: entity_id. Row: id.
MATCH (o:Entity {id: $id}) WHERE o:Organisation
MATCH (below:Organisation)-[:PART_OF_ORGANISATION*0..100]->(o)
RETURN DISTINCT below.id AS id
