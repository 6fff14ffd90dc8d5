// kind: schema
CREATE CONSTRAINT problem_trend_dismissal_key IF NOT EXISTS FOR (d:ProblemTrendDismissal) REQUIRE d.key IS UNIQUE;
