// kind: data
MERGE (c:Entity {id: '01900000-0000-7000-8000-000000000451'})
ON CREATE SET c:CiControls, c.version = 1, c.revision = 0, c.classKeys = [], c.modes = [], c.attributes = [];
