// Purpose: makes records of a test of lists, with what decides who may see them.
// Parameters: rows of the properties of a node. Row: none.
UNWIND $rows AS row
CREATE (s:Entity:Sample)
SET s = row
