import { beforeEach, describe, expect, it, vi } from 'vitest';
import { saw, seen } from './seen';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

describe('what was seen', () => {
  it('is of its reader, and the latest counts', () => {
    saw('me', 'change', '1');
    saw('me', 'change', '2');
    saw('you', 'change', '3');
    expect([seen('me', 'change'), seen('you', 'change'), seen('me', 'other')]).toEqual(['2', '3', null]);
  });

  it('is kept of the latest few', () => {
    for (let each = 0; each < 60; each++) saw('me', `change-${each}`, 'x');
    expect(seen('me', 'change-9')).toBeNull();
    expect(seen('me', 'change-10')).toBe('x');
    expect(JSON.parse(kept.get('mainstay.seen') ?? '')).toHaveLength(50);
  });

  it('is forgotten where another release wrote something else', () => {
    for (const other of ['{', '{"a":1}', '7']) {
      kept.set('mainstay.seen', other);
      expect(seen('me', 'change')).toBeNull();
    }
  });
});
