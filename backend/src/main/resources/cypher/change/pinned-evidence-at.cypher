// Purpose: what was kept of a change as it was seen, by its hash; visible or not.
// Parameters: changeId, hash. Index: change_evidence_change. Row: evidence.
MATCH (e:ChangeEvidence {changeId: $changeId})
WHERE e.pinnedAt IS NOT NULL AND e.hash = $hash
RETURN e AS evidence
ORDER BY e.pinnedAt DESC
LIMIT 1
