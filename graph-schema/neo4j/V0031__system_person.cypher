// kind: data
// Mainstay itself: named wherever it does something without a person, such as closing an incident.
MERGE (p:Entity {id: '00000000-0000-7000-8000-000000000000'})
SET p:Person, p.displayName = 'Mainstay', p.sortKey = 'mainstay 00000000-0000-7000-8000-000000000000',
    p.searchText = '', p.active = true, p.origin = 'SYSTEM';
