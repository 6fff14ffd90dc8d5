// Purpose: those with an e-mail address who are in reach of the reader; two at most, to know that it is not only one.
// Parameters: email, v (from Visibility.parameters()). Index: person_email. Row: person.
MATCH (p:Person)
USING INDEX p:Person(email)
WHERE p.email = $email AND $$in-reach(p)$$
RETURN p AS person
LIMIT 2
