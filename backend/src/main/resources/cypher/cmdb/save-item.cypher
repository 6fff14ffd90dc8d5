// Purpose: writes the properties of a configuration item whose lock is held; a null removes the property.
// Parameters: id, properties. Index: ci_id. Row: none.
MATCH (ci:ConfigurationItem {id: $id})
SET ci += $properties
