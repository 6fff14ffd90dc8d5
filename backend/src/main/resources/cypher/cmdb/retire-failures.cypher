// Purpose: retired CIs neither fail anything nor feel any failure: their FAILS_WITH become past ones. Their typed
// relations stay, for they still say what they were related to.
// Parameters: ids, to. Index: ci_id. Row: none.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})-[f:FAILS_WITH]-()
WITH DISTINCT f
WITH f, startNode(f) AS dependent, endNode(f) AS provider, properties(f) AS kept
CREATE (dependent)-[gone:FAILS_WITH_PAST]->(provider)
SET gone = kept, gone.to = $to
DELETE f
