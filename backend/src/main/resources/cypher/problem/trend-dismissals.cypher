// Purpose: the dismissals of trends.
// Parameters: keys. Index: problem_trend_dismissal_key. Row: dismissal.
UNWIND $keys AS key
MATCH (d:ProblemTrendDismissal {key: key})
RETURN d AS dismissal
