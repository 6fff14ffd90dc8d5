// Purpose: how many visible incidents the visible configuration items of several problems had before and after these were resolved.
// Parameters: rows of id, ciIds, from, fixedAt, to; v. Index: entity_id. Row: id, before, after.
UNWIND $rows AS row
CALL (row) {
  UNWIND row.ciIds AS ciId
  MATCH (c:Entity {id: ciId})<-[:AFFECTS]-(i:Incident)
  WHERE $$visible(c)$$ AND i.reportedAt > row.from AND i.reportedAt <= row.to AND i.state <> 'CANCELLED' AND $$visible(i)$$
  WITH DISTINCT i, row
  RETURN
    sum(CASE WHEN i.reportedAt <= row.fixedAt THEN 1 ELSE 0 END) AS before,
    sum(CASE WHEN i.reportedAt > row.fixedAt THEN 1 ELSE 0 END) AS after
}
RETURN row.id AS id, before, after
