import { useEffect, useState } from 'react';
import { filterOf, type QueueName } from '../screens/desk/queues';
import { paced } from '../shared/paced';
import { approvals, incidents } from './changes';
import { client } from './client';
import { CountsDocument, WaitingDocument } from './documents';
import { may, type Viewer } from './viewer';

export type Counts = Partial<Record<QueueName, number | null>>;

/** How many incidents each queue has, exactly, and at any time. */
export function useCounts(viewer: Viewer): Counts {
  const [counts, setCounts] = useState<Counts>({});
  useEffect(() => {
    let over = false;
    const read = async () => {
      const team = filterOf('team', viewer);
      const answer = await client
        .query(
          CountsDocument,
          {
            mine: filterOf('mine', viewer) ?? {},
            team,
            withTeam: team !== null,
            unassigned: filterOf('unassigned', viewer) ?? {},
            all: filterOf('all', viewer) ?? {},
          },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
      if (!over && answer.data) {
        setCounts({
          mine: answer.data.mine.totalCount,
          team: team === null ? 0 : answer.data.team?.totalCount,
          unassigned: answer.data.unassigned.totalCount,
          all: answer.data.all.totalCount,
        });
      }
    };
    void read();
    const soon = paced(read);
    const end = incidents(soon.ask);
    return () => {
      over = true;
      soon.stop();
      end();
    };
  }, [viewer]);
  return counts;
}

/** How many requests for approval wait for the reader; undefined until it is known. */
export function useWaiting(viewer: Viewer): number | null | undefined {
  const [count, setCount] = useState<number | null | undefined>();
  useEffect(() => {
    if (!may(viewer, 'approval.decide')) return;
    let over = false;
    const read = async () => {
      const answer = await client.query(WaitingDocument, {}, { requestPolicy: 'network-only' }).toPromise();
      if (!over && answer.data) setCount(answer.data.myApprovals.totalCount ?? null);
    };
    void read();
    const soon = paced(read);
    const end = approvals(soon.ask);
    return () => {
      over = true;
      soon.stop();
      end();
    };
  }, [viewer]);
  return count;
}
