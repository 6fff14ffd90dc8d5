// Purpose: what the users of each of several services that the reader may see were told of planned outages that are not over, those that
// begin first first.
// Parameters: ids, v, now, limit. Index: ci_id. Row: ciId, outages.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
WHERE $$visible(ci)$$
RETURN ci.id AS ciId,
  COLLECT {
    MATCH (ci)<-[n:NOTICED_FOR]-(o:PlannedOutage)
    WHERE o.noticedTo > $now AND (o.state = 'CANCELLED' OR o.to > $now)
    RETURN {
      number: o.number,
      state: o.noticedState,
      impact: n.state,
      from: o.noticedFrom,
      to: o.noticedTo,
      noticedAt: o.noticedAt
    }
    ORDER BY o.noticedFrom, o.id LIMIT $limit
  } AS outages
