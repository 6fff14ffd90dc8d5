// Purpose: the releases that the reader may see and that are or were watched in a range, those that begin first first.
// A release that was rolled back was watched until then.
// Parameters: from, to, ciIds, teamIds, organisationIds (each null for all), limit, v. Index: release_early_life. Row: id.
MATCH (r:Release)
USING INDEX r:Release(earlyLifeUntil, availableAt)
WHERE r.earlyLifeUntil > $from AND r.availableAt < $to AND (r.rolledBackAt IS NULL OR r.rolledBackAt > $from) AND $$calendar-release(r)$$
RETURN r.id AS id
ORDER BY r.availableAt, r.earlyLifeUntil, r.id LIMIT $limit
