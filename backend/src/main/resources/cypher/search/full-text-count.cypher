// Purpose: how many records a full-text index finds and the reader may see.
// Parameters: index, query (Lucene syntax), catalogue (whether all records are seen by whoever may ask), v (from Visibility.parameters()). Index: the one named. Row: count.
CALL db.index.fulltext.queryNodes($index, $query) YIELD node AS r
WHERE $catalogue OR $$visible(r)$$
RETURN count(r) AS count
