// Purpose: the tree of CI classes with the attributes that each defines itself.
// Parameters: none. Scan: the whole tree is wanted; it is small and kept in memory. Row: node, attributes.
MATCH (c:CiClass)
RETURN c AS node,
  COLLECT {
    MATCH (a:CiAttributeDefinition)
    WHERE a.key STARTS WITH c.key + '.'
    RETURN a ORDER BY a.position
  } AS attributes
ORDER BY c.position
