import { useCallback, useEffect, useRef, useState } from 'react';
import type { CombinedError } from 'urql';
import type { Channel } from '../app/changes';
import { settle } from './order';
import { paced } from './paced';
import { failureOf } from './refusals';

/** When a list is read again that Mainstay did not answer. */
const RETRY_MS = 3_000;

export interface Page<T> {
  nodes: readonly T[];
  total: number | null;
  /** Where the next page begins; null at the end. */
  after: string | null;
}

export type Answer<T> = { page: Page<T> } | { error: CombinedError | null };

export type Shown<T> = T & {
  /** It has left the list, and is shown because the cursor is on it. */
  left: boolean;
  /** It has changed since the reading before. */
  fresh: boolean;
};

export interface List<T> {
  /** Null until it was read. */
  rows: readonly Shown<T>[] | null;
  total: number | null;
  hasMore: boolean;
  error: CombinedError | null;
  more(): void;
  again(): void;
}

interface Reading<T> {
  rows: Shown<T>[];
  total: number | null;
  after: string | null;
}

/**
 * A list, as many pages as were asked for, read again when something changes.
 *
 * @param key what the list is of: another one begins anew
 * @param ask reads the page that begins after a cursor; null for one that is empty whatever there is
 * @param under whether the cursor is on a row, which then stays in its place
 * @param stamp tells whether a row has changed
 */
export function useList<T extends { id: string }>(
  key: string,
  ask: ((after: string | null) => Promise<Answer<T>>) | null,
  channel: Channel,
  under: (row: T) => boolean,
  stamp: (row: T) => unknown,
): List<T> {
  const [reading, setReading] = useState<Reading<T> | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const pages = useRef(1);
  const latest = useRef({ key, ask, under, stamp });
  latest.current = { key, ask, under, stamp };

  const load = useCallback(async () => {
    const { ask: asked } = latest.current;
    if (asked === null) {
      setReading({ rows: [], total: 0, after: null });
      return;
    }
    const found: T[] = [];
    let total: number | null = null;
    let after: string | null = null;
    for (let page = 0; page < pages.current; page++) {
      const answer: Answer<T> = await asked(after);
      if (latest.current.key !== key) return;
      if (!('page' in answer)) {
        setError(answer.error);
        return;
      }
      found.push(...answer.page.nodes);
      total = answer.page.total;
      after = answer.page.after;
      if (after === null) break;
    }
    setError(null);
    setReading((before) => merge(before, found, total, after, latest.current.under, latest.current.stamp));
  }, [key]);

  useEffect(() => {
    pages.current = 1;
    setReading(null);
    setError(null);
    void load();
    const soon = paced(load);
    const end = channel(soon.ask);
    return () => {
      end();
      soon.stop();
    };
  }, [load, channel]);

  useEffect(() => {
    if (error === null || failureOf(error).kind !== 'away') return;
    // Nobody tells of changes that were missed meanwhile: the list goes on by itself.
    const timer = setTimeout(() => void load(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [error, load]);

  return {
    rows: reading?.rows ?? null,
    total: reading?.total ?? null,
    hasMore: reading?.after != null,
    error,
    more() {
      pages.current += 1;
      void load();
    },
    again: () => void load(),
  };
}

function merge<T extends { id: string }>(
  before: Reading<T> | null,
  found: readonly T[],
  total: number | null,
  after: string | null,
  under: (row: T) => boolean,
  stamp: (row: T) => unknown,
): Reading<T> {
  const shown = new Map(before?.rows.map((row) => [row.id, row]));
  const now = new Map(found.map((row) => [row.id, row]));
  const cursor = before?.rows.find(under)?.id ?? null;
  const ids = settle([...shown.keys()], [...now.keys()], cursor);
  const rows = ids.flatMap((id) => {
    const row = now.get(id) ?? shown.get(id);
    const old = shown.get(id);
    return row === undefined
      ? []
      : [
          {
            ...row,
            left: !now.has(id),
            fresh: before !== null && (old === undefined || stamp(old) !== stamp(row)),
          },
        ];
  });
  return { rows, total, after };
}
