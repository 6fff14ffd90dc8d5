// Purpose: what is put aside, in the order of the events.
// Parameters: consumer or null, afterSeq, afterId, limit. Index: dead_letter_seq. Row: letter.
MATCH (d:DeadLetter)
WHERE d.seq >= $afterSeq AND (d.seq <> $afterSeq OR d.id > $afterId) AND ($consumer IS NULL OR d.consumer = $consumer)
RETURN d AS letter ORDER BY d.seq, d.id LIMIT $limit
