// kind: data
MATCH (p:Person)
WHERE p.email IS NOT NULL
SET p.emailKey = toLower(p.email);
