import { useLingui } from '@lingui/react';
import { Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import { Failed } from '../shared/Failed';
import { impactStateName } from '../shared/words';
import { ImpactDocument } from './documents';
import { Path } from './Path';
import css from './record.module.css';

/** If all of these have failed: they need not have, which the heading says. */
export function Breaks({ failed, title }: { failed: readonly string[]; title: string }) {
  const { i18n } = useLingui();
  const [{ data, error }, again] = useQuery({ query: ImpactDocument, variables: { failed: [...failed] } });
  const impact = data?.impact;
  const count = new Map(impact?.counts.map((each) => [each.state, each.count]));
  return (
    <section className={css.panel} aria-label={title}>
      <h2>{title}</h2>
      {error && <Failed error={error} again={() => again({ requestPolicy: 'network-only' })} />}
      {!impact && !error && <Skeleton height={60} />}
      {impact && (
        <>
          <ul className={css.states}>
            {(['DOWN', 'DEGRADED', 'AT_RISK', 'REDUCED'] as const).map((state) => (
              <li key={state} className={css.stateCount} data-state={state}>
                <strong>{count.get(state) ?? 0}</strong>
                {impactStateName(i18n, state)}
              </li>
            ))}
          </ul>
          <ul className={css.items}>
            {impact.impacted.nodes.map(({ ci, state, path }) => (
              <li key={ci.id} className={css.line}>
                <span className={css.impactState} data-state={state}>
                  {impactStateName(i18n, state)}
                </span>
                <Path name={ci.name} steps={path} />
              </li>
            ))}
            {impact.exposedServices.nodes.map(({ service, spare }) => (
              <li key={`exposed-${service.id}`} className={css.line}>
                <span className={css.impactState} data-state="AT_RISK">
                  {i18n._('{spare} spare', { spare })}
                </span>
                <span className="one-line">{service.name}</span>
              </li>
            ))}
          </ul>
          {impact.hiddenCount > 0 && (
            <p className={css.soft}>{i18n._('{count} more that you may not see', { count: impact.hiddenCount })}</p>
          )}
          {!impact.complete && <p className={css.soft}>{i18n._('There is more: the answer was cut.')}</p>}
        </>
      )}
    </section>
  );
}
