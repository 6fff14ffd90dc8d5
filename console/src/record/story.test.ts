import { describe, expect, it } from 'vitest';
import type { ClockFragment, EntryFragment, HistoryLineFragment } from '../generated/graphql';
import { type Event, filesOf, idsOf, shows, story } from './story';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 5, 9, minute)).toISOString();
const entry = (kind: 'COMMENT' | 'WORK_NOTE', minute: number) =>
  ({ id: `${kind}${minute}`, kind, occurredAt: at(minute), text: 'x' }) as EntryFragment;
const line = (action: string, minute: number) =>
  ({ id: `${action}${minute}`, action, occurredAt: at(minute), fields: [] }) as unknown as HistoryLineFragment;
const clock = {
  metric: 'RESPONSE',
  ordinal: 1,
  state: 'STOPPED',
  outcome: 'BREACHED',
  startedAt: at(0),
  closedAt: at(50),
  breachedAt: at(40),
  intervals: [
    { from: at(0), to: at(10), counted: true, reason: 'RUNNING' },
    { from: at(10), to: at(20), counted: false, reason: 'ON_HOLD' },
    { from: at(20), to: at(30), counted: false, reason: 'OUTSIDE_BUSINESS_TIME' },
  ],
  definition: { name: 'Gold' },
} as unknown as ClockFragment;
const kinds = (events: Event[]) => events.map((event) => (event.kind === 'LEVEL' ? event.event : event.kind));

describe('the timeline', () => {
  it('is one of all that happened, the latest first', () => {
    const events = story([entry('COMMENT', 15), entry('WORK_NOTE', 45)], [line('incident.hold', 10)], [clock]);
    expect(kinds(events)).toEqual([
      'MISSED',
      'WORK_NOTE',
      'BREACHED',
      'RESUMED',
      'COMMENT',
      'HISTORY',
      'PAUSED',
      'STARTED',
    ]);
  });

  it('tells what was written once', () => {
    const events = story([entry('COMMENT', 1)], [line('incident.comment', 1), line('incident.add-work-note', 2)], []);
    expect(kinds(events)).toEqual(['COMMENT']);
  });

  it('can be narrowed', () => {
    const events = story([entry('COMMENT', 1), entry('WORK_NOTE', 2)], [line('incident.start', 3)], [clock]);
    const of = (shown: Parameters<typeof shows>[0]) => kinds(events.filter((event) => shows(shown, event)));
    expect(of('comments')).toEqual(['COMMENT']);
    expect(of('notes')).toEqual(['WORK_NOTE']);
    expect(of('history')).toEqual(['HISTORY']);
    expect(of('levels')).toHaveLength(5);
    expect(of('all')).toHaveLength(8);
  });

  it('finds ids in fields that name records alone', () => {
    const id = '00000000-0000-7000-8051-000000000051';
    expect(idsOf('teamId', id)).toEqual([id]);
    expect(idsOf('ciIds', `[${id}, ${id}]`)).toEqual([id, id]);
    expect(idsOf('title', id)).toEqual([]);
    expect(idsOf('teamId', null)).toEqual([]);
  });
});

describe('the files of a value', () => {
  const id = '01a23a3b-a3c7-77d2-90b7-d217b46f32f5';
  const digest = `sha256:${'0'.repeat(64)}`;

  it('are their names, whatever these are', () => {
    expect(filesOf(`[${id} ${digest} public a, b [1].txt, ${id} ${digest} internal c d]`)).toEqual([
      'a, b [1].txt',
      'c d',
    ]);
    expect(filesOf(`[${id} ${digest} public a]`)).toEqual(['a']);
  });

  it('are none in what names none', () => {
    for (const value of [null, undefined, '', '[]']) expect(filesOf(value)).toEqual([]);
  });
});
