import { beforeEach, describe, expect, it, vi } from 'vitest';

interface Answer {
  data?: Record<string, { id: string; displayName?: string } | null>;
  error?: Error;
  stale?: boolean;
}

const asked: { tell: (answer: Answer) => void; ended: () => boolean }[] = [];
let atOnce: Answer | null = null;

/** A source that answers at once or when it is told to, and knows whether somebody still listens. */
const query = vi.fn((_text: string, _variables: object, _context: object) => ({
  subscribe(listener: (answer: Answer) => void) {
    let over = false;
    asked.push({ tell: listener, ended: () => over });
    if (atOnce) listener(atOnce);
    return {
      unsubscribe() {
        over = true;
      },
    };
  },
}));
vi.mock('../app/client', () => ({ client: { query } }));
const { isAwaited, known, seek } = await import('./names');

const person = (id: string, displayName: string) => ({ [`n${id}`]: { id, displayName } });

beforeEach(() => {
  asked.length = 0;
  atOnce = null;
});

describe('names', () => {
  it('are taken from the one answer there is, also if it is called stale', async () => {
    seek(['a']);
    expect(isAwaited('a')).toBe(true);
    asked[0]?.tell({ data: person('a', 'Ada'), stale: true });
    expect(known.get('a')).toBe('Ada');
    expect(isAwaited('a')).toBe(false);
    await Promise.resolve();
    expect(asked[0]?.ended()).toBe(true);
  });

  it('are taken from an answer that comes before the question has returned', async () => {
    atOnce = { data: person('b', 'Ben'), stale: true };
    seek(['b']);
    expect(known.get('b')).toBe('Ben');
    await Promise.resolve();
    expect(asked[0]?.ended()).toBe(true);
  });

  it('are not those of records that the reader does not see', () => {
    seek(['c']);
    asked[0]?.tell({ data: { n0: null } });
    expect(known.has('c')).toBe(false);
    expect(isAwaited('c')).toBe(false);
  });

  it('are still awaited where nobody answered', () => {
    seek(['d']);
    asked[0]?.tell({ error: new Error('away') });
    expect(isAwaited('d')).toBe(true);
  });

  it('are asked for past the cache', () => {
    seek(['e', 'f']);
    expect(query).toHaveBeenLastCalledWith(
      expect.stringContaining('$id1: ID!'),
      { id0: 'e', id1: 'f' },
      {
        requestPolicy: 'network-only',
      },
    );
  });
});
