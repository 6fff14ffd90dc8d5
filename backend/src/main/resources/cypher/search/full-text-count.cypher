// Purpose: how many records a full-text index finds and the reader may see.
// Change templates are a catalogue, which all may see who may read changes.
// Parameters: index, query (Lucene syntax), v (from Visibility.parameters()). Index: the one named. Row: count.
CALL db.index.fulltext.queryNodes($index, $query) YIELD node AS r
WHERE r:ChangeTemplate OR $$visible(r)$$
RETURN count(r) AS count
