import { describe, expect, it } from 'vitest';
import {
  beside,
  type Call,
  type CallItem,
  distinct,
  fresh,
  IMPACTS,
  isBlank,
  itemOf,
  LEVELS,
  lacking,
  type MatrixCell,
  matching,
  noteOf,
  priorityOf,
  reportInput,
  usedItems,
} from './calls';

const caller = { id: 'rosa', name: 'Rosa', email: null, organisation: null };
const item: CallItem = { id: 'i', number: 'CI1', name: 'vpn-01', className: 'Router', offering: false, fails: null };
const with_ = (some: Partial<Call>): Call => ({ ...fresh(), ...some });
const words = { caller: 'who', title: 'what', item: 'which' };

const found = (id: string, operationalStatus: 'UP' | 'DOWN' | 'DEGRADED' | 'UNKNOWN', key = 'server') => ({
  id,
  number: `CI-${id}`,
  name: `name of ${id}`,
  operationalStatus,
  class: { id: key, key, name: key },
});

/** The matrix that is shipped. */
const cells: MatrixCell[] = LEVELS.flatMap((impact, row) =>
  LEVELS.map((urgency, column): MatrixCell => ({ impact, urgency, priority: `P${row + column + 1}` as 'P1' })),
);

describe('a call', () => {
  it('needs to say who calls, and what it is unless it is known', () => {
    expect(lacking(fresh(), words).map(({ field }) => field)).toEqual([['affectedPersonId'], ['title']]);
    expect(lacking(with_({ caller, title: '  ' }), words).map(({ message }) => message)).toEqual(['what']);
    expect(lacking(with_({ caller, joins: { id: 'x', name: 'INC1', own: false } }), words)).toEqual([]);
    expect(lacking(with_({ caller, title: 'No VPN' }), words)).toEqual([]);
  });

  it('drops no item that was typed and not taken', () => {
    const sought = with_({ caller, title: 'No print', sought: 'prin' });
    expect(lacking(sought, words)).toEqual([{ code: 'REQUIRED', message: 'which', field: ['ciIds'] }]);
    expect(lacking({ ...sought, item }, words)).toEqual([]);
    expect(lacking({ ...sought, sought: ' ' }, words)).toEqual([]);
    expect(lacking({ ...sought, joins: { id: 'x', name: 'INC1', own: false } }, words)).toEqual([]);
  });

  it('is blank only if nothing of it was said', () => {
    const said: Partial<Call>[] = [
      { caller },
      { title: 'x' },
      { description: 'x' },
      { item },
      { sought: 'x' },
      { categories: [{ id: 'top', name: 'Network' }] },
      { impact: 'LOW' },
      { urgency: 'HIGH' },
    ];
    expect(isBlank(fresh())).toBe(true);
    for (const some of said) expect(isBlank(with_(some))).toBe(false);
  });

  it('is reported for the caller, with no more than was said', () => {
    expect(reportInput(with_({ caller, title: ' No VPN ', description: ' \n ' }))).toEqual({
      channel: 'PHONE',
      affectedPersonId: 'rosa',
      title: 'No VPN',
      urgency: 'MEDIUM',
    });
  });

  it('is reported with all that was said', () => {
    const categories = [
      { id: 'top', name: 'Network' },
      { id: 'below', name: 'VPN' },
    ];
    const call = with_({
      caller,
      title: 'No VPN',
      description: 'Since nine',
      item,
      categories,
      impact: 'HIGH',
      urgency: 'LOW',
    });
    expect(reportInput(call)).toEqual({
      channel: 'PHONE',
      affectedPersonId: 'rosa',
      title: 'No VPN',
      description: 'Since nine',
      ciIds: ['i'],
      categoryId: 'below',
      impact: 'HIGH',
      urgency: 'LOW',
    });
    expect(reportInput({ ...call, item: { ...item, offering: true } })).toMatchObject({ serviceOfferingId: 'i' });
    expect(reportInput({ ...call, item: { ...item, offering: true } })).not.toHaveProperty('ciIds');
  });

  it('has a key of its own, so that it is written once', () => {
    expect(fresh().key).not.toBe(fresh().key);
  });

  it('adds to what is open who called, and what they said', () => {
    expect(noteOf(with_({ caller }), 'Rosa called')).toBe('Rosa called');
    expect(noteOf(with_({ caller, title: 'Printer', description: ' third floor ' }), 'Rosa called')).toBe(
      'Rosa called\nPrinter\nthird floor',
    );
  });

  it('is blank until something is written', () => {
    expect(isBlank(fresh())).toBe(true);
    for (const some of [{ caller }, { title: 'x' }, { description: 'x' }, { item }]) {
      expect(isBlank(with_(some))).toBe(false);
    }
  });
});

