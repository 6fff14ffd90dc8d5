// Purpose: configuration items with secret attributes that another key opens than the one that seals now.
// Parameters: keyId, after (an id), limit. Index: ci_secret_key_id. Row: id.
MATCH (ci:ConfigurationItem)
WHERE (ci.secretKeyId < $keyId OR ci.secretKeyId > $keyId) AND ci.id > $after
RETURN ci.id AS id
ORDER BY id
LIMIT $limit
