// Purpose: the configuration item of this number, if the reader may see it.
// Parameters: number, v. Index: ci_number. Row: node.
MATCH (ci:ConfigurationItem {number: $number})
WHERE $$visible(ci)$$
RETURN ci AS node
