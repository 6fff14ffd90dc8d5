import { describe, expect, it } from 'vitest';
import { incidentNumber } from './numbers';

describe('numbers that are typed', () => {
  it.each([
    ['INC0001042', 'INC0001042'],
    ['inc1042', 'INC0001042'],
    [' 1042 ', 'INC0001042'],
    ['INC12345678', 'INC12345678'],
  ])('%s means %s', (typed, number) => expect(incidentNumber(typed)).toBe(number));

  it.each(['', 'INC', 'printer', 'CHG0000001', '12345678901', '10 42'])('%s means none', (typed) =>
    expect(incidentNumber(typed)).toBeNull(),
  );
});
