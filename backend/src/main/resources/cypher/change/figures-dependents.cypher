// Purpose: what fails with some items, over at most two relations, and the items themselves. Looks at no more paths than the limit, however many lead
// through a hub.
// Parameters: ciIds (each once), limit, v. Index: ci_id.
// Row: ciId, dependentId (null if the reader does not see it), distance, paths (how many of them there are between the two).
UNWIND $ciIds AS ciId
MATCH (changed:ConfigurationItem {id: ciId})<-[failures:FAILS_WITH]-{0,2}(dependent:ConfigurationItem)
WITH ciId, dependent, size(failures) AS relations
LIMIT $limit
WITH ciId, dependent, min(relations) AS distance, count(*) AS paths
RETURN ciId, CASE WHEN $$visible(dependent)$$ THEN dependent.id END AS dependentId, distance, paths
