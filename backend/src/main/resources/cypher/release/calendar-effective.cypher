// Purpose: the releases that the reader may see and that become effective in a range, the first first; those that were cancelled are left out.
// Parameters: from, to, ciIds, teamIds, organisationIds (each null for all), limit, v. Index: release_effective_from. Row: id.
MATCH (r:Release)
USING INDEX r:Release(effectiveFrom, id)
WHERE r.effectiveFrom >= $from AND r.effectiveFrom < $to AND r.id IS NOT NULL
  AND r.state <> 'CANCELLED' AND $$calendar-release(r)$$
RETURN r.id AS id
ORDER BY r.effectiveFrom, r.id LIMIT $limit
