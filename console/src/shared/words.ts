import type { I18n } from '@lingui/core';

// What the codes of the API are called, in one place.

export function stateName(i18n: I18n, state: string): string {
  switch (state) {
    case 'NEW':
      return i18n._('New');
    case 'IN_PROGRESS':
      return i18n._('In progress');
    case 'ON_HOLD':
      return i18n._('On hold');
    case 'RESOLVED':
      return i18n._('Resolved');
    case 'CLOSED':
      return i18n._('Closed');
    case 'CANCELLED':
      return i18n._('Cancelled');
    case 'DRAFT':
      return i18n._('Draft');
    case 'ASSESSMENT':
      return i18n._('Assessment');
    case 'AUTHORISATION':
      return i18n._('Authorisation');
    case 'SCHEDULED':
      return i18n._('Scheduled');
    case 'IMPLEMENTING':
      return i18n._('Implementing');
    case 'REVIEW':
      return i18n._('Review');
    case 'RUNNING':
      return i18n._('Running');
    case 'SUCCEEDED':
      return i18n._('Succeeded');
    case 'FAILED':
      return i18n._('Failed');
    case 'PLANNED':
      return i18n._('Planned');
    case 'BUILT':
      return i18n._('Built');
    case 'READY':
      return i18n._('Ready');
    case 'APPROVED':
      return i18n._('Approved');
    case 'DEPLOYING':
      return i18n._('Deploying');
    case 'DEPLOYED':
      return i18n._('Deployed');
    case 'EARLY_LIFE':
      return i18n._('Early life');
    case 'ROLLED_BACK':
      return i18n._('Rolled back');
    default:
      return state;
  }
}

export function levelName(i18n: I18n, level: string): string {
  switch (level) {
    case 'HIGH':
      return i18n._('High');
    case 'MEDIUM':
      return i18n._('Medium');
    case 'LOW':
      return i18n._('Low');
    default:
      return level;
  }
}

/** From the greatest on, as a field offers them. */
export function levels(i18n: I18n): { value: string; label: string }[] {
  return ['HIGH', 'MEDIUM', 'LOW'].map((value) => ({ value, label: levelName(i18n, value) }));
}

export function metricName(i18n: I18n, metric: string): string {
  return metric === 'RESPONSE' ? i18n._('Response') : i18n._('Resolution');
}

export function channelName(i18n: I18n, channel: string): string {
  switch (channel) {
    case 'PHONE':
      return i18n._('Phone');
    case 'EMAIL':
      return i18n._('E-mail');
    case 'CHAT':
      return i18n._('Chat');
    case 'PORTAL':
      return i18n._('Portal');
    case 'IN_PERSON':
      return i18n._('In person');
    case 'MONITORING':
      return i18n._('Monitoring');
    case 'API':
      return i18n._('API');
    default:
      return channel;
  }
}

export function impactStateName(i18n: I18n, state: string): string {
  switch (state) {
    case 'DOWN':
      return i18n._('Down');
    case 'DEGRADED':
      return i18n._('Degraded');
    case 'AT_RISK':
      return i18n._('At risk');
    case 'REDUCED':
      return i18n._('Reduced');
    default:
      return state;
  }
}

export function confidentialityName(i18n: I18n, level: string): string {
  switch (level) {
    case 'CONFIDENTIAL':
      return i18n._('Confidential');
    case 'SECRET':
      return i18n._('Secret');
    case 'TOP_SECRET':
      return i18n._('Top secret');
    default:
      return i18n._('Internal');
  }
}

/** A field, as the API, its inputs and histories name it. */
/** A size in the units that people know it in. */
export function bytes(i18n: I18n, size: number): string {
  const [unit, divisor] = size < 1_000 ? ['byte', 1] : size < 1_000_000 ? ['kilobyte', 1_000] : ['megabyte', 1_000_000];
  return i18n.number(size / Number(divisor), {
    style: 'unit',
    unit: String(unit),
    unitDisplay: 'short',
    maximumFractionDigits: size < 10 * Number(divisor) ? 1 : 0,
  });
}

