// Purpose: the newest entry of trails, and the revision of their records.
// Parameters: chainIds. Index: audit_entry_chain, entity_id. Row: chainId, lastSequence,
// exists, revision (null for what has no version).
UNWIND $chainIds AS chainId
OPTIONAL MATCH (r:Entity {id: chainId})
CALL (chainId) {
  OPTIONAL MATCH (e:AuditEntry {chainId: chainId}) WHERE e.sequence > 0
  RETURN e.sequence AS lastSequence
  ORDER BY lastSequence DESC
  LIMIT 1
}
RETURN chainId, coalesce(lastSequence, 0) AS lastSequence, r IS NOT NULL AS exists,
  CASE WHEN r.version IS NULL THEN null ELSE r.revision END AS revision
