// Purpose: the priority matrix in force.
// Parameters: id. Index: entity_id. Row: matrix.
MATCH (m:Entity {id: $id}) WHERE m:PriorityMatrix
RETURN m AS matrix
