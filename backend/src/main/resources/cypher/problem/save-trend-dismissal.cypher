// Purpose: writes the dismissal of a trend whose lock is held.
// Parameters: key, properties. Index: problem_trend_dismissal_key. Row: none.
MATCH (d:ProblemTrendDismissal {key: $key})
SET d += $properties
