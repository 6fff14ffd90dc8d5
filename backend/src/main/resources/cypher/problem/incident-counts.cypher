// Purpose: how many visible incidents each of several problems causes, and how its workaround fared on visible ones.
// Parameters: ids, v. Index: entity_id. Row: problemId, incidents, helped, didNotHelp.
UNWIND $ids AS problemId
MATCH (p:Entity {id: problemId}) WHERE p:Problem
RETURN problemId,
  count { (p)<-[:CAUSED_BY]-(i:Incident) WHERE $$visible(i)$$ } AS incidents,
  count { (p)<-[w:HAS_WORKAROUND]-(i:Incident) WHERE w.helped AND $$visible(i)$$ } AS helped,
  count { (p)<-[w:HAS_WORKAROUND]-(i:Incident) WHERE NOT w.helped AND $$visible(i)$$ } AS didNotHelp
