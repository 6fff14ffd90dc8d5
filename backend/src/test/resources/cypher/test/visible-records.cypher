// Purpose: shows in tests how the macro visible expands, and is compared with the other renderings of visibility.
// Parameters: v. Index: none. Row: id. Scan: test data only.
MATCH (r:VisibilityTestRecord)
WHERE $$visible(r)$$
RETURN r.id AS id
