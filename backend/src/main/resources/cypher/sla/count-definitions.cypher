// Purpose: how many definitions of a kind there are.
// Parameters: kind (null for all). Index: sla_definition_name_key. Row: count.
MATCH (d:SlaDefinition)
WHERE d.nameKey >= '' AND ($kind IS NULL OR coalesce(d.kind, 'INCIDENT') = $kind)
RETURN count(d) AS count
