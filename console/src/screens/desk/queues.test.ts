import { describe, expect, it } from 'vitest';
import { filterOf, groupOf, isQueue, QUEUES, SORTS, sortOf } from './queues';

describe('queues', () => {
  const viewer = { id: 'me', teams: [{ id: 'desk' }, { id: 'night' }] };

  it('are of open incidents', () => {
    for (const queue of QUEUES) expect(filterOf(queue, viewer)?.open).toEqual({ eq: true });
  });

  it('are counted as groups of the open ones', () => {
    for (const queue of QUEUES)
      expect(filterOf(queue, viewer)).toEqual({ open: { eq: true }, ...groupOf(queue, viewer) });
    expect(groupOf('all', viewer)).toEqual({});
    expect(groupOf('team', { id: 'me', teams: [] })).toBeNull();
  });

  it('know whose they are', () => {
    expect(filterOf('mine', viewer)?.assigneeId).toEqual({ eq: 'me' });
    expect(filterOf('team', viewer)?.teamId).toEqual({ in: ['desk', 'night'] });
    expect(filterOf('unassigned', viewer)?.assigneeId).toEqual({ isNull: true });
  });

  it('ask for nothing where there is no team', () => {
    expect(filterOf('team', { id: 'me', teams: [] })).toBeNull();
  });

  it('have names and orders', () => {
    expect(isQueue('mine')).toBe(true);
    expect(isQueue('constructor')).toBe(false);
    expect(SORTS.map((sort) => sortOf(sort)[0]?.field)).toEqual(['FIRST_DUE_AT', 'PRIORITY', 'REPORTED_AT']);
  });
});
