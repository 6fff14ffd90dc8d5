// Purpose: creates configuration items.
// Parameters: rows, each the properties of one node. Index: none. Row: none.
UNWIND $rows AS row
CREATE (ci:Entity:ConfigurationItem)
SET ci = row
