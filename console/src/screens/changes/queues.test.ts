import { describe, expect, it } from 'vitest';
import { CHANGE_QUEUES, CHANGE_SORTS, changeFilter, changeGroup, changeSort, narrowing } from './queues';

const viewer = { id: 'me' };

describe('queues of changes', () => {
  it('are of what is to be done next', () => {
    const states = CHANGE_QUEUES.slice(0, 5).map((queue) => changeFilter(queue, viewer).state?.eq);
    expect(states).toEqual(['ASSESSMENT', 'AUTHORISATION', 'SCHEDULED', 'IMPLEMENTING', 'REVIEW']);
  });

  it('know what the reader has to do with', () => {
    const mine = changeFilter('mine', viewer);
    expect(mine.open).toEqual({ eq: true });
    expect(JSON.stringify(mine.or)).toBe(
      '[{"assigneeId":{"eq":"me"}},{"reporterId":{"eq":"me"}},{"implementerIds":{"in":["me"]}}]',
    );
  });

  it('can be narrowed', () => {
    expect(changeFilter('open', viewer, { risk: 'LOW', type: 'NORMAL', text: 'disk' })).toEqual({
      open: { eq: true },
      riskLevel: { eq: 'LOW' },
      type: { eq: 'NORMAL' },
      title: { contains: 'disk' },
    });
  });

  it('are counted as they are listed: what narrows them, and what is in each', () => {
    const narrowed = { risk: 'HIGH', text: 'disk' } as const;
    for (const queue of CHANGE_QUEUES) {
      expect({ ...changeGroup(queue, viewer), ...narrowing(narrowed) }).toEqual(changeFilter(queue, viewer, narrowed));
    }
    expect(narrowing({})).toEqual({});
    // The API counts up to ten groups at once.
    expect(CHANGE_QUEUES.length).toBeLessThanOrEqual(10);
  });

  it('have orders', () => {
    expect(CHANGE_SORTS.map((sort) => changeSort(sort)[0]?.field)).toEqual([
      'PLANNED_FROM',
      'PRIORITY',
      'REPORTED_AT',
      'LAST_EVENT_AT',
    ]);
  });
});
