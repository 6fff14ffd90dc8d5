import type { I18n } from '@lingui/core';
import type { IncidentFormFragment } from '../../generated/graphql';
import {
  type Action,
  type Field,
  type FieldKind,
  instant,
  named,
  person,
  plain,
  type Values,
} from '../../record/actions';
import { changed } from '../../record/differences';
import { fieldName, levels } from '../../shared/words';

/** The actions that the console offers, if the API says that they are possible; each with the fields that it needs. */
export function actions(i18n: I18n): Action<IncidentFormFragment>[] {
  const field = (name: string, label: string, kind: FieldKind, required = true): Field => ({
    name,
    label,
    kind,
    required,
  });
  const reason = field('reason', i18n._('Reason'), 'text');
  const nothing = { fields: [], begin: () => ({}), input: () => null };
  const because = {
    fields: [reason],
    begin: () => ({ reason: '' }),
    input: (values: Values) => ({ reason: plain(values.reason) ?? '' }),
  };
  return [
    {
      name: 'ASSIGN',
      label: i18n._('Assign'),
      verb: i18n._('Assign'),
      key: 'a',
      fields: [
        field('serviceOfferingId', fieldName(i18n, 'serviceOffering'), 'offering'),
        field('teamId', fieldName(i18n, 'team'), 'team'),
        field('assigneeId', fieldName(i18n, 'assignee'), 'member', false),
      ],
      begin: (incident) => ({
        serviceOfferingId: named(incident.serviceOffering ?? incident.suggestedServiceOfferings[0]),
        teamId: named(incident.team),
        assigneeId: person(incident.assignee),
      }),
      input: (values) => ({
        teamId: plain(values.teamId) ?? '',
        serviceOfferingId: plain(values.serviceOfferingId),
        assigneeId: plain(values.assigneeId),
      }),
    },
    {
      name: 'START',
      label: i18n._('Start work'),
      verb: i18n._('Start work'),
      ...nothing,
    },
    {
      name: 'RESUME',
      label: i18n._('Resume'),
      verb: i18n._('Resume'),
      ...nothing,
    },
    {
      name: 'HOLD',
      label: i18n._('Hold'),
      verb: i18n._('Put on hold'),
      key: 'h',
      fields: [
        field('reason', fieldName(i18n, 'holdReason'), 'hold'),
        field('followUpAt', i18n._('Remind at'), 'time', false),
      ],
      begin: (incident) => ({ reason: incident.holdReason ?? '', followUpAt: '' }),
      input: (values) => ({ reason: plain(values.reason) ?? '', followUpAt: instant(values.followUpAt) }),
    },
    {
      name: 'RESOLVE',
      label: i18n._('Resolve'),
      verb: i18n._('Resolve'),
      key: 'r',
      fields: [
        field('code', i18n._('Resolution code'), 'code'),
        field('resolution', fieldName(i18n, 'resolution'), 'text'),
        field('restoredAt', i18n._('Service was back at'), 'time', false),
      ],
      begin: () => ({ code: '', resolution: '', restoredAt: '' }),
      input: (values) => ({
        code: plain(values.code) ?? '',
        resolution: plain(values.resolution) ?? '',
        restoredAt: instant(values.restoredAt),
      }),
    },
    {
      name: 'CONFIRM',
      label: i18n._('Confirm'),
      verb: i18n._('Confirm that it works'),
      ...nothing,
    },
    {
      name: 'CLOSE',
      label: i18n._('Close'),
      verb: i18n._('Close'),
      ...nothing,
    },
    {
      name: 'REOPEN',
      label: i18n._('Reopen'),
      verb: i18n._('Reopen'),
      ...because,
    },
    {
      name: 'REVOKE_CLOSURE',
      label: i18n._('Revoke closure'),
      verb: i18n._('Revoke closure'),
      ...because,
    },
    {
      name: 'PRIORITISE',
      label: i18n._('Priority'),
      verb: i18n._('Set priority'),
      key: 'p',
      fields: [
        { ...field('impact', fieldName(i18n, 'impact'), 'choice'), options: levels(i18n) },
        { ...field('urgency', fieldName(i18n, 'urgency'), 'choice'), options: levels(i18n) },
      ],
      begin: (incident) => ({ impact: incident.impact, urgency: incident.urgency }),
      input: (values) => ({ impact: plain(values.impact), urgency: plain(values.urgency) }),
    },
    {
      name: 'UPDATE',
      label: i18n._('Edit'),
      verb: i18n._('Save'),
      key: 'e',
      fields: [
        field('title', fieldName(i18n, 'title'), 'line'),
        field('description', fieldName(i18n, 'description'), 'text', false),
        field('symptom', fieldName(i18n, 'symptom'), 'line', false),
        field('location', fieldName(i18n, 'location'), 'line', false),
      ],
      begin: (incident) => ({
        title: incident.title,
        description: incident.description ?? '',
        symptom: incident.symptom ?? '',
        location: incident.location ?? '',
      }),
      input: (values, before) => changed(before, values),
    },
    {
      name: 'CANCEL',
      label: i18n._('Cancel incident'),
      verb: i18n._('Cancel incident'),
      ...because,
    },
  ];
}
