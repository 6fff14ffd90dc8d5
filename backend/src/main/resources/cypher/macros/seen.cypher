// Purpose: whether the reader may see the entity #, of whatever kind: the one rule for node(id) and for what trails show. A
// relation is seen with both its ends, a planned outage with its CI, the dismissal of a trend with the CI that the trend is about.
// A request for approval is seen with its record, a deployment with its release, a feed of the calendar by its owner
// and by who sees every organisation; a report of changes by who sees all of its organisation.
// What every reader with the permission sees is listed by its label; a kind that is not named here is seen by nobody. Never null,
// so that it may be negated.
// Parameters: v, from Visibility.parameters().
CASE
  WHEN #.confidentialityLevel IS NOT NULL THEN $$visible(#)$$
  WHEN #:CiRelation THEN
    COUNT {
      MATCH (end:ConfigurationItem)
      WHERE end.id IN [#.sourceId, #.targetId] AND $$visible(end)$$
    } = 2
  WHEN #:PlannedOutage THEN
    EXISTS {
      MATCH (#)-[:PLANNED_FOR]->(ci:ConfigurationItem)
      WHERE $$visible(ci)$$
    }
  WHEN #:ProblemTrendDismissal THEN
    #.scope = 'CLASS' OR EXISTS {
      MATCH (ci:ConfigurationItem {id: #.subjectId})
      WHERE $$visible(ci)$$
    }
  WHEN #:ApprovalRequest THEN
    EXISTS {
      MATCH (subject:Entity {id: #.recordId})
      WHERE $$visible(subject)$$
    }
  WHEN #:Deployment THEN
    EXISTS {
      MATCH (release:Entity {id: #.ticketId})
      WHERE $$visible(release)$$
    }
  WHEN #:ChangeReport THEN coalesce($v.everything OR (#.organisationId IN $v.organisations AND NOT $v.selfServiceOnly), false)
  WHEN #:CalendarFeed THEN coalesce($v.everything OR #.personId = $v.person, false)
  WHEN #:Person THEN $$in-reach(#)$$
  ELSE any(label IN labels(#) WHERE label IN [
    'ApprovalMaterialFields', 'ApprovalPolicy', 'BusinessCalendar', 'CabMeeting', 'ChangeCategory', 'ChangeChoice', 'ChangePriorityMatrix', 'ChangeRiskRules', 'ChangeTemplate', 'ChangeWindow', 'CiClass', 'CiControls', 'DeadLetter', 'Delegation', 'DeploymentEnvironment',
    'IncidentCategory', 'IncidentChoice', 'IncidentPriorityMatrix', 'Job', 'Organisation', 'ProblemCategory', 'ProblemChoice', 'ProblemPriorityMatrix', 'ReleaseCategory', 'ReleaseChoice', 'ReleasePriorityMatrix', 'SlaDefinition', 'Team', 'Timer'
  ])
END
