import { useLingui } from '@lingui/react';
import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { useViewer } from '../../app/viewer';
import { read } from '../../generated';
import css from '../../record/record.module.css';
import { Failed } from '../../shared/Failed';
import { money } from '../../shared/money';
import { Time } from '../../shared/Time';
import { evidencePartName, fieldName } from '../../shared/words';
import { Conflicts } from './Conflicts';
import { Differences } from './Differences';
import { DifferenceDocument, EvidenceDocument, MarkSeenDocument, SummaryFragment } from './documents';
import { Risk } from './Risk';
import { saw, seen } from './seen';

/** All that is decided by, before the buttons: what the change is, what is new since the reader last looked, and what speaks against it. */
export function Evidence(props: {
  changeId: string;
  /** Another number reads it anew. */
  reading: number;
  /** The version that is on the screen now. */
  shown: (version: string) => void;
}) {
  const { i18n } = useLingui();
  const client = useClient();
  const viewer = useViewer();
  const { changeId, reading, shown } = props;
  // What was seen before this look: the marks of this one are for the next.
  const [since] = useState(() => seen(viewer.id, changeId));
  const [{ data, error, fetching }, again] = useQuery({
    query: EvidenceDocument,
    variables: { id: changeId },
    requestPolicy: 'network-only',
  });
  const change = data?.change ?? null;
  const version = change?.evidence.version;
  const [{ data: compared }] = useQuery({
    query: DifferenceDocument,
    variables: { id: changeId, since: since ?? '' },
    pause: since === null || version === undefined || since === version,
    requestPolicy: 'network-only',
  });
  useEffect(() => {
    if (reading > 0) again({ requestPolicy: 'network-only' });
  }, [again, reading]);
  useEffect(() => {
    if (version === undefined || fetching) return;
    shown(version);
    saw(viewer.id, changeId, version);
    void client.mutation(MarkSeenDocument, { id: changeId, evidenceVersion: version }).toPromise();
  }, [changeId, client, fetching, shown, version, viewer.id]);

  if (error && change === null) return <Failed error={error} again={() => again({ requestPolicy: 'network-only' })} />;
  if (change === null) {
    return data ? <p role="status">{i18n._('You do not see this record any more.')}</p> : <Skeleton height={220} />;
  }
  const summary = read(SummaryFragment, change.decisionSummary);
  const difference = compared?.changeEvidenceDifference;
  const texts = (['reason', 'plan', 'testPlan', 'backOutPlan'] as const).flatMap((field) =>
    change[field] ? [[field, change[field]] as const] : [],
  );
  const cost = money(i18n, change.estimatedCost, change.costCurrency);
  return (
    <section aria-label={i18n._('Evidence')} data-version={change.evidence.version.slice(0, 40)}>
      <h2 className="written">
        <Link className={css.link} to="/changes/$number" params={{ number: change.number }} search={{}}>
          {change.number}
        </Link>{' '}
        {change.title}
      </h2>
      {difference && difference.differences.length + difference.hiddenCount > 0 ? (
        <div className={css.stale} role="status">
          <strong>{i18n._('New since you last looked')}</strong>
          <Differences differences={difference.differences} hidden={difference.hiddenCount} />
        </div>
      ) : (
        (summary.changedCount ?? 0) > 0 &&
        since === null && (
          <p className={css.stale} role="status">
            {i18n._('New since you last looked: {parts}', {
              parts: summary.changedParts.map((part) => evidencePartName(i18n, part)).join(', '),
            })}
          </p>
        )
      )}
      {change.plannedFrom && (
        <p>
          <Time at={change.plannedFrom} /> – {change.plannedTo && <Time at={change.plannedTo} />}{' '}
          <span className={css.soft}>{change.plannedZone}</span>
        </p>
      )}
      <p>
        {i18n._('An outage of its items takes {count} services down or degrades them.', {
          count: summary.affectedServiceCount,
        })}{' '}
        {summary.serviceWithoutSpareCount > 0 &&
          i18n._('{count} services have no spare left.', { count: summary.serviceWithoutSpareCount })}
      </p>
      <Risk risk={change.evidence.risk} />
      <Conflicts conflicts={change.evidence.conflicts} />
      <dl className={css.facts}>
        {texts.map(([field, text]) => (
          <div key={field} className={css.fact}>
            <dt>{fieldName(i18n, field)}</dt>
            <dd className="written">{text}</dd>
          </div>
        ))}
        {cost && (
          <div className={css.fact}>
            <dt>{fieldName(i18n, 'estimatedCost')}</dt>
            <dd>{cost}</dd>
          </div>
        )}
        <div className={css.fact}>
          <dt>{fieldName(i18n, 'implementers')}</dt>
          <dd>{change.implementers.map((person) => person.displayName).join(', ') || '–'}</dd>
        </div>
        <div className={css.fact}>
          <dt>{fieldName(i18n, 'ciIds')}</dt>
          <dd>{change.affectedCis.map((item) => item.name).join(', ') || '–'}</dd>
        </div>
      </dl>
      <details>
        <summary>{i18n._('All of the evidence, as it is kept with a decision')}</summary>
        <ul className={css.items}>
          {change.evidence.entries.map((entry) => (
            <li key={entry.key} className={css.line}>
              <span className={css.soft}>{evidencePartName(i18n, entry.part)}</span>
              <span className="written">{entry.text}</span>
            </li>
          ))}
        </ul>
      </details>
      {error && <Failed error={error} again={() => again({ requestPolicy: 'network-only' })} />}
    </section>
  );
}
