import type { ClockFragment, EntryFragment, HistoryLineFragment } from '../generated/graphql';

/** What a timeline can be narrowed to. */
export const SHOWN = ['all', 'comments', 'notes', 'history', 'levels'] as const;
export type Shown = (typeof SHOWN)[number];

export type LevelEvent = 'STARTED' | 'PAUSED' | 'RESUMED' | 'BREACHED' | 'MET' | 'MISSED' | 'CANCELLED';

/** One thing that has happened to a record. */
export type Event =
  | { id: string; at: string; kind: 'COMMENT' | 'WORK_NOTE'; entry: EntryFragment }
  | { id: string; at: string; kind: 'HISTORY'; line: HistoryLineFragment }
  | { id: string; at: string; kind: 'LEVEL'; event: LevelEvent; metric: string; name: string };

/** The work log has what these say, in full. */
const SAID = /\.(comment|add-work-note)$/;

/** All that has happened, the latest first; of the same instant what was written before what follows from it. */
export function story(
  entries: readonly EntryFragment[],
  history: readonly HistoryLineFragment[],
  clocks: readonly ClockFragment[],
): Event[] {
  const events: Event[] = [
    ...entries.map((entry) => ({
      id: entry.id,
      at: entry.occurredAt,
      kind: entry.kind,
      entry,
    })),
    ...history
      .filter((line) => !SAID.test(line.action))
      .map((line) => ({ id: line.id, at: line.occurredAt, kind: 'HISTORY' as const, line })),
    ...clocks.flatMap(levels),
  ];
  return events.sort((one, other) => other.at.localeCompare(one.at));
}

export function shows(shown: Shown, event: Event): boolean {
  switch (shown) {
    case 'all':
      return true;
    case 'comments':
      return event.kind === 'COMMENT';
    case 'notes':
      return event.kind === 'WORK_NOTE';
    case 'history':
      return event.kind === 'HISTORY';
    case 'levels':
      return event.kind === 'LEVEL';
  }
}

/** What a clock did. That it stands outside business time is no event: it does so each night. */
function levels(clock: ClockFragment): Event[] {
  const of = (event: LevelEvent, at: string): Event => ({
    id: `${clock.metric}.${clock.ordinal}.${event}.${at}`,
    at,
    kind: 'LEVEL',
    event,
    metric: clock.metric,
    name: clock.definition.name,
  });
  const events = [of('STARTED', clock.startedAt)];
  for (const interval of clock.intervals) {
    if (interval.reason === 'ON_HOLD') {
      events.push(of('PAUSED', interval.from));
      if (interval.to) events.push(of('RESUMED', interval.to));
    }
  }
  if (clock.breachedAt) events.push(of('BREACHED', clock.breachedAt));
  if (clock.closedAt) {
    const end = clock.state === 'CANCELLED' ? 'CANCELLED' : clock.outcome === 'BREACHED' ? 'MISSED' : 'MET';
    events.push(of(end, clock.closedAt));
  }
  return events;
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The ids that fields of a history name; of other fields a text that looks like one is a text. */
export function idsOf(field: string, value: string | null | undefined): string[] {
  return /Ids?$/.test(field) ? (value?.match(ID) ?? []) : [];
}

/** Of the files in a value of a history their names: each has its id, its digest and who reads it before it. */
export function filesOf(value: string | null | undefined): string[] {
  const found =
    value?.replace(/^\[|\]$/g, '').split(/(?:^|, )[0-9a-f-]{36} sha256:[0-9a-f]{64} (?:public|internal) /) ?? [];
  return found.slice(1);
}
