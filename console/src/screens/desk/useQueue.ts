import type { CombinedError, OperationResult } from 'urql';
import { incidents } from '../../app/changes';
import { client } from '../../app/client';
import { read } from '../../generated';
import type { IncidentFilter, IncidentRowFragment, IncidentSort, QueueQuery } from '../../generated/graphql';
import { type Answer, type List, type Shown, useList } from '../../shared/useList';
import { QueueDocument, RowFragment } from './documents';

export type Row = Shown<IncidentRowFragment>;

/** The incidents of a queue; the cursor is the number of the one that stays in its place. */
export function useQueue(
  filter: IncidentFilter | null,
  sort: IncidentSort[],
  cursor: string | null,
): List<IncidentRowFragment> {
  const ask = async (after: string | null): Promise<Answer<IncidentRowFragment>> => {
    const answer: OperationResult<QueueQuery> = await client
      .query(QueueDocument, { filter: filter ?? {}, sort, after }, { requestPolicy: 'network-only' })
      .toPromise();
    if (!answer.data) return { error: (answer.error as CombinedError | undefined) ?? null };
    const list = answer.data.incidents;
    return {
      page: {
        nodes: list.nodes.map((node) => read(RowFragment, node)),
        total: list.totalCount ?? null,
        after: list.pageInfo.hasNextPage ? (list.pageInfo.endCursor ?? null) : null,
      },
    };
  };
  return useList(
    JSON.stringify([filter, sort]),
    filter === null ? null : ask,
    incidents,
    (row) => row.number === cursor,
    (row) => row.lastEventAt,
  );
}
