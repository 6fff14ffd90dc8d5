import { describe, expect, it } from 'vitest';
import { dayOf, isDay, places, rangeOf, turn } from './range';

describe('the range of a calendar', () => {
  it('is a week from its Monday on', () => {
    const { from, to, days } = rangeOf('2026-12-02', 'week');
    expect([dayOf(from), dayOf(to)]).toEqual(['2026-11-30', '2026-12-07']);
    expect(days.map(dayOf)).toHaveLength(7);
    expect(dayOf(rangeOf('2026-12-06', 'week').from)).toBe('2026-11-30');
    expect(dayOf(rangeOf('2026-11-30', 'week').from)).toBe('2026-11-30');
  });

  it('is a month', () => {
    const { from, to, days } = rangeOf('2028-02-29', 'month');
    expect([dayOf(from), dayOf(to), days.length]).toEqual(['2028-02-01', '2028-03-01', 29]);
  });

  it('is turned', () => {
    expect(turn('2026-12-02', 'week', 1)).toBe('2026-12-07');
    expect(turn('2026-12-02', 'week', -1)).toBe('2026-11-23');
    expect(turn('2026-12-31', 'month', 1)).toBe('2027-01-01');
    expect(turn('2026-03-31', 'month', -1)).toBe('2026-02-01');
  });

  it('is begun by days alone', () => {
    expect(isDay('2026-12-02')).toBe(true);
    for (const none of ['2026-13-02', '2026-12', 'today', '', 7, null, '2026-12-02T00:00'])
      expect(isDay(none)).toBe(false);
  });
});

describe('the places of entries', () => {
  const range = { from: new Date('2026-12-01T00:00:00Z'), to: new Date('2026-12-11T00:00:00Z') };
  const entry = (from: string, to: string | null) => ({
    from: `2026-${from}T00:00:00Z`,
    to: to && `2026-${to}T00:00:00Z`,
  });

  it('are cut by the range', () => {
    expect(places([entry('11-20', '12-03'), entry('12-06', null)], range)).toEqual([
      { start: 0, width: 20, lane: 0, before: true, after: false },
      { start: 50, width: 50, lane: 0, before: false, after: true },
    ]);
  });

  it('share no lane at the same time', () => {
    const all = Array.from({ length: 60 }, (_, index) => {
      const from = Math.floor(index / 6);
      return {
        from: new Date(range.from.getTime() + from * 86_400_000).toISOString(),
        to: new Date(range.from.getTime() + (from + 1 + (index % 4)) * 86_400_000).toISOString(),
      };
    });
    const found = places(all, range);
    for (const [one, place] of found.entries()) {
      for (const other of found.slice(one + 1)) {
        if (other.lane === place.lane) expect(other.start).toBeGreaterThanOrEqual(place.start + place.width - 1e-9);
      }
    }
    // No more lanes than entries at the same time.
    const most = Math.max(...all.map(({ from }) => all.filter((each) => each.from <= from && each.to > from).length));
    expect(Math.max(...found.map(({ lane }) => lane)) + 1).toBe(most);
  });
});
