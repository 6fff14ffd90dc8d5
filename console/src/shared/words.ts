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

export function fieldName(i18n: I18n, field: string): string {
  switch (field) {
    case 'title':
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
      return i18n._('Team');
    case 'assignee':
      return i18n._('Assignee');
    case 'serviceOffering':
      return i18n._('Service offering');
    case 'holdReason':
      return i18n._('Hold reason');
    case 'resolution':
      return i18n._('Resolution');
    default:
      return field;
  }
}
