// Purpose: replaces what identifies a person by a pseudonym and takes the person out of organisations and teams. Run
// under the person's lock.
// Parameters: id, pseudonym, sortKey, now. Index: entity_id. Row: revision.
MATCH (p:Entity {id: $id}) WHERE p:Person
SET p.displayName = $pseudonym, p.sortKey = $sortKey, p.searchText = '', p.erasedAt = $now,
    p.revision = coalesce(p.revision, 0) + 1
REMOVE p.username, p.email, p.emailKey, p.organisationId, p.clearanceLevel, p.fingerprint
WITH p
CALL (p) {
  MATCH (p)-[membership:BELONGS_TO|MEMBER_OF]->(:Entity)
  DELETE membership
}
RETURN p.revision AS revision
