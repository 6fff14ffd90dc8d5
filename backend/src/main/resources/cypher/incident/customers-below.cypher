// Purpose: incidents of an organisation and all below that are in one of the states, with the class of customer they have.
// Parameters: organisationId, states, after (an id), limit. Index: entity_id, incident_organisation.
// Row: incidentId, organisationId, customerClass.
MATCH (o:Entity {id: $organisationId}) WHERE o:Organisation
MATCH (below:Organisation)-[:PART_OF_ORGANISATION*0..]->(o)
MATCH (i:Incident)
USING INDEX i:Incident(organisationId, state)
WHERE i.organisationId = below.id AND i.state IN $states AND i.id > $after
RETURN i.id AS incidentId, i.organisationId AS organisationId, i.customerClass AS customerClass
ORDER BY incidentId
LIMIT $limit
