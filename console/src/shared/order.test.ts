import { describe, expect, it } from 'vitest';
import { move, settle } from './order';

describe('a list that was read anew', () => {
  it('is as the server has it without a cursor', () => {
    expect(settle(['a', 'b'], ['b', 'c', 'a'], null)).toEqual(['b', 'c', 'a']);
    expect(settle(['a', 'b'], ['b', 'c', 'a'], 'unknown')).toEqual(['b', 'c', 'a']);
  });

  it('lets nothing that follows get above the row under the cursor when rows above have left', () => {
    expect(settle(['a', 'b', 'c', 'd'], ['b', 'c', 'd'], 'c')).toEqual(['b', 'c', 'd']);
    expect(settle(['a', 'b', 'c', 'd'], ['b', 'd'], 'c')).toEqual(['b', 'c', 'd']);
    expect(settle(['a', 'b', 'c'], ['new', 'b', 'c'], 'c')).toEqual(['new', 'b', 'c']);
    expect(settle(['a', 'b', 'c'], ['new', 'a', 'b', 'c'], 'b')).toEqual(['new', 'b', 'a', 'c']);
  });

  it('moves the row under the cursor no further than what follows it asks for', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    let seed = 4711;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 500; round++) {
      const shown = ids.filter(() => random(2) === 0);
      const read = ids.filter(() => random(2) === 0).sort(() => random(3) - 1);
      const cursor = shown[random(shown.length || 1)] ?? null;
      const settled = settle(shown, read, cursor);
      if (cursor === null) {
        expect(settled).toEqual(read);
        continue;
      }
      const others = read.filter((id) => id !== cursor);
      expect(settled.filter((id) => id !== cursor)).toEqual(others);
      const at = shown.indexOf(cursor);
      const follows = (id: string) =>
        shown.indexOf(id) > at && (!read.includes(cursor) || read.indexOf(id) > read.indexOf(cursor));
      const places = [...Array(Math.min(at, others.length) + 1).keys()];
      expect(settled.indexOf(cursor)).toBe(
        Math.max(...places.filter((place) => !others.slice(0, place).some(follows))),
      );
    }
  });

  it('moves the cursor and stops at the ends', () => {
    expect(move([], null, 1)).toBeNull();
    expect(move(['a', 'b'], null, 1)).toBe('a');
    expect(move(['a', 'b'], null, -1)).toBe('b');
    expect(move(['a', 'b'], 'a', 1)).toBe('b');
    expect(move(['a', 'b'], 'b', 1)).toBe('b');
    expect(move(['a', 'b'], 'a', -5)).toBe('a');
  });
});
