// Purpose: people for tests as identity/create-on-first-sight makes them, of no organisation; those who are known stay as they are.
// Parameters: rows of id, username, displayName, clearanceLevel. Index: entity_id. Row: none.
UNWIND $rows AS row
MERGE (p:Entity {id: row.id})
ON CREATE SET p:Person, p.username = row.username, p.displayName = row.displayName, p.sortKey = toLower(row.displayName) + row.id,
  p.searchText = toLower(row.displayName + ' ' + row.username), p.active = true, p.clearanceLevel = row.clearanceLevel,
  p.origin = 'TOKEN', p.createdAt = datetime(), p.revision = 1
