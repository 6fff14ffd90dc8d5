// Purpose: what fails with some items, over one or two relations. Looks at no more paths than the limits, however many lead through a hub; of a single
// item at no more than its own, so that a hub leaves some for the others.
// Parameters: ciIds (each once), limitOfItem, limit, v. Index: ci_id.
// Row: ciId, dependentId (null if the reader does not see it), distance, paths (how many of them there are between the two).
UNWIND $ciIds AS ciId
CALL (ciId) {
  MATCH (changed:ConfigurationItem {id: ciId})<-[failures:FAILS_WITH]-{1,2}(dependent:ConfigurationItem)
  RETURN dependent, size(failures) AS relations
  LIMIT $limitOfItem
}
WITH ciId, dependent, relations
LIMIT $limit
WITH ciId, dependent, min(relations) AS distance, count(*) AS paths
RETURN ciId, CASE WHEN $$visible(dependent)$$ THEN dependent.id END AS dependentId, distance, paths
