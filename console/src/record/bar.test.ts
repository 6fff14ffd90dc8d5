import { describe, expect, it } from 'vitest';
import type { SlaIntervalReason } from '../generated/graphql';
import { bar } from './bar';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 5, hour)).toISOString();
const interval = (from: number, to: number | null, counted: boolean, reason: SlaIntervalReason) => ({
  from: at(from),
  to: to === null ? null : at(to),
  counted,
  reason,
});

describe('the bar of a clock', () => {
  it('shows what counted, what did not, and what is left', () => {
    const clock = {
      startedAt: at(8),
      closedAt: null,
      dueAt: at(18),
      intervals: [
        interval(8, 9, false, 'OUTSIDE_BUSINESS_TIME'),
        interval(9, 11, true, 'RUNNING'),
        interval(11, null, false, 'ON_HOLD'),
      ],
    };
    const { parts, due } = bar(clock, new Date(at(13)).getTime());
    expect(parts.map((part) => [part.reason, Math.round(part.share)])).toEqual([
      ['OUTSIDE_BUSINESS_TIME', 10],
      ['RUNNING', 20],
      ['ON_HOLD', 20],
      ['AHEAD', 50],
    ]);
    expect(due).toBe(100);
  });

  it('says where a deadline was that has passed', () => {
    const clock = { startedAt: at(8), closedAt: null, dueAt: at(10), intervals: [interval(8, null, true, 'RUNNING')] };
    const { parts, due } = bar(clock, new Date(at(12)).getTime());
    expect(due).toBe(50);
    expect(parts.map((part) => part.share)).toEqual([100]);
  });

  it('stands when the clock has stopped', () => {
    const clock = { startedAt: at(8), closedAt: at(9), dueAt: null, intervals: [interval(8, 9, true, 'RUNNING')] };
    expect(bar(clock, new Date(at(20)).getTime())).toEqual({
      parts: [{ from: at(8), counted: true, reason: 'RUNNING', share: 100 }],
      due: null,
    });
  });

  it('has a length whatever it is given', () => {
    const clock = { startedAt: at(8), closedAt: at(8), dueAt: null, intervals: [] };
    expect(bar(clock, 0)).toEqual({ parts: [], due: null });
  });
});
