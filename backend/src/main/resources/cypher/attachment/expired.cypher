// Purpose: files that are attached to nothing and whose time is over, the oldest first.
// Parameters: before, limit. Index: attachment_expiry. Row: id.
MATCH (a:Attachment)
WHERE a.expiresAt <= $before
RETURN a.id AS id
ORDER BY a.expiresAt
LIMIT $limit
