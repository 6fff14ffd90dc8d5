import { useLingui } from '@lingui/react';
import { Skeleton } from '@mantine/core';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { useStore } from '../../app/store';
import { Failed } from '../../shared/Failed';
import { Time } from '../../shared/Time';
import { now } from '../../shared/time';
import { NewsDocument } from './documents';
import { type News, newsOf } from './news';
import css from './portal.module.css';

const AGAIN_MS = 60_000;

/** What fails of the services that somebody may use, and what they were told of: nobody has to report that. */
export function Known() {
  const { i18n } = useLingui();
  const present = useStore(now);
  const [{ data, error }, again] = useQuery({ query: NewsDocument, requestPolicy: 'cache-and-network' });
  useEffect(() => {
    const timer = setInterval(() => again({ requestPolicy: 'network-only' }), AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);
  const news = data ? newsOf(data.configurationItems.nodes, present) : null;
  return (
    <aside className={css.known} aria-labelledby="known">
      <h2 id="known">{i18n._('Known to us')}</h2>
      {error && !data && <Failed error={error} again={() => again({ requestPolicy: 'network-only' })} />}
      {news === null && !error && <Skeleton height={48} aria-busy="true" />}
      {news?.length === 0 && <p className={css.soft}>{i18n._('All services work, as far as we know.')}</p>}
      <ul>
        {news?.map((each) => (
          <li key={each.id} className={css.news} data-down={each.down} data-kind={each.kind}>
            <strong className="written">{each.name}</strong> <Told news={each} />
          </li>
        ))}
      </ul>
      {data?.configurationItems.pageInfo.hasNextPage && (
        <p className={css.soft}>{i18n._('Shown is what is known of the first 100 services.')}</p>
      )}
    </aside>
  );
}

function Told({ news }: { news: News }) {
  const { i18n } = useLingui();
  if (news.kind === 'now') {
    return (
      <span>
        {news.down
          ? i18n._('does not work now. You need not report it.')
          : i18n._('works worse than it should. You need not report it.')}
      </span>
    );
  }
  return (
    <span>
      {news.down ? i18n._('will not work, as planned:') : i18n._('will work worse, as planned:')}{' '}
      <Time at={news.from} /> – <Time at={news.to} />
    </span>
  );
}
