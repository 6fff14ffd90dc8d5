// Purpose: writes what a unit of work adds and does not read again. The unique chain and sequence of audit entries refuse a
// fork; events await their sequence number.
// Parameters: rows of label, properties. Index: none. Row: none.
UNWIND $rows AS row
CREATE (e:Entity:$(row.label))
SET e = row.properties
