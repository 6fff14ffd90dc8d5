import { readFileSync } from 'node:fs';
import { i18n } from '@lingui/core';
import { buildSchema, type GraphQLInputObjectType, isRequiredInputField, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { ChangeFormFragment, IncidentFormFragment } from '../generated/graphql';
import { actions as changeActions } from '../screens/change/actions';
import { actions as incidentActions } from '../screens/incident/actions';
import { type Action, type Editable, type Values, withdraws } from './actions';
import { add, addresses, edit, type Kind } from './mutations';
import { MOST, namesQuery } from './namesQuery';

const schema = buildSchema(readFileSync('../graph-schema/snapshots/schema.graphql', 'utf8'));
i18n.loadAndActivate({ locale: 'en', messages: {} });

const at = '2026-11-05T09:00:00Z';
const someone = { id: '1', displayName: 'Somebody' };
const common = { id: '1', number: '1', version: 1, team: null, assignee: someone, suggestedServiceOfferings: [] };
const incident = { ...common, impact: 'LOW', urgency: 'LOW', title: 'x' } as unknown as IncidentFormFragment;
const change = {
  ...common,
  impact: 'LOW',
  urgency: 'LOW',
  plannedFrom: at,
  plannedTo: at,
  implementers: [],
} as unknown as ChangeFormFragment;

function faults(document: string): string[] {
  return validate(schema, parse(document)).map((fault) => fault.message);
}

/** What a form sends that the input has not, and what the input needs that it does not send. */
function misfits<R extends Editable>(kind: Kind, action: Action<R>, record: R): string[] {
  const values = Object.fromEntries(
    action.fields.map((field) => [
      field.name,
      field.kind === 'time'
        ? '2026-11-06T10:00'
        : ['people', 'items', 'incidents', 'problems', 'chosen'].includes(field.kind)
          ? [{ id: '2', name: 'y' }]
          : field.kind === 'choice'
            ? (field.options?.at(-1)?.value ?? null)
            : field.kind === 'flag'
              ? 'yes'
              : '7',
    ]),
  );
  const input = action.input({ ...action.begin(record), ...values }, record);
  if (input === null) return [];
  const mutation = /mutation (\w+)/.exec(edit(kind, action.name, true))?.[1];
  const type = schema.getType(`${mutation}Input`) as GraphQLInputObjectType;
  const fields = type.getFields();
  return [
    ...Object.keys(input).filter((name) => fields[name] === undefined),
    ...Object.values(fields)
      .filter((field) => isRequiredInputField(field) && input[field.name] == null)
      .map((field) => `${field.name} is missing`),
  ];
}

describe('mutations that are made from their names', () => {
  it.each([
    ...incidentActions(i18n).map((action) => ['incident', action, incident] as const),
    ...changeActions(i18n).map((action) => ['change', action, change] as const),
  ])('are in the schema: %s $1.name', (kind, action, record) => {
    const form = action as unknown as Action<Editable>;
    const withInput = form.fields.length > 0;
    expect(faults(form.adds ? add(kind, form.name) : edit(kind, form.name, withInput))).toEqual([]);
    expect(misfits(kind, form, record)).toEqual([]);
  });

  it.each(['incident', 'change'] as const)('link, unlink and say something: %s', (kind) => {
    for (const action of ['COMMENT', 'ADD_WORK_NOTE', 'LINK_CIS']) expect(faults(add(kind, action))).toEqual([]);
    expect(faults(edit(kind, 'UNLINK_CIS', true))).toEqual([]);
  });

  it.each(['incident', 'change'] as const)('attach files, remove them and say where they are: %s', (kind) => {
    expect(faults(add(kind, 'ATTACH'))).toEqual([]);
    expect(faults(edit(kind, 'DETACH', true))).toEqual([]);
    expect(faults(addresses(kind))).toEqual([]);
  });

  it('take back what a change leaves out and what it resolves', () => {
    for (const action of ['INCLUDE_CIS', 'UNLINK_RECORDS']) expect(faults(edit('change', action, true))).toEqual([]);
  });

  it('complete tasks', () => expect(faults(add('change', 'COMPLETE_TASK'))).toEqual([]));

  it('are told from what is none', () => {
    expect(faults(edit('incident', 'EXPLODE', false))).not.toEqual([]);
    expect(faults(edit('incident', 'CANCEL', false))).not.toEqual([]);
  });
});

describe('what was approved', () => {
  const actions = new Map(changeActions(i18n).map((action) => [action.name, action]));
  const planned: ChangeFormFragment = {
    ...change,
    title: 'x',
    reason: 'x',
    description: null,
    plan: 'x',
    testPlan: null,
    backOutPlan: null,
    communicationPlan: null,
    estimatedCost: null,
    plannedZone: 'Europe/London',
  };
  const saved = (name: string, values: Values) => {
    const action = actions.get(name);
    if (action === undefined) throw new Error(name);
    return action.edits?.({ ...action.begin(planned), ...values }, planned) ?? [];
  };
  const material = { materialFields: ['plan', 'plannedFrom', 'plannedTo', 'excludedCiIds'] };

  it('is withdrawn by an edit of a material field', () => {
    const edits: Values[] = [{ plan: 'Otherwise' }, { plan: 'Otherwise', title: 'y' }, { from: '2026-11-06T10:00' }];
    for (const values of edits) expect(withdraws(material, saved('UPDATE', values))).toBe(true);
    expect(withdraws(material, saved('EXCLUDE_CIS', {}))).toBe(true);
  });

  it('is withdrawn by another estimated cost', () => {
    const of = { ...planned, estimatedCost: 12500.5, costCurrency: 'EUR' };
    const update = actions.get('UPDATE');
    const input = (estimatedCost: string) => update?.input({ ...update.begin(of), estimatedCost }, of);
    expect(input('12500.5')).toEqual({});
    expect(input(' 12600 ')).toEqual({ estimatedCost: 12600 });
    expect(input('')).toEqual({ estimatedCost: null });
    for (const wrong of ['12,5', 'much', '1e999']) expect(input(wrong)).toEqual({ estimatedCost: -1 });
    expect(withdraws({ materialFields: ['estimatedCost'] }, saved('UPDATE', { estimatedCost: '1' }))).toBe(true);
  });

  it('stays as it is by others, and where there is nothing to withdraw', () => {
    expect(withdraws(material, saved('UPDATE', {}))).toBe(false);
    expect(withdraws(material, saved('UPDATE', { title: 'y' }))).toBe(false);
    expect(withdraws(material, saved('ADD_TASK', {}))).toBe(false);
    expect(withdraws({ materialFields: ['tasks'] }, saved('ADD_TASK', {}))).toBe(true);
    expect(withdraws(material, saved('UPDATE', { zone: 'Asia/Tokyo' }))).toBe(false);
    expect(withdraws(material, saved('ASSIGN', {}))).toBe(false);
    expect(withdraws({ materialFields: [] }, saved('UPDATE', { plan: 'Otherwise' }))).toBe(false);
    expect(withdraws({}, saved('UPDATE', { plan: 'Otherwise' }))).toBe(false);
  });

  it('is asked of a date that is only half typed too', () => {
    expect(saved('UPDATE', { from: '20261-11-06T10:00' })).toEqual(['plannedFrom']);
    const update = actions.get('UPDATE');
    const values = { ...update?.begin(planned), from: '20261-11-06T10:00' };
    expect(update?.input(values, planned)).toMatchObject({ window: { from: '20261-11-06T10:00' } });
  });
});

describe('names', () => {
  it.each([1, MOST])('of %d records are asked for at once', (count) => expect(faults(namesQuery(count))).toEqual([]));
});
