// Purpose: organisations, each with those above it, the nearest first.
// Parameters: ids. Index: entity_id. Row: id, name, path (its own id first).
UNWIND $ids AS id
MATCH (o:Entity {id: id}) WHERE o:Organisation
RETURN o.id AS id, o.name AS name,
  COLLECT {
    MATCH way = (o)-[:PART_OF_ORGANISATION*0..100]->(above:Organisation)
    RETURN above.id ORDER BY length(way)
  } AS path
