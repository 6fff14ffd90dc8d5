import { useEffect, useState } from 'react';
import { groupOf, QUEUES, type QueueName } from '../screens/desk/queues';
import { paced } from '../shared/paced';
import { approvals, incidents } from './changes';
import { client } from './client';
import { CountsDocument, WaitingDocument } from './documents';
import { may, usesServices, type Viewer } from './viewer';

export type Counts = Partial<Record<QueueName, number>>;

/** How many incidents each queue has, exactly, and at any time. */
export function useCounts(viewer: Viewer): Counts {
  const [counts, setCounts] = useState<Counts>({});
  useEffect(() => {
    if (usesServices(viewer)) return;
    let over = false;
    const asked = QUEUES.flatMap((queue) => {
      const group = groupOf(queue, viewer);
      return group === null ? [] : [{ queue, group }];
    });
    const read = async () => {
      const answer = await client
        .query(CountsDocument, { groups: asked.map(({ group }) => group) }, { requestPolicy: 'network-only' })
        .toPromise();
      const counts = answer.data?.incidentCounts.counts;
      if (!over && counts) {
        const none = Object.fromEntries(QUEUES.map((queue) => [queue, 0]));
        setCounts({ ...none, ...Object.fromEntries(asked.map(({ queue }, place) => [queue, counts[place]])) });
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
