// Purpose: configuration items with secret attributes that are sealed otherwise than they would be now.
// Parameters: sealing, after (an id), limit. Index: ci_secret_key_id. Row: id.
MATCH (ci:ConfigurationItem)
WHERE (ci.secretKeyId < $sealing OR ci.secretKeyId > $sealing) AND ci.id > $after
RETURN ci.id AS id
ORDER BY id
LIMIT $limit
