import type { ClockFragment } from '../generated/graphql';

export interface Part {
  from: string;
  counted: boolean;
  /** Of an interval, or AHEAD: what is left until it is due. */
  reason: string;
  /** Of the whole bar, in per cent. */
  share: number;
}

/** A clock as a bar: from its start to its end, or to the later of now and when it is due; `due` is where on it that is, in per cent. */
export function bar(
  clock: Pick<ClockFragment, 'startedAt' | 'closedAt' | 'dueAt' | 'intervals'>,
  now: number,
): { parts: Part[]; due: number | null } {
  const dueAt = clock.dueAt ? time(clock.dueAt) : null;
  const first = clock.intervals[0];
  const begin = first ? time(first.from) : time(clock.startedAt);
  const present = clock.closedAt ? time(clock.closedAt) : Math.max(now, begin);
  const end = Math.max(present, dueAt ?? present);
  const length = Math.max(1, end - begin);
  const share = (from: number, to: number) => (Math.max(0, to - from) / length) * 100;
  const parts: Part[] = clock.intervals.map((interval) => ({
    from: interval.from,
    counted: interval.counted,
    reason: interval.reason,
    share: share(time(interval.from), interval.to ? time(interval.to) : present),
  }));
  if (end > present) {
    parts.push({ from: 'ahead', counted: false, reason: 'AHEAD', share: share(present, end) });
  }
  return { parts, due: dueAt === null || dueAt < begin ? null : share(begin, dueAt) };
}

const time = (instant: string) => new Date(instant).getTime();