export function fieldName(i18n: I18n, field: string): string {
  switch (field) {
    case 'attachments':
      return i18n._('Attachments');
    case 'title':
    case 'name':
      return i18n._('Title');
    case 'description':
      return i18n._('Description');
    case 'symptom':
      return i18n._('Symptom');
    case 'location':
      return i18n._('Location');
    case 'state':
      return i18n._('State');
    case 'priority':
      return i18n._('Priority');
    case 'impact':
      return i18n._('Impact');
    case 'urgency':
      return i18n._('Urgency');
    case 'team':
    case 'teamId':
    case 'routedTeamId':
      return i18n._('Team');
    case 'assignee':
    case 'assigneeId':
      return i18n._('Assignee');
    case 'serviceOffering':
    case 'serviceOfferingId':
      return i18n._('Service offering');
    case 'holdReason':
      return i18n._('Hold reason');
    case 'resolution':
      return i18n._('Resolution');
    case 'resolutionCode':
      return i18n._('Resolution code');
    case 'category':
    case 'categoryId':
      return i18n._('Category');
    case 'organisation':
    case 'organisationId':
      return i18n._('Organisation');
    case 'affectedPersonId':
      return i18n._('Affected person');
    case 'reporterId':
    case 'reporter':
      return i18n._('Reporter');
    case 'channel':
      return i18n._('Channel');
    case 'customerClass':
      return i18n._('Customer class');
    case 'closure':
      return i18n._('Closure');
    case 'cancelReason':
      return i18n._('Reason of cancellation');
    case 'reopenCount':
      return i18n._('Reopened');
    case 'reportedAt':
      return i18n._('Reported');
    case 'resolvedAt':
      return i18n._('Resolved');
    case 'restoredAt':
      return i18n._('Service was back at');
    case 'closedAt':
      return i18n._('Closed');
    case 'firstDueAt':
      return i18n._('First due');
    case 'followUpAt':
      return i18n._('Remind at');
    case 'confidentiality':
      return i18n._('Confidentiality');
    case 'confidentialUntil':
      return i18n._('Confidential until');
    case 'impactOrigin':
    case 'impactDecidedById':
      return i18n._('Origin of the impact');
    case 'routingRule':
    case 'routingSourceId':
      return i18n._('Routed by');
    case 'ciIds':
    case 'affectedCis':
      return i18n._('Configuration items');
    case 'reason':
      return i18n._('Reason');
    case 'plan':
      return i18n._('Plan');
    case 'testPlan':
      return i18n._('Test plan');
    case 'backOutPlan':
      return i18n._('Back-out plan');
    case 'communicationPlan':
      return i18n._('Communication plan');
    case 'estimatedCost':
      return i18n._('Estimated cost');
    case 'implementers':
    case 'implementerIds':
      return i18n._('Implementers');
    case 'plannedFrom':
      return i18n._('Planned from');
    case 'plannedTo':
      return i18n._('Planned to');
    case 'plannedZone':
      return i18n._('Zone');
    case 'actualFrom':
      return i18n._('Begun');
    case 'actualTo':
      return i18n._('Ended');
    case 'riskLevel':
      return i18n._('Risk');
    case 'riskReason':
      return i18n._('Reason of the risk');
    case 'rejectionReason':
      return i18n._('Reason of the rejection');
    case 'outcome':
      return i18n._('Outcome');
    case 'outcomeNote':
      return i18n._('Note on the outcome');
    case 'review':
      return i18n._('Review');
    case 'noCisReason':
      return i18n._('Why no item is changed');
    case 'imminentRisk':
      return i18n._('Imminent risk');
    case 'type':
      return i18n._('Type');
    case 'evidenceHash':
      return i18n._('Evidence');
    case 'number':
      return i18n._('Number');
    case 'changeIds':
    case 'conflictingChangeIds':
    case 'changeId':
      return i18n._('Changes');
    case 'recordIds':
    case 'incidentIds':
    case 'problemIds':
      return i18n._('Records');
    case 'graphEditApplied':
      return i18n._('Graph edit');
    case 'completedTasks':
      return i18n._('Tasks');
    case 'taskOwnerId':
      return i18n._('Owner of a task');
    case 'taskTeamId':
      return i18n._('Team of a task');
    case 'taskDueAt':
      return i18n._('A task is due');
    case 'assessedById':
      return i18n._('Assessed by');
    case 'assessedAt':
      return i18n._('Assessed');
    case 'authorisedById':
      return i18n._('Authorised by');
    case 'authorisedAt':
      return i18n._('Authorised');
    case 'authorisedHow':
      return i18n._('In what way');
    case 'computedRiskLevel':
      return i18n._('Computed risk');
    case 'riskPoints':
      return i18n._('Points of the risk');
    case 'riskRuleReasons':
      return i18n._('Reasons of the points');
    case 'paperworkDueAt':
      return i18n._('Paperwork is due');
    case 'paperworkFiledAt':
      return i18n._('Paperwork was filed');
    case 'cabReviewDueAt':
      return i18n._('Review by the board is due');
    case 'cabReviewedAt':
      return i18n._('Reviewed by the board');
    case 'cabReviewedById':
      return i18n._('Review by the board recorded by');
    case 'cabReviewFindings':
      return i18n._('What the board found');
    case 'unauthorised':
      return i18n._('Unauthorised');
    case 'unauthorisedById':
      return i18n._('Marked by');
    case 'unauthorisedAt':
      return i18n._('Marked');
    case 'unauthorisedReason':
      return i18n._('Reason of the mark');
    case 'excludedCiIds':
      return i18n._('Items that are left out');
    case 'excludedCiReasons':
      return i18n._('Why they are left out');
    case 'templateId':
      return i18n._('Template');
    case 'noTestReason':
      return i18n._('Why it was not tested');
    case 'overrideReason':
      return i18n._('Why in spite of what speaks against it');
    case 'freezeExceptionReason':
      return i18n._('Reason of the exception');
    default:
      return apart(field);
  }
}

