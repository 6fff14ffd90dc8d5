// Purpose: a retired CI neither fails anything nor feels any failure: its FAILS_WITH become past ones. Its typed
// relations stay, for they still say what it was related to.
// Parameters: id, to. Index: ci_id. Row: none.
MATCH (ci:ConfigurationItem {id: $id})-[f:FAILS_WITH]-()
WITH f, startNode(f) AS dependent, endNode(f) AS provider, properties(f) AS kept
CREATE (dependent)-[gone:FAILS_WITH_PAST]->(provider)
SET gone = kept, gone.to = $to
DELETE f
