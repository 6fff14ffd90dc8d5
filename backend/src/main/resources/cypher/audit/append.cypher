// Purpose: appends entries to the trails of aggregates whose locks are held. The unique chain and sequence refuse a fork.
// Parameters: rows, the entries' properties. Index: none. Row: none.
UNWIND $rows AS row
CREATE (e:Entity:AuditEntry)
SET e = row
