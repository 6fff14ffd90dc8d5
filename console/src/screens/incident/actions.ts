import type { I18n } from '@lingui/core';
import type { TypedDocumentNode } from 'urql';
import type { IncidentFormFragment } from '../../generated/graphql';
import type { Refusal } from '../../shared/refusals';
import { fieldName } from '../../shared/words';
import { changed } from './differences';
import * as documents from './documents';

export type FieldKind = 'line' | 'text' | 'level' | 'hold' | 'code' | 'time' | 'team' | 'member' | 'offering';

export interface Field {
  /** As the input of the mutation calls it. */
  name: string;
  label: string;
  kind: FieldKind;
  required: boolean;
}

/** A value of a form: a text, or what was chosen with its name. */
export type Value = string | { id: string; name: string } | null;
export type Values = Record<string, Value>;

export interface Action {
  name: string;
  label: string;
  /** What the button says that does it. */
  verb: string;
  key?: string;
  fields: Field[];
  begin(incident: IncidentFormFragment): Values;
  document: TypedDocumentNode<{ result: { userErrors: Refusal[] } }, Record<string, unknown>>;
  input(values: Values, before: IncidentFormFragment): Record<string, unknown> | null;
}

const plain = (value: Value | undefined): string | null =>
  value === null || value === undefined || value === '' ? null : typeof value === 'string' ? value : value.id;

/** An instant of a field for local times. */
const instant = (value: Value | undefined): string | null => {
  const text = plain(value);
  return text === null ? null : new Date(text).toISOString();
};

/** The actions that the console offers, if the API says that they are possible; each with the fields that it needs. */
export function actions(i18n: I18n): Action[] {
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
  const named = (value: { id: string; name: string } | null | undefined): Value =>
    value ? { id: value.id, name: value.name } : null;
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
        assigneeId: incident.assignee ? { id: incident.assignee.id, name: incident.assignee.displayName } : null,
      }),
      document: documents.AssignDocument as unknown as Action['document'],
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
      document: documents.StartDocument as unknown as Action['document'],
    },
    {
      name: 'RESUME',
      label: i18n._('Resume'),
      verb: i18n._('Resume'),
      ...nothing,
      document: documents.ResumeDocument as unknown as Action['document'],
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
      document: documents.HoldDocument as unknown as Action['document'],
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
      document: documents.ResolveDocument as unknown as Action['document'],
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
      document: documents.ConfirmDocument as unknown as Action['document'],
    },
    {
      name: 'CLOSE',
      label: i18n._('Close'),
      verb: i18n._('Close'),
      ...nothing,
      document: documents.CloseDocument as unknown as Action['document'],
    },
    {
      name: 'REOPEN',
      label: i18n._('Reopen'),
      verb: i18n._('Reopen'),
      ...because,
      document: documents.ReopenDocument as unknown as Action['document'],
    },
    {
      name: 'REVOKE_CLOSURE',
      label: i18n._('Revoke closure'),
      verb: i18n._('Revoke closure'),
      ...because,
      document: documents.RevokeClosureDocument as unknown as Action['document'],
    },
    {
      name: 'PRIORITISE',
      label: i18n._('Priority'),
      verb: i18n._('Set priority'),
      key: 'p',
      fields: [
        field('impact', fieldName(i18n, 'impact'), 'level'),
        field('urgency', fieldName(i18n, 'urgency'), 'level'),
      ],
      begin: (incident) => ({ impact: incident.impact, urgency: incident.urgency }),
      document: documents.PrioritiseDocument as unknown as Action['document'],
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
      document: documents.UpdateDocument as unknown as Action['document'],
      input: (values, before) => changed(before, values),
    },
    {
      name: 'CANCEL',
      label: i18n._('Cancel incident'),
      verb: i18n._('Cancel incident'),
      ...because,
      document: documents.CancelDocument as unknown as Action['document'],
    },
  ];
}
