import { describe, expect, it } from 'vitest';
import { changed, differences } from './differences';

describe('two people on one record', () => {
  const before = { title: 'Printer', priority: 'P3', team: { id: '1', name: 'Desk' }, assignee: null };

  it('are shown what the other one has changed, and nothing else', () => {
    const theirs = { ...before, title: 'Printer on fire', assignee: { id: '2', displayName: 'Adam' } };
    expect(differences(before, theirs, { title: 'Printer jammed' }, ['title', 'priority', 'team', 'assignee'])).toEqual(
      [
        { field: 'title', before: 'Printer', theirs: 'Printer on fire', mine: 'Printer jammed' },
        { field: 'assignee', before: '', theirs: 'Adam', mine: null },
      ],
    );
  });

  it('keep what the other one has made of a field that they have not touched', () => {
    expect(differences(before, { ...before, title: 'Fire' }, { title: 'Printer' }, ['title'])[0]?.mine).toBeNull();
  });

  it('are shown nothing when nothing that is shown has changed', () => {
    expect(differences(before, { ...before, team: { id: '1', name: 'Desk' } }, {}, ['title', 'team'])).toEqual([]);
  });

  it('send only what they have changed', () => {
    expect(changed({ title: 'a', symptom: 'b', location: null }, { title: 'a', symptom: '', location: '' })).toEqual({
      symptom: null,
    });
  });
});
