// Purpose: the records that a full-text index finds and the reader may see, best first.
// Change templates are a catalogue, which all may see who may read changes.
// Parameters: index, query (Lucene syntax), v (from Visibility.parameters()), limit. Index: the one named. Row: id, score.
CALL db.index.fulltext.queryNodes($index, $query) YIELD node AS r, score
WHERE r:ChangeTemplate OR $$visible(r)$$
RETURN r.id AS id, score
ORDER BY score DESC, id
LIMIT $limit
