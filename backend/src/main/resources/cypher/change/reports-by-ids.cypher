// Purpose: reports of changes by id.
// Parameters: ids. Index: change_report_id. Row: node.
UNWIND $ids AS id
MATCH (r:ChangeReport {id: id})
RETURN r AS node
