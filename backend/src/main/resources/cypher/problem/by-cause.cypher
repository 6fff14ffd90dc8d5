// Purpose: how many visible problems there are of each kind of cause, and how many of them are open.
// Parameters: v. Index: problem_cause. Row: category, problems, open.
MATCH (p:Problem) WHERE p.causeCategory IS NOT NULL AND $$visible(p)$$
RETURN p.causeCategory AS category, count(p) AS problems, sum(CASE WHEN p.open THEN 1 ELSE 0 END) AS open
ORDER BY problems DESC, category
