import { useLingui } from '@lingui/react';
import { Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import { may, useViewer } from '../../app/viewer';
import { type FragmentType, read } from '../../generated';
import { Failed } from '../../shared/Failed';
import { impactStateName } from '../../shared/words';
import { AffectedFragment, ImpactDocument } from './documents';
import css from './incident.module.css';

/** What is affected, and what breaks because of it. */
export function Affected(props: { incident: FragmentType<typeof AffectedFragment>; open: boolean }) {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const { affectedCis, serviceOffering, problems } = read(AffectedFragment, props.incident);
  return (
    <>
      <section className={css.panel} aria-labelledby="affected">
        <h2 id="affected">{i18n._('Affected')}</h2>
        {serviceOffering && (
          <p className={css.line}>
            <span className={css.soft}>{i18n._('Service offering')}</span>
            <span>{serviceOffering.name}</span>
          </p>
        )}
        {affectedCis.length === 0 ? (
          <p className={css.soft}>{i18n._('No configuration item is linked.')}</p>
        ) : (
          <ul className={css.items}>
            {affectedCis.map((item) => (
              <li key={item.id} className={css.line}>
                <span className={css.soft}>{item.class.name}</span>
                <span className="one-line" title={item.name}>
                  {item.name}
                </span>
              </li>
            ))}
          </ul>
        )}
        {problems.map((problem) => (
          <p key={problem.id} className={css.line}>
            <span className={css.soft}>{problem.number}</span>
            <span className="one-line">{problem.title}</span>
          </p>
        ))}
      </section>
      {props.open && affectedCis.length > 0 && may(viewer, 'ci.read') && (
        <Breaks failed={affectedCis.map((item) => item.id)} />
      )}
    </>
  );
}

/** If all that is linked has failed: it need not have, which the heading says. */
function Breaks({ failed }: { failed: string[] }) {
  const { i18n } = useLingui();
  const [{ data, error }, again] = useQuery({ query: ImpactDocument, variables: { failed } });
  const impact = data?.impact;
  const count = new Map(impact?.counts.map((each) => [each.state, each.count]));
  return (
    <section className={css.panel} aria-labelledby="breaks">
      <h2 id="breaks">{i18n._('What breaks if these have failed')}</h2>
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
            {impact.impacted.nodes.map(({ ci, state }) => (
              <li key={ci.id} className={css.line}>
                <span className={css.impactState} data-state={state}>
                  {impactStateName(i18n, state)}
                </span>
                <span className="one-line" title={`${ci.class.name}: ${ci.name}`}>
                  {ci.name}
                </span>
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
