import { useEffect, useState } from 'react';
import { filterOf, type QueueName } from '../screens/desk/queues';
import { paced } from '../shared/paced';
import { onChange } from './changes';
import { client } from './client';
import { CountsDocument } from './documents';
import type { Viewer } from './viewer';

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
    const end = onChange(soon.ask);
    return () => {
      over = true;
      soon.stop();
      end();
    };
  }, [viewer]);
  return counts;
}
