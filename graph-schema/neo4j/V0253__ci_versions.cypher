// kind: data
// The version of what a deployment has brought to a configuration item, where software is deployed to.
UNWIND [
  {id: '01990000-0000-7000-8000-00000000a019', key: 'application.version', classKey: 'application', attribute: 'version', name: 'Version', type: 'TEXT', choices: [], position: 19, secret: false,
    description: 'The version of the software that is installed.'},
  {id: '01990000-0000-7000-8000-00000000a020', key: 'container-workload.version', classKey: 'container-workload', attribute: 'version', name: 'Version', type: 'TEXT', choices: [], position: 20, secret: false,
    description: 'The version of the image that runs.'},
  {id: '01990000-0000-7000-8000-00000000a021', key: 'database.version', classKey: 'database', attribute: 'version', name: 'Version', type: 'TEXT', choices: [], position: 21, secret: false,
    description: 'The version of what is in it, such as its schema; that of the product is productVersion.'}
] AS row
MERGE (a:Entity:CiAttributeDefinition {id: row.id})
SET a += row;
