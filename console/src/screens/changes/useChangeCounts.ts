import { useEffect, useState } from 'react';
import { changes } from '../../app/changes';
import { client } from '../../app/client';
import type { ChangeFilter } from '../../generated/graphql';
import { paced } from '../../shared/paced';
import { ChangeCountsDocument } from './documents';
import { CHANGE_QUEUES, type ChangeQueue, changeGroup, type Narrowed, narrowing } from './queues';

export type ChangeCounts = Partial<Record<ChangeQueue, number>>;

/** How many changes each queue has, narrowed as the list is, at any time. Nothing while it is not known. */
export function useChangeCounts(viewer: { id: string }, narrowed: Narrowed): ChangeCounts {
  const key = JSON.stringify(narrowing(narrowed));
  const [read, setRead] = useState<{ key: string; counts: ChangeCounts }>({ key, counts: {} });
  useEffect(() => {
    let over = false;
    const filter = JSON.parse(key) as ChangeFilter;
    const reading = async () => {
      const answer = await client
        .query(
          ChangeCountsDocument,
          {
            ...(Object.keys(filter).length > 0 ? { filter } : {}),
            groups: CHANGE_QUEUES.map((queue) => changeGroup(queue, viewer)),
          },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
      const counts = answer.data?.changeCounts.counts;
      if (!over && counts) {
        setRead({ key, counts: Object.fromEntries(CHANGE_QUEUES.map((queue, place) => [queue, counts[place]])) });
      }
    };
    void reading();
    const soon = paced(reading);
    const end = changes(soon.ask);
    return () => {
      over = true;
      soon.stop();
      end();
    };
  }, [viewer, key]);
  // What was counted for other filters is no answer.
  return read.key === key ? read.counts : {};
}
