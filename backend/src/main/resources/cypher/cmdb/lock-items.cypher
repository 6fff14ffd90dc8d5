// Purpose: takes the write locks of several configuration items, then reads them.
// Parameters: ids (sorted, so that writers meet in the same order), lock. Index: ci_id. Row: node.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
SET ci.lockedBy = $lock
WITH collect(ci) AS locked
UNWIND locked AS ci
RETURN ci AS node
