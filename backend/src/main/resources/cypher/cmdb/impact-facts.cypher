// Purpose: what the answer to an impact question needs of each CI that the reader may see.
// Parameters: ids, v. Index: ci_id. Row: id, classKey, lifecycle, criticality, down, knownSince.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
WHERE $$visible(ci)$$
RETURN ci.id AS id, ci.classKey AS classKey, ci.lifecycle AS lifecycle, ci.criticality AS criticality,
  ci.operationalStatus = 'DOWN' AS down, ci.createdAt AS knownSince
