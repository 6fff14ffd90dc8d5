import type { I18n } from '@lingui/core';
import type { ChangeFormFragment } from '../../generated/graphql';
import {
  type Action,
  type Field,
  type FieldKind,
  ids,
  instant,
  localTime,
  type Named,
  named,
  person,
  plain,
  type Values,
} from '../../record/actions';
import { changed } from '../../record/differences';
import { fieldName, levels, outcomeName, riskName } from '../../shared/words';

type ChangeAction = Action<ChangeFormFragment>;

const TEXTS = ['title', 'reason', 'description', 'plan', 'testPlan', 'backOutPlan', 'communicationPlan'] as const;

/**
 * The actions of changes that the console offers, if the API says that they are possible. Decisions are beside their evidence.
 *
 * @param freezes inside which the change is planned, as far as the reader sees them: of these it can be excepted
 * @param currency that of the installation, once it is known
 */
export function actions(i18n: I18n, freezes: readonly Named[] = [], currency?: string): ChangeAction[] {
  const field = (name: string, kind: FieldKind, required = true, label = fieldName(i18n, name)): Field => ({
    name,
    label,
    kind,
    required,
  });
  const choice = (name: string, options: { value: string; label: string }[], required = true): Field => ({
    ...field(name, 'choice', required),
    options,
  });
  const nothing = { fields: [], begin: () => ({}), input: () => null };
  /** A text alone, which the input calls so. */
  const words = (name: string, label: string, required = true) => ({
    fields: [field(name, 'text', required, label)],
    begin: (): Values => ({ [name]: '' }),
    input: (values: Values) => ({ [name]: required ? (plain(values[name]) ?? '') : plain(values[name]) }),
  });
  const simple = (
    name: string,
    label: string,
    key?: string,
  ): Pick<ChangeAction, 'name' | 'label' | 'verb' | 'key'> => ({
    name,
    label,
    verb: label,
    ...(key === undefined ? {} : { key }),
  });
  return [
    { ...simple('SUBMIT', i18n._('Submit'), 's'), ...nothing },
    {
      ...simple('ASSESS', i18n._('Assess'), 'v'),
      fields: [
        choice(
          'riskLevel',
          [
            { value: '', label: i18n._('As computed') },
            ...['LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH'].map((value) => ({ value, label: riskName(i18n, value) })),
          ],
          false,
        ),
        field('reason', 'text', false),
      ],
      begin: () => ({ riskLevel: '', reason: '' }),
      input: (values) => ({ riskLevel: plain(values.riskLevel), reason: plain(values.reason) }),
    },
    {
      ...simple('AUTHORISE_VERBALLY', i18n._('Authorised by word of mouth')),
      fields: [
        field('how', 'line', true, i18n._('In what way')),
        field('givenAt', 'time', false, i18n._('When, if not now')),
      ],
      begin: () => ({ how: '', givenAt: '' }),
      input: (values) => ({ how: plain(values.how), givenAt: instant(values.givenAt) }),
    },
    {
      ...simple('START', i18n._('Start'), 'b'),
      ...words('overrideReason', i18n._('Why in spite of what speaks against it'), false),
    },
    {
      ...simple('COMPLETE', i18n._('Complete'), 'd'),
      fields: [
        choice(
          'outcome',
          ['SUCCESSFUL', 'WITH_ISSUES', 'BACKED_OUT', 'FAILED', 'NOT_IMPLEMENTED'].map((value) => ({
            value,
            label: outcomeName(i18n, value),
          })),
        ),
        field('note', 'text', false, fieldName(i18n, 'outcomeNote')),
        field('applyGraphEdit', 'flag', false, i18n._('Make the graph edit, with issues too')),
      ],
      begin: () => ({ outcome: '', note: '', applyGraphEdit: '' }),
      input: (values) => ({
        // An empty one is refused at its field.
        ...(plain(values.outcome) === null ? {} : { outcome: plain(values.outcome) }),
        note: plain(values.note),
        ...(values.applyGraphEdit === 'yes' ? { applyGraphEdit: true } : {}),
      }),
    },
    { ...simple('CLOSE', i18n._('Close')), ...words('review', fieldName(i18n, 'review')) },
    {
      ...simple('FILE_PAPERWORK', i18n._('File the paperwork')),
      fields: [
        field('plan', 'text'),
        field('backOutPlan', 'text'),
        field('testPlan', 'text', false),
        field('noTestReason', 'text', false, i18n._('Why it was not tested')),
      ],
      begin: (change) => ({
        plan: change.plan ?? '',
        backOutPlan: change.backOutPlan ?? '',
        testPlan: change.testPlan ?? '',
        noTestReason: '',
      }),
      input: (values) => ({
        plan: plain(values.plan) ?? '',
        backOutPlan: plain(values.backOutPlan) ?? '',
        testPlan: plain(values.testPlan),
        noTestReason: plain(values.noTestReason),
      }),
    },
    {
      ...simple('RECORD_CAB_REVIEW', i18n._('Record the review by the board')),
      ...words('findings', fieldName(i18n, 'cabReviewFindings')),
    },
    {
      ...simple('ASSIGN', i18n._('Assign'), 'a'),
      fields: [field('teamId', 'team'), field('assigneeId', 'member', false)],
      begin: (change) => ({ teamId: named(change.team), assigneeId: person(change.assignee) }),
      input: (values) => ({ teamId: plain(values.teamId) ?? '', assigneeId: plain(values.assigneeId) }),
      unseats: (values, change) => hasApproved(change, plain(values.assigneeId)),
    },
    {
      ...simple('UPDATE', i18n._('Edit'), 'e'),
      verb: i18n._('Save'),
      fields: [
        field('title', 'line'),
        ...TEXTS.slice(1).map((name) => field(name, 'text', false)),
        field('estimatedCost', 'line', false, [fieldName(i18n, 'estimatedCost'), currency].filter(Boolean).join(', ')),
        field('from', 'time', false, fieldName(i18n, 'plannedFrom')),
        field('to', 'time', false, fieldName(i18n, 'plannedTo')),
        field('zone', 'line', false, fieldName(i18n, 'plannedZone')),
        field('implementerIds', 'people', false),
      ],
      begin: (change) => ({
        ...Object.fromEntries(TEXTS.map((name) => [name, change[name] ?? ''])),
        estimatedCost: String(change.estimatedCost ?? ''),
        from: localTime(change.plannedFrom),
        to: localTime(change.plannedTo),
        zone: change.plannedZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
        implementerIds: change.implementers.map(({ id, displayName }): Named => ({ id, name: displayName })),
      }),
      input: (values, change) => edited(values, change),
      edits: (values, change) => touched(values, change),
    },
    {
      ...simple('HOLD', i18n._('Hold'), 'h'),
      verb: i18n._('Put on hold'),
      fields: [field('reason', 'hold', true, fieldName(i18n, 'holdReason')), field('followUpAt', 'time', false)],
      begin: (change) => ({ reason: change.holdReason ?? '', followUpAt: '' }),
      input: (values) => ({ reason: plain(values.reason) ?? '', followUpAt: instant(values.followUpAt) }),
    },
    { ...simple('RESUME', i18n._('Resume')), ...nothing },
    {
      ...simple('PRIORITISE', i18n._('Priority'), 'p'),
      verb: i18n._('Set priority'),
      fields: [choice('impact', levels(i18n)), choice('urgency', levels(i18n))],
      begin: (change) => ({ impact: change.impact, urgency: change.urgency }),
      input: (values) => ({ impact: plain(values.impact), urgency: plain(values.urgency) }),
    },
    {
      ...simple('ADD_TASK', i18n._('Add a task'), 't'),
      adds: true,
      fields: [field('title', 'line'), field('position', 'line', true, i18n._('Position'))],
      begin: () => ({ title: '', position: '1' }),
      input: (values) => ({ title: plain(values.title) ?? '', position: Number(plain(values.position) ?? '1') || 0 }),
      edits: () => ['tasks'],
    },
    {
      ...simple('EXCLUDE_CIS', i18n._('Leave items out'), 'x'),
      fields: [field('ciIds', 'items'), field('reason', 'text')],
      begin: () => ({ ciIds: [], reason: '' }),
      input: (values) => ({ ciIds: ids(values.ciIds), reason: plain(values.reason) ?? '' }),
      edits: () => ['excludedCiIds'],
    },
    {
      ...simple('LINK_RECORDS', i18n._('Link incidents and problems'), 'i'),
      adds: true,
      fields: [
        field('incidentIds', 'incidents', false, i18n._('Incidents')),
        field('problemIds', 'problems', false, i18n._('Problems')),
      ],
      begin: () => ({ incidentIds: [], problemIds: [] }),
      input: (values) => ({ incidentIds: ids(values.incidentIds), problemIds: ids(values.problemIds) }),
    },
    {
      ...simple('REQUEST_FREEZE_EXCEPTION', i18n._('Ask for an exception from a freeze'), 'f'),
      fields: [
        {
          ...field('windowIds', 'chosen', true, i18n._('Freezes')),
          options: freezes.map(({ id, name }) => ({ value: id, label: name })),
        },
        field('reason', 'text', true, i18n._('Why it cannot wait')),
      ],
      begin: () => ({ windowIds: freezes.length === 1 ? [...freezes] : [], reason: '' }),
      input: (values) => ({ windowIds: ids(values.windowIds), reason: plain(values.reason) ?? '' }),
      edits: () => ['freezeWindowIds'],
    },
    { ...simple('MARK_UNAUTHORISED', i18n._('Mark as unauthorised')), ...words('reason', fieldName(i18n, 'reason')) },
    { ...simple('REJECT', i18n._('Reject')), ...words('reason', fieldName(i18n, 'reason')) },
    { ...simple('CANCEL', i18n._('Cancel change')), ...words('reason', fieldName(i18n, 'reason')) },
  ];
}

