// Purpose: whether the incident # counts for trends: the reader may see it, it is not cancelled, it affects a configuration item,
// and it has no problem that the reader may see and that is neither cancelled nor a duplicate. Never null.
// Parameters: v, from Visibility.parameters().
(
  #.state <> 'CANCELLED'
  AND $$visible(#)$$
  AND EXISTS { (#)-[:AFFECTS]->(:ConfigurationItem) }
  AND NOT EXISTS {
    MATCH (#)-[:CAUSED_BY]->(problem:Problem)
    WHERE NOT problem.state IN ['CANCELLED', 'DUPLICATE'] AND $$visible(problem)$$
  }
)
