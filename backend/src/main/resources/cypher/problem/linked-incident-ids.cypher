// Purpose: which of some incidents are linked to a problem now.
// Parameters: id, incidentIds. Index: caused_by_key. Row: incidentId.
UNWIND $incidentIds AS incidentId
MATCH (:Incident)-[c:CAUSED_BY {key: incidentId + '/' + $id}]->(:Problem)
RETURN incidentId
