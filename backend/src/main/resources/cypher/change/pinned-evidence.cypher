// Purpose: what was kept of changes as it was seen, the newest first, so much of each; visible or not.
// Parameters: changeIds, limit. Index: change_evidence_change. Row: evidence.
UNWIND $changeIds AS changeId
CALL (changeId) {
  MATCH (e:ChangeEvidence {changeId: changeId})
  WHERE e.pinnedAt IS NOT NULL
  RETURN e ORDER BY e.pinnedAt DESC LIMIT $limit
}
RETURN e AS evidence
