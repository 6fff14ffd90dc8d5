// Purpose: those with an e-mail address who are active and in reach of the reader; two at most, to know that it is not only one.
// Parameters: email (in lower case), v (from Visibility.parameters()). Index: person_email_key. Row: person.
MATCH (p:Person)
USING INDEX p:Person(emailKey)
WHERE p.emailKey = $email AND p.active AND $$in-reach(p)$$
RETURN p AS person
LIMIT 2
