import { describe, expect, it } from 'vitest';
import { brief, seconds, shortTime } from './time';

describe('durations', () => {
  it('reads what the API writes', () => {
    expect(seconds('PT0S')).toBe(0);
    expect(seconds('PT3H20M')).toBe(12_000);
    expect(seconds('P2DT1S')).toBe(172_801);
    expect(seconds('PT-12M')).toBe(-720);
    expect(() => seconds('soon')).toThrow('No duration');
  });

  it('tells the two greatest units', () => {
    expect(brief(8_000)).toBe('8s');
    expect(brief(760_000)).toBe('12m 40s');
    expect(brief(-11_100_000)).toBe('3h 05m');
    expect(brief(187_200_000)).toBe('2d 4h');
  });

  it('leaves the date of today out', () => {
    const noon = new Date(2026, 10, 5, 12, 0).getTime();
    expect(shortTime(new Date(2026, 10, 5, 9, 5).toISOString(), 'en', noon)).toBe('09:05');
    expect(shortTime(new Date(2026, 10, 4, 9, 5).toISOString(), 'en', noon)).toContain('Nov 4');
    expect(shortTime(new Date(2025, 10, 4, 9, 5).toISOString(), 'en', noon)).toContain('2025');
  });
});
