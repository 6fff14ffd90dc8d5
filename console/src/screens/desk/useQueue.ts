import { useCallback, useEffect, useRef, useState } from 'react';
import type { CombinedError, OperationResult } from 'urql';
import { onChange } from '../../app/changes';
import { client } from '../../app/client';
import { read } from '../../generated';
import type { IncidentFilter, IncidentRowFragment, IncidentSort, QueueQuery } from '../../generated/graphql';
import { settle } from '../../shared/order';
import { paced } from '../../shared/paced';
import { QueueDocument, RowFragment } from './documents';

export interface Row extends IncidentRowFragment {
  /** It has left the queue, and is shown because the cursor is on it. */
  left: boolean;
  /** It has changed since the reading before. */
  fresh: boolean;
}

export interface Queue {
  /** Null until it was read. */
  rows: readonly Row[] | null;
  total: number | null;
  hasMore: boolean;
  error: CombinedError | null;
  more(): void;
  again(): void;
}

interface Reading {
  rows: Row[];
  total: number | null;
  after: string | null;
}

/** The incidents of a queue, as many pages as were asked for, read again when something changes. */
export function useQueue(filter: IncidentFilter | null, sort: IncidentSort[], cursor: string | null): Queue {
  const [reading, setReading] = useState<Reading | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const pages = useRef(1);
  const under = useRef(cursor);
  under.current = cursor;
  const key = JSON.stringify([filter, sort]);
  const current = useRef(key);

  const load = useCallback(async () => {
    const [wanted, order] = JSON.parse(key) as [IncidentFilter | null, IncidentSort[]];
    if (wanted === null) {
      setReading({ rows: [], total: 0, after: null });
      return;
    }
    const found: IncidentRowFragment[] = [];
    let total: number | null = null;
    let after: string | null = null;
    for (let page = 0; page < pages.current; page++) {
      const answer: OperationResult<QueueQuery> = await client
        .query(QueueDocument, { filter: wanted, sort: order, after }, { requestPolicy: 'network-only' })
        .toPromise();
      if (current.current !== key) return;
      if (!answer.data) {
        setError(answer.error ?? null);
        return;
      }
      const list: QueueQuery['incidents'] = answer.data.incidents;
      found.push(...list.nodes.map((node) => read(RowFragment, node)));
      total = list.totalCount ?? null;
      after = list.pageInfo.hasNextPage ? (list.pageInfo.endCursor ?? null) : null;
      if (after === null) break;
    }
    setError(null);
    setReading((before) => merge(before, found, total, after, under.current));
  }, [key]);

  useEffect(() => {
    current.current = key;
    pages.current = 1;
    setReading(null);
    setError(null);
    void load();
    const soon = paced(load);
    const end = onChange(soon.ask);
    return () => {
      end();
      soon.stop();
    };
  }, [key, load]);

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

function merge(
  before: Reading | null,
  found: readonly IncidentRowFragment[],
  total: number | null,
  after: string | null,
  cursor: string | null,
): Reading {
  const shown = new Map(before?.rows.map((row) => [row.id, row]));
  const now = new Map(found.map((row) => [row.id, row]));
  const at = before?.rows.find((row) => row.number === cursor)?.id ?? null;
  const ids = settle([...shown.keys()], [...now.keys()], at);
  const rows = ids.flatMap((id) => {
    const row = now.get(id) ?? shown.get(id);
    const old = shown.get(id);
    return row === undefined
      ? []
      : [{ ...row, left: !now.has(id), fresh: before !== null && old?.lastEventAt !== row.lastEventAt }];
  });
  return { rows, total, after };
}
