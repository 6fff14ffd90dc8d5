// Purpose: creates the dismissal of a trend if there is none, and takes its lock; revision 0 says that it is new.
// Parameters: key, id, scope, subjectId, lock. Index: problem_trend_dismissal_key. Row: dismissal.
MERGE (d:ProblemTrendDismissal {key: $key})
ON CREATE SET d:Entity, d.id = $id, d.scope = $scope, d.subjectId = $subjectId, d.revision = 0
SET d.lockedBy = $lock
RETURN d AS dismissal