/** What has no name here, as it is called in the API, in words. */
function apart(code: string): string {
  return code
    .replace(/Ids?$/, '')
    .replace(/([A-Z]+)/g, ' $1')
    .replace(/[_-]/g, ' ')
    .toLowerCase()
    .trim();
}

/** A value of a field that has codes, as people call it; other values are as they were written. */
export function valueName(i18n: I18n, field: string, value: string): string {
  switch (field) {
    case 'state':
      return stateName(i18n, value);
    case 'impact':
    case 'urgency':
      return levelName(i18n, value);
    case 'channel':
      return channelName(i18n, value);
    case 'confidentiality':
      return confidentialityName(i18n, value);
    case 'riskLevel':
    case 'computedRiskLevel':
      return riskName(i18n, value);
    case 'outcome':
      return outcomeName(i18n, value);
    case 'type':
      return changeTypeName(i18n, value);
    default:
      return value;
  }
}

/** What was done, after who did it: `incident.hold`. */
export function actionName(i18n: I18n, action: string): string {
  const code = action.slice(action.indexOf('.') + 1);
  switch (code) {
    case 'report':
      return i18n._('reported it');
    case 'request':
      return i18n._('requested it');
    case 'assign':
      return i18n._('assigned it');
    case 'attach':
      return i18n._('attached files');
    case 'detach':
      return i18n._('removed files');
    case 'start':
      return i18n._('began');
    case 'hold':
      return i18n._('put it on hold');
    case 'resume':
      return i18n._('resumed it');
    case 'resolve':
      return i18n._('resolved it');
    case 'confirm':
      return i18n._('confirmed it');
    case 'close':
      return i18n._('closed it');
    case 'auto-close':
      return i18n._('closed it, because nobody objected');
    case 'reopen':
      return i18n._('reopened it');
    case 'revoke-closure':
      return i18n._('revoked the closure');
    case 'cancel':
      return i18n._('cancelled it');
    case 'update':
      return i18n._('edited it');
    case 'prioritise':
      return i18n._('set the priority');
    case 'classify':
      return i18n._('set the confidentiality');
    case 'declassify':
      return i18n._('lifted the confidentiality');
    case 'link-cis':
      return i18n._('linked items');
    case 'unlink-cis':
      return i18n._('unlinked items');
    case 'exclude-cis':
      return i18n._('left items out');
    case 'include-cis':
      return i18n._('took items in again');
    case 'correct-entry':
      return i18n._('corrected an entry');
    case 'set-customer-class':
      return i18n._('set the customer class');
    case 'submit':
      return i18n._('submitted it');
    case 'assess':
      return i18n._('assessed it');
    case 'authorise':
      return i18n._('authorised it');
    case 'authorise-verbally':
      return i18n._('authorised it by word of mouth');
    case 'reject':
      return i18n._('rejected it');
    case 'decide':
      return i18n._('decided on it');
    case 'complete':
      return i18n._('completed it');
    case 'add-task':
      return i18n._('added a task');
    case 'update-task':
      return i18n._('edited a task');
    case 'remove-task':
      return i18n._('removed a task');
    case 'complete-task':
      return i18n._('completed a task');
    case 'set-graph-edit':
      return i18n._('set the graph edit');
    case 'link-records':
      return i18n._('linked records');
    case 'unlink-records':
      return i18n._('unlinked records');
    case 'file-paperwork':
      return i18n._('filed the paperwork');
    case 'mark-unauthorised':
      return i18n._('marked it as unauthorised');
    case 'request-freeze-exception':
      return i18n._('asked for an exception from a freeze');
    default:
      return apart(code);
  }
}

