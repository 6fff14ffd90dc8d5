// kind: data
MERGE (r:Entity {id: '01900000-0000-7000-8000-000000000431'})
ON CREATE SET r:ChangeRiskRules, r.version = 1, r.revision = 0,
  r.names = [
    'Services fail', 'Many services fail', 'Critical services fail', 'Not all of the impact is known',
    'Services run without a spare', 'Conflicts', 'Freeze', 'No test', 'No back-out plan', 'Emergency',
    'Little history of the team', 'Changes of the team go wrong'
  ],
  r.conditions = [
    'impact.serviceCount > 0', 'impact.serviceCount >= 10', 'impact.criticalServiceCount > 0', '!impact.complete',
    'impact.withoutSpareCount > 0', 'conflicts.count > 0', "'FREEZE' in conflicts.kinds", '!change.hasTestPlan',
    '!change.hasBackOutPlan', "change.type == 'EMERGENCY'",
    'team.changeCount < 5', 'team.changeCount >= 5 && team.successRate < 0.9'
  ],
  r.points = [10, 15, 25, 20, 15, 15, 25, 15, 15, 10, 5, 15],
  r.reasons = [
    'Services that go down or are degraded: {impact.serviceCount}',
    'Ten services or more go down or are degraded: {impact.serviceCount}',
    'Critical services that go down or are degraded: {impact.criticalServiceCount}',
    'The impact was not worked out to its end.',
    'Services that go on working without a spare: {impact.withoutSpareCount}',
    'Conflicts: {conflicts.count} ({conflicts.kinds})',
    'A freeze holds.',
    'No test plan.',
    'No back-out plan.',
    'It is not assessed as a normal change is.',
    'Changes of the team that were closed lately: {team.changeCount}',
    'Of the last {team.changeCount} changes of the team {team.successCount} succeeded.'
  ],
  r.medium = 20, r.high = 50, r.veryHigh = 90;