/** The texts that were changed, as the input has them. */
function texts(values: Values, change: ChangeFormFragment): Record<string, unknown> {
  return changed(
    change as unknown as Record<string, unknown>,
    Object.fromEntries(TEXTS.map((name) => [name, values[name] ?? null])),
  );
}

/** Which parts of the window were changed; none as long as it has neither a beginning nor an end. */
function moved(values: Values, change: ChangeFormFragment): ('from' | 'to' | 'zone')[] {
  if (plain(values.from) === null && plain(values.to) === null) return [];
  const before = {
    from: localTime(change.plannedFrom),
    to: localTime(change.plannedTo),
    zone: change.plannedZone ?? '',
  };
  return (['from', 'to', 'zone'] as const).filter((name) => (plain(values[name]) ?? '') !== before[name]);
}

function othersImplement(values: Values, change: ChangeFormFragment): boolean {
  const people = ids(values.implementerIds);
  const were = change.implementers.map(({ id }) => id);
  return people.length !== were.length || people.some((id) => !were.includes(id));
}

/** Only what was changed: what was approved is not withdrawn by fields that nobody has touched. */
function edited(values: Values, change: ChangeFormFragment): Record<string, unknown> {
  const input = texts(values, change);
  if (costsOtherwise(values, change)) input.estimatedCost = amount(values);
  if (moved(values, change).length > 0) {
    input.window = { from: instant(values.from), to: instant(values.to), zone: plain(values.zone) ?? 'UTC' };
  }
  if (othersImplement(values, change)) input.implementerIds = ids(values.implementerIds);
  return input;
}

