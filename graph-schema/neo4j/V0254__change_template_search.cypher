// kind: schema
// Change templates by their names, for searches while the search engine is away.
CREATE FULLTEXT INDEX change_template_text IF NOT EXISTS FOR (t:ChangeTemplate) ON EACH [t.name, t.title] OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}};
