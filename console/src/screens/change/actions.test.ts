import { setupI18n } from '@lingui/core';
import { describe, expect, it } from 'vitest';
import type { ChangeFormFragment } from '../../generated/graphql';
import { actions } from './actions';

const assign = actions(setupI18n({ locale: 'en', messages: { en: {} } })).find(({ name }) => name === 'ASSIGN');

/** A change that waits for a second approval, after one who has let a deputy give theirs. */
function change(more: Partial<ChangeFormFragment>): ChangeFormFragment {
  return {
    materialFields: ['plan'],
    approvals: [
      { id: '1', state: 'APPROVED', current: true, decidedBy: { id: 'deputy' }, delegatedFrom: { id: 'absent' } },
      { id: '2', state: 'WAITING', current: true, decidedBy: null, delegatedFrom: null },
      { id: '3', state: 'APPROVED', current: false, decidedBy: { id: 'earlier' }, delegatedFrom: null },
    ],
    ...more,
  } as unknown as ChangeFormFragment;
}

const to = (id: string | null) => ({
  teamId: { id: 'team', name: 'Team' },
  assigneeId: id === null ? null : { id, name: id },
});

describe('an assignment of a change', () => {
  it.each([
    ['deputy', true],
    ['absent', true],
    ['earlier', false],
    ['somebody', false],
    [null, false],
  ])('to %s takes an approval away: %s', (person, taken) => {
    expect(assign?.unseats?.(to(person), change({}))).toBe(taken);
  });

  it('takes none away where none can be withdrawn any more', () => {
    expect(assign?.unseats?.(to('deputy'), change({ materialFields: [] }))).toBe(false);
  });
});
