// Purpose: what is stored of some people, to see what a synchronisation must change.
// Parameters: ids. Index: entity_id. Row: id, active, erased, fingerprint.
MATCH (p:Entity)
USING INDEX p:Entity(id)
WHERE p.id IN $ids AND p:Person
RETURN p.id AS id, p.active AS active, p.erasedAt IS NOT NULL AS erased, p.fingerprint AS fingerprint
