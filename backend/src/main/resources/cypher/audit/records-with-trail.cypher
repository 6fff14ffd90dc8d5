// Purpose: a part of the records of several kinds, in the order of their ids, and whether each has a trail.
// Parameters: labels, after (an id), limit. Index: entity_id, audit_entry_chain. Row: id, hasTrail.
MATCH (r:Entity)
WHERE r.id > $after AND any(label IN labels(r) WHERE label IN $labels)
WITH r ORDER BY r.id LIMIT $limit
RETURN r.id AS id,
  EXISTS {
    MATCH (e:AuditEntry {chainId: r.id}) WHERE e.sequence > 0
  } AS hasTrail
ORDER BY id