/** Nobody approves their own work: who has approved, or had a deputy do it, and is assigned has not any more. */
function hasApproved(change: ChangeFormFragment, personId: string | null): boolean {
  return (
    change.materialFields.length > 0 &&
    personId !== null &&
    change.approvals.some(
      (request) =>
        request.current &&
        (request.state === 'APPROVED' || request.state === 'APPROVED_WITH_CONDITIONS') &&
        (request.decidedBy?.id === personId || request.delegatedFrom?.id === personId),
    )
  );
}

/** The same by the names of what approvals are for. */
function touched(values: Values, change: ChangeFormFragment): string[] {
  const window = moved(values, change);
  return [
    ...Object.keys(texts(values, change)),
    ...(window.includes('from') ? ['plannedFrom'] : []),
    ...(window.includes('to') ? ['plannedTo'] : []),
    ...(othersImplement(values, change) ? ['implementerIds'] : []),
    ...(costsOtherwise(values, change) ? ['estimatedCost'] : []),
  ];
}

/** The amount that was typed, null for none. What is no number is sent as an amount that the API refuses at its field: it would clear it else. */
function amount(values: Values): number | null {
  const text = (plain(values.estimatedCost) ?? '').trim();
  if (text === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : -1;
}

function costsOtherwise(values: Values, change: ChangeFormFragment): boolean {
  return amount(values) !== (change.estimatedCost ?? null);
}
