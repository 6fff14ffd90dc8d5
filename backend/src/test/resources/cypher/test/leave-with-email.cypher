// Purpose: takes a person out of use who had an e-mail address.
// Parameters: id, email. Index: entity_id. Row: none.
MATCH (p:Entity {id: $id})
SET p.email = $email, p.emailKey = toLower($email), p.active = false
