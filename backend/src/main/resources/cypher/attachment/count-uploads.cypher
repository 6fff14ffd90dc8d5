// Purpose: how many files somebody has sent that are not attached, and will be forgotten.
// Parameters: personId, now. Index: attachment_upload. Row: uploads.
MATCH (a:Attachment {uploadedById: $personId})
WHERE a.expiresAt > $now
RETURN count(a) AS uploads
