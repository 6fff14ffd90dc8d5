// Purpose: the records that a full-text index finds and the reader may see, best first.
// Parameters: index, query (Lucene syntax), catalogue (whether all records are seen by whoever may ask), v (from Visibility.parameters()), limit. Index: the one named. Row: id, score.
CALL db.index.fulltext.queryNodes($index, $query) YIELD node AS r, score
WHERE $catalogue OR $$visible(r)$$
RETURN r.id AS id, score
ORDER BY score DESC, id
LIMIT $limit
