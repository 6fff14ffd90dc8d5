import { describe, expect, it } from 'vitest';
import { next, tone } from './clocks';

const clock = (metric: string, state: string, dueAt: string | null, outcome = 'PENDING') => ({
  metric,
  state,
  dueAt,
  outcome,
});

describe('the clock to look at', () => {
  it('is the running one that is due first', () => {
    const found = next([
      clock('RESOLUTION', 'RUNNING', '2026-11-05T12:00:00Z'),
      clock('RESPONSE', 'RUNNING', '2026-11-05T10:00:00Z'),
      clock('RESPONSE', 'STOPPED', '2026-11-05T08:00:00Z', 'MET'),
    ]);
    expect(found).toEqual({ metric: 'RESPONSE', state: 'RUNNING', dueAt: '2026-11-05T10:00:00Z', breached: false });
  });

  it('is one that pauses where none runs, and none at the end', () => {
    expect(next([clock('RESOLUTION', 'PAUSED', null)])?.state).toBe('PAUSED');
    expect(next([clock('RESOLUTION', 'STOPPED', null, 'MET')])).toBeNull();
    expect(next([])).toBeNull();
  });

  it('asks for attention in time', () => {
    const at = new Date('2026-11-05T10:00:00Z').getTime();
    const running = (dueAt: string, breached = false) => ({
      metric: 'RESPONSE' as const,
      state: 'RUNNING' as const,
      dueAt,
      breached,
    });
    expect(tone(running('2026-11-05T10:31:00Z'), at)).toBe('calm');
    expect(tone(running('2026-11-05T10:29:00Z'), at)).toBe('soon');
    expect(tone(running('2026-11-05T10:00:00Z'), at)).toBe('late');
    expect(tone(running('2026-11-05T12:00:00Z', true), at)).toBe('late');
    expect(tone({ ...running('2026-11-05T09:00:00Z'), state: 'PAUSED' }, at)).toBe('paused');
  });
});
