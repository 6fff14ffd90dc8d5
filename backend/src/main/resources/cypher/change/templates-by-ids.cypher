// Purpose: change templates by id.
// Parameters: ids. Index: change_template_id. Row: node.
UNWIND $ids AS id
MATCH (t:ChangeTemplate {id: id})
RETURN t AS node
