// kind: schema
CREATE CONSTRAINT ci_number IF NOT EXISTS FOR (ci:ConfigurationItem) REQUIRE ci.number IS UNIQUE;
CREATE CONSTRAINT ci_id IF NOT EXISTS FOR (ci:ConfigurationItem) REQUIRE ci.id IS UNIQUE;
CREATE INDEX ci_sort_name IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.sortName);
CREATE INDEX ci_class_key IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.classKey);
CREATE INDEX ci_operational_status IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.operationalStatus);
CREATE INDEX ci_organisation_id IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.organisationId);
CREATE CONSTRAINT ci_class_key_unique IF NOT EXISTS FOR (c:CiClass) REQUIRE c.key IS UNIQUE;
CREATE CONSTRAINT ci_attribute_definition_key IF NOT EXISTS FOR (a:CiAttributeDefinition) REQUIRE a.key IS UNIQUE;
CREATE CONSTRAINT ci_relation_key IF NOT EXISTS FOR (r:CiRelation) REQUIRE r.key IS UNIQUE;
CREATE CONSTRAINT redundancy_group_key IF NOT EXISTS FOR (g:RedundancyGroup) REQUIRE g.key IS UNIQUE;