describe('the matrix', () => {
  it('is gone through by arrows, and stays at its edges', () => {
    for (const impact of IMPACTS) {
      for (const urgency of LEVELS) {
        for (const [key, back] of [
          ['ArrowUp', 'ArrowDown'],
          ['ArrowLeft', 'ArrowRight'],
        ] as const) {
          for (const [there, home] of [
            [key, back],
            [back, key],
          ] as const) {
            const next = beside({ impact, urgency }, there);
            if (next === null) throw new Error('no cell');
            const edge = next.impact === impact && next.urgency === urgency;
            expect(edge ? next : beside(next, home)).toEqual({ impact, urgency });
          }
        }
      }
    }
    expect(beside({ impact: null, urgency: 'MEDIUM' }, 'ArrowDown')).toEqual({ impact: 'HIGH', urgency: 'MEDIUM' });
    expect(beside({ impact: 'LOW', urgency: 'LOW' }, 'ArrowDown')).toEqual({ impact: 'LOW', urgency: 'LOW' });
    expect(beside({ impact: null, urgency: 'MEDIUM' }, 'a')).toBeNull();
  });

  it('gives the priority, unless an item decides the impact', () => {
    expect(priorityOf(cells, { impact: 'HIGH', urgency: 'HIGH' }, true)).toBe('P1');
    expect(priorityOf(cells, { impact: 'LOW', urgency: 'MEDIUM' }, false)).toBe('P4');
    expect(priorityOf(cells, { impact: null, urgency: 'LOW' }, false)).toBe('P4');
    expect(priorityOf(cells, { impact: null, urgency: 'LOW' }, true)).toBeNull();
    expect(priorityOf([], { impact: 'HIGH', urgency: 'HIGH' }, false)).toBeNull();
  });
});

describe('items', () => {
  it('say whether they fail, by what was said or by what they depend on', () => {
    expect(itemOf(found('a', 'UP')).fails).toBeNull();
    expect(itemOf(found('a', 'DOWN')).fails).toBe('DOWN');
    expect(itemOf({ ...found('a', 'DEGRADED'), computedStatus: 'DOWN' }).fails).toBe('DOWN');
    expect(itemOf({ ...found('a', 'UP'), computedStatus: 'DEGRADED' }).fails).toBe('DEGRADED');
    expect(itemOf({ ...found('a', 'UNKNOWN'), computedStatus: 'AT_RISK' }).fails).toBeNull();
  });

  it('of earlier incidents come once each, the latest first', () => {
    const used = usedItems([
      { id: '1', affectedCis: [found('a', 'UP'), found('b', 'UP')], serviceOffering: null },
      {
        id: '2',
        affectedCis: [found('b', 'UP')],
        serviceOffering: { ...found('s', 'UP', 'service-offering'), computedStatus: null },
      },
      { id: '3', affectedCis: Array.from({ length: 20 }, (_, n) => found(`n${n}`, 'UP')), serviceOffering: null },
    ]);
    expect(used.slice(0, 3).map(({ id }) => id)).toEqual(['a', 'b', 's']);
    expect(used[2]?.offering).toBe(true);
    expect(used).toHaveLength(8);
  });

  it('are distinct, the first of each', () => {
    expect(
      distinct([
        { id: 'a', n: 1 },
        { id: 'b', n: 2 },
        { id: 'a', n: 3 },
      ]),
    ).toEqual([
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
    ]);
  });

  it('are found by a part of the name or of the number', () => {
    expect(matching([item], ' VPN ')).toEqual([item]);
    expect(matching([item], 'ci1')).toEqual([item]);
    expect(matching([item], 'mail')).toEqual([]);
  });
});
