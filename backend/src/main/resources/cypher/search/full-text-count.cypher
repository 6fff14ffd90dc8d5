// Purpose: how many records a full-text index finds and the reader may see.
// Parameters: index, query (Lucene syntax), v (from Visibility.parameters()). Index: the one named. Row: count.
CALL db.index.fulltext.queryNodes($index, $query) YIELD node AS r
WHERE $$visible(r)$$
RETURN count(r) AS count
