// Purpose: ends links of a ticket whose lock is held; that there was a link stays known.
// Parameters: id, ciIds, at. Index: affects_key. Row: ciId of each link that was ended.
UNWIND $ciIds AS ciId
MATCH (t:$$Ticket$$)-[a:AFFECTS {key: $id + '/' + ciId}]->(c:ConfigurationItem)
CREATE (t)-[:AFFECTS_PAST {from: a.from, to: $at}]->(c)
DELETE a
RETURN ciId
