import { describe, expect, it } from 'vitest';
import { recordNumber } from './numbers';

describe('numbers that are typed', () => {
  it.each([
    ['INC0001042', 'incident', 'INC0001042'],
    ['inc1042', 'incident', 'INC0001042'],
    [' 1042 ', 'incident', 'INC0001042'],
    ['INC12345678', 'incident', 'INC12345678'],
    ['chg 7', 'change', 'CHG0000007'],
    ['CHG0000001', 'change', 'CHG0000001'],
  ])('%s means %s %s', (typed, kind, number) => expect(recordNumber(typed)).toEqual({ kind, number }));

  it.each(['', 'INC', 'printer', 'PRB0000001', '12345678901', '10 42'])('%s means none', (typed) =>
    expect(recordNumber(typed)).toBeNull(),
  );
});
