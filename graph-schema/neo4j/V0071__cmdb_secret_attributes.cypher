// kind: data
MATCH (a:CiAttributeDefinition)
WHERE a.secret IS NULL
SET a.secret = false;
UNWIND [
  {id: '01990000-0000-7000-8000-00000000a017', key: 'network-device.managementPassword', classKey: 'network-device', attribute: 'managementPassword', name: 'Management password', type: 'TEXT', choices: [], position: 17, secret: true,
    description: 'The password of the device\'s management account.'},
  {id: '01990000-0000-7000-8000-00000000a018', key: 'database.serviceAccountPassword', classKey: 'database', attribute: 'serviceAccountPassword', name: 'Service account password', type: 'TEXT', choices: [], position: 18, secret: true,
    description: 'The password of the account with which applications use the database.'}
] AS row
MERGE (a:Entity:CiAttributeDefinition {id: row.id})
SET a += row;
