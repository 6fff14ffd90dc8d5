export const SPANS = ['week', 'month'] as const;
export type Span = (typeof SPANS)[number];

export const CALENDAR_KINDS = [
  'CHANGE',
  'FREEZE',
  'MAINTENANCE_WINDOW',
  'PLANNED_OUTAGE',
  'DEPLOYMENT',
  'EARLY_LIFE',
  'RELEASE',
  'CAB_MEETING',
] as const;
export type CalendarKind = (typeof CALENDAR_KINDS)[number];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function isDay(value: unknown): value is string {
  return typeof value === 'string' && DAY.test(value) && !Number.isNaN(new Date(`${value}T00:00`).getTime());
}

/** The local day of an instant, as the address has it. */
export function dayOf(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export interface Range {
  from: Date;
  /** The first instant after it. */
  to: Date;
  days: Date[];
}

/** The week from its Monday on, or the month, in which a day is: whole days of the reader, whatever the clocks do. */
export function rangeOf(day: string, span: Span): Range {
  const at = new Date(`${day}T00:00`);
  const from =
    span === 'week'
      ? new Date(at.getFullYear(), at.getMonth(), at.getDate() - ((at.getDay() + 6) % 7))
      : new Date(at.getFullYear(), at.getMonth(), 1);
  const to =
    span === 'week'
      ? new Date(from.getFullYear(), from.getMonth(), from.getDate() + 7)
      : new Date(from.getFullYear(), from.getMonth() + 1, 1);
  const days: Date[] = [];
  for (let each = from; each < to; each = new Date(each.getFullYear(), each.getMonth(), each.getDate() + 1)) {
    days.push(each);
  }
  return { from, to, days };
}

/** The day from which the range before or after begins. */
export function turn(day: string, span: Span, by: 1 | -1): string {
  const { from } = rangeOf(day, span);
  return dayOf(
    span === 'week'
      ? new Date(from.getFullYear(), from.getMonth(), from.getDate() + 7 * by)
      : new Date(from.getFullYear(), from.getMonth() + by, 1),
  );
}

/** Where an entry is drawn: parts of the range in per cent, and the lane in which it meets no other one. */
export interface Place {
  start: number;
  width: number;
  lane: number;
  /** It began before the range, or lasts longer, or nobody knows until when. */
  before: boolean;
  after: boolean;
}

/** Places of entries that are ordered by when they begin, in as few lanes as there are at the same time. */
export function places(
  entries: readonly { from: string; to?: string | null }[],
  range: { from: Date; to: Date },
): Place[] {
  const begin = range.from.getTime();
  const length = range.to.getTime() - begin;
  const ends: number[] = [];
  return entries.map((entry) => {
    const from = new Date(entry.from).getTime();
    const to = entry.to ? new Date(entry.to).getTime() : Number.POSITIVE_INFINITY;
    const start = Math.min(Math.max(from - begin, 0), length);
    const end = Math.max(start, Math.min(to - begin, length));
    const free = ends.findIndex((last) => last <= start);
    const lane = free < 0 ? ends.length : free;
    // What is short is drawn as wide as it can be seen.
    ends[lane] = Math.max(end, start + length / 100);
    return {
      start: (start / length) * 100,
      width: ((end - start) / length) * 100,
      lane,
      before: from < begin,
      after: to > range.to.getTime(),
    };
  });
}
