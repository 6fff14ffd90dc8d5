// Purpose: whether the reader may see the planned outage #: who may see its CI.
// Parameters: v, from Visibility.parameters().
EXISTS { MATCH (#)-[:PLANNED_FOR]->(ci:ConfigurationItem) WHERE $$visible(ci)$$ }
