import { describe, expect, it } from 'vitest';
import { fits } from './found';

const options = ['db-77 · Server', 'Web-01 · Server'].map((label) => ({ value: label, label }));
const shown = (searching: boolean, search: string) => fits(searching)({ options, search, limit: 100 });

describe('what is offered', () => {
  it('is what the server has found, which looks at more than names', () => {
    expect(shown(false, 'CI0000123')).toEqual(options);
  });

  it('is only what fits as long as the server has not answered: the list is that of what was typed before', () => {
    expect(shown(true, 'web-01 ')).toEqual([options[1]]);
    expect(shown(true, 'x')).toEqual([]);
    expect(shown(true, '')).toEqual(options);
  });
});
