// Purpose: a counter for tests of concurrent writers.
// Parameters: id. Index: none. Row: none.
CREATE (:Entity:LockTestCounter {id: $id, value: 0})