export function levelEventName(i18n: I18n, event: string): string {
  switch (event) {
    case 'STARTED':
      return i18n._('the clock began');
    case 'PAUSED':
      return i18n._('the clock pauses');
    case 'RESUMED':
      return i18n._('the clock goes on');
    case 'BREACHED':
      return i18n._('the deadline has passed');
    case 'MET':
      return i18n._('met in time');
    case 'MISSED':
      return i18n._('ended too late');
    case 'CANCELLED':
      return i18n._('the clock was cancelled');
    default:
      return event;
  }
}

export function shownName(i18n: I18n, shown: string): string {
  switch (shown) {
    case 'all':
      return i18n._('Everything');
    case 'comments':
      return i18n._('Comments');
    case 'notes':
      return i18n._('Work notes');
    case 'history':
      return i18n._('History');
    case 'levels':
      return i18n._('Service levels');
    default:
      return shown;
  }
}

/** Why a service level clock counts or does not. */
export function intervalReason(i18n: I18n, reason: string): string {
  switch (reason) {
    case 'RUNNING':
      return i18n._('runs');
    case 'ON_HOLD':
      return i18n._('on hold');
    case 'OUTSIDE_BUSINESS_TIME':
      return i18n._('outside business time');
    case 'RESOLVED':
      return i18n._('resolved');
    case 'NO_DEFINITION':
      return i18n._('no service level held');
    case 'BEFORE_RESTART':
      return i18n._('before it began anew');
    default:
      return reason;
  }
}

export function riskName(i18n: I18n, level: string): string {
  switch (level) {
    case 'LOW':
      return i18n._('Low');
    case 'MEDIUM':
      return i18n._('Medium');
    case 'HIGH':
      return i18n._('High');
    case 'VERY_HIGH':
      return i18n._('Very high');
    default:
      return level;
  }
}

export function outcomeName(i18n: I18n, outcome: string): string {
  switch (outcome) {
    case 'SUCCESSFUL':
      return i18n._('Successful');
    case 'WITH_ISSUES':
      return i18n._('With issues');
    case 'BACKED_OUT':
      return i18n._('Backed out');
    case 'FAILED':
      return i18n._('Failed');
    case 'NOT_IMPLEMENTED':
      return i18n._('Not implemented');
    default:
      return outcome;
  }
}

export function changeTypeName(i18n: I18n, type: string): string {
  switch (type) {
    case 'NORMAL':
      return i18n._('Normal');
    case 'STANDARD':
      return i18n._('Standard');
    case 'EMERGENCY':
      return i18n._('Emergency');
    case 'MAJOR':
      return i18n._('Major');
    case 'MINOR':
      return i18n._('Minor');
    default:
      return type;
  }
}

export function conflictName(i18n: I18n, kind: string): string {
  switch (kind) {
    case 'SAME_CI':
      return i18n._('Same item');
    case 'DEPENDENCY':
      return i18n._('Depends on it');
    case 'REDUNDANCY_GROUP':
      return i18n._('Redundancy lost');
    case 'IMPLEMENTER':
      return i18n._('Same people');
    case 'FREEZE':
      return i18n._('Freeze');
    case 'OUTSIDE_MAINTENANCE_WINDOW':
      return i18n._('Outside a maintenance window');
    case 'CI_IMPAIRED':
      return i18n._('Item is impaired');
    case 'OPEN_INCIDENT':
      return i18n._('Open incident');
    default:
      return kind;
  }
}

