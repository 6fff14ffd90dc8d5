// Purpose: how many definitions there are.
// Parameters: none. Index: sla_definition_name_key. Row: count.
MATCH (d:SlaDefinition)
WHERE d.nameKey >= ''
RETURN count(d) AS count
