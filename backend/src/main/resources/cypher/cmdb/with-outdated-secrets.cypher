// Purpose: configuration items with secret attributes that are encrypted otherwise than they would be now.
// Parameters: encryption, after (an id), limit. Index: ci_secret_key_id. Row: id.
MATCH (ci:ConfigurationItem)
WHERE (ci.secretKeyId < $encryption OR ci.secretKeyId > $encryption) AND ci.id > $after
RETURN ci.id AS id
ORDER BY id
LIMIT $limit
