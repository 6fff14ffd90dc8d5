// Purpose: the priority matrix in force for a kind of ticket, each at an id of its own.
// Parameters: id. Index: entity_id. Row: matrix.
MATCH (m:Entity {id: $id}) WHERE m:PriorityMatrix
RETURN m AS matrix
