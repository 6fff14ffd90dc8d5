// Purpose: how many people list-people would list in all.
// Parameters: as list-people, without limit; after is empty. Index: as list-people. Row: count.
CALL () {
  UNWIND $v.teams AS id
  MATCH (g:Entity {id: id})
  RETURN g
UNION
  MATCH (served:Organisation) USING INDEX served:Organisation(sortKey)
  WHERE served.sortKey >= '' AND NOT $v.everything AND served.serviceDeskTeamId IN $v.teams
  MATCH (g:Organisation)-[:PART_OF_ORGANISATION*0..]->(served)
  RETURN g
}
WITH collect(g) AS groups
CALL (groups) {
  UNWIND $v.organisations AS id
  MATCH (o:Entity {id: id})
  RETURN collect(o) AS own
}
WITH groups, own + groups AS all
WITH groups, all, reduce(sum = 0, g IN all | sum + COUNT { (g)<-[:BELONGS_TO|MEMBER_OF]-() }) AS reach
WITH groups, all,
  CASE
    WHEN NOT $v.everything AND reach < 4000 THEN 'REACH'
    WHEN $teamId IS NOT NULL THEN 'TEAM'
    WHEN $organisationId IS NOT NULL THEN 'ORGANISATION'
    WHEN size($text) >= 3 THEN 'TEXT'
    ELSE 'ALL'
  END AS source
CALL (groups, all, source) {
  WITH groups, all, source WHERE source = 'REACH'
  CALL (groups, all) {
    CALL (all) {
      UNWIND all AS g
      MATCH (g)<-[:BELONGS_TO|MEMBER_OF]-(p:Person)
      RETURN p
    UNION
      MATCH (p:Entity {id: $v.person})
      WHERE p:Person
      RETURN p
    }
    WITH p, groups
    WHERE p.sortKey > $after AND $$listed(p)$$
    RETURN count(p) AS part
  }
  RETURN part
UNION ALL
  WITH groups, all, source WHERE source = 'TEAM'
  CALL (groups, all) {
    MATCH (:Entity {id: $teamId})<-[:MEMBER_OF]-(p:Person)
    WHERE p.sortKey > $after AND $$listed(p)$$
    RETURN count(p) AS part
  }
  RETURN part
UNION ALL
  WITH groups, all, source WHERE source = 'ORGANISATION'
  CALL (groups, all) {
    MATCH (p:Person) USING INDEX p:Person(organisationId, sortKey)
    WHERE p.organisationId = $organisationId AND p.sortKey > $after AND $$listed(p)$$
    RETURN count(p) AS part
  }
  RETURN part
UNION ALL
  WITH groups, all, source WHERE source = 'TEXT'
  CALL (groups, all) {
    MATCH (p:Person) USING TEXT INDEX p:Person(searchText)
    WHERE p.searchText CONTAINS $text AND p.sortKey > $after AND $$listed(p)$$
    RETURN count(p) AS part
  }
  RETURN part
UNION ALL
  WITH groups, all, source WHERE source = 'ALL'
  CALL (groups, all) {
    MATCH (p:Person) USING INDEX p:Person(sortKey)
    WHERE p.sortKey > $after AND $$listed(p)$$
    RETURN count(p) AS part
  }
  RETURN part
}
RETURN sum(part) AS count