export function approvalStateName(i18n: I18n, state: string): string {
  switch (state) {
    case 'WAITING':
      return i18n._('Waiting');
    case 'UPCOMING':
      return i18n._('Later');
    case 'APPROVED':
      return i18n._('Approved');
    case 'APPROVED_WITH_CONDITIONS':
      return i18n._('Approved with conditions');
    case 'REJECTED':
      return i18n._('Rejected');
    case 'ABSTAINED':
      return i18n._('Abstained');
    case 'INFORMATION_ASKED':
      return i18n._('Asked for information');
    case 'EXPIRED':
      return i18n._('Expired');
    case 'WITHDRAWN':
      return i18n._('Withdrawn');
    default:
      return state;
  }
}

export function decisionName(i18n: I18n, decision: string): string {
  switch (decision) {
    case 'APPROVE':
      return i18n._('Approve');
    case 'APPROVE_WITH_CONDITIONS':
      return i18n._('Approve with conditions');
    case 'REJECT':
      return i18n._('Reject');
    case 'ABSTAIN':
      return i18n._('Abstain');
    default:
      return decision;
  }
}

export function evidencePartName(i18n: I18n, part: string): string {
  switch (part) {
    case 'CONFLICT':
      return i18n._('conflicts');
    case 'EXCLUSION':
      return i18n._('exclusions');
    case 'FIELD':
      return i18n._('plan');
    case 'IMPACT':
      return i18n._('impact');
    case 'ITEM':
      return i18n._('items');
    case 'RISK':
      return i18n._('risk');
    default:
      return part;
  }
}

export function calendarKindName(i18n: I18n, kind: string): string {
  switch (kind) {
    case 'CHANGE':
      return i18n._('Changes');
    case 'FREEZE':
      return i18n._('Freezes');
    case 'MAINTENANCE_WINDOW':
      return i18n._('Maintenance windows');
    case 'PLANNED_OUTAGE':
      return i18n._('Planned outages');
    case 'DEPLOYMENT':
      return i18n._('Deployments');
    case 'EARLY_LIFE':
      return i18n._('Early life');
    case 'RELEASE':
      return i18n._('Effective dates');
    case 'CAB_MEETING':
      return i18n._('Board meetings');
    default:
      return kind;
  }
}

/** Who is asked where it is nobody by name: a role, or what somebody has to do with the record. */
export function approverName(i18n: I18n, approver: string): string {
  switch (approver) {
    case 'CHANGE_MANAGER':
      return i18n._('Change managers');
    case 'SERVICE_MANAGER':
      return i18n._('Service managers');
    case 'RELEASE_MANAGER':
      return i18n._('Release managers');
    case 'PROBLEM_MANAGER':
      return i18n._('Problem managers');
    case 'CONFIGURATION_MANAGER':
      return i18n._('Configuration managers');
    case 'ADMINISTRATOR':
      return i18n._('Administrators');
    case 'AUDITOR':
      return i18n._('Auditors');
    case 'AGENT':
      return i18n._('Agents');
    case 'TEAM_LEAD':
      return i18n._('Team leads');
    case 'REQUESTER':
      return i18n._('Requesters');
    case 'CAB':
    case 'CAB_MEMBER':
      return i18n._('The CAB');
    case 'CI_OWNER':
      return i18n._('Owners of the items');
    case 'SERVICE_OWNER':
      return i18n._('Owners of the services');
    default:
      return approver;
  }
}

export function taskStateName(i18n: I18n, state: string): string {
  switch (state) {
    case 'OPEN':
      return i18n._('Open');
    case 'DONE':
      return i18n._('Done');
    case 'NOT_DONE':
      return i18n._('Not done');
    default:
      return state;
  }
}

export function exceptionStateName(i18n: I18n, state: string): string {
  switch (state) {
    case 'REQUESTED':
      return i18n._('asked for');
    case 'GRANTED':
      return i18n._('granted');
    case 'WITHDRAWN':
      return i18n._('withdrawn');
    default:
      return state;
  }
}
