import { useLingui } from '@lingui/react';
import { type FragmentType, read } from '../../generated';
import { next } from '../../shared/clocks';
import { ClockChip } from '../../shared/marks';
import { Time } from '../../shared/Time';
import { brief, seconds } from '../../shared/time';
import { metricName } from '../../shared/words';
import { ClocksFragment } from './documents';
import css from './incident.module.css';

/** The service level clocks, each with what it counts and by which calendar. */
export function Clocks(props: { incident: FragmentType<typeof ClocksFragment>; why: string | null }) {
  const { i18n } = useLingui();
  const { slaClocks } = read(ClocksFragment, props.incident);
  if (slaClocks.length === 0) {
    return <p className={css.soft}>{i18n._('No service level fits this incident.')}</p>;
  }
  return (
    <ul className={css.clocks}>
      {slaClocks.map((clock) => {
        const target = seconds(clock.target) * 1000;
        const elapsed = seconds(clock.elapsed) * 1000;
        const open = clock.state === 'RUNNING' || clock.state === 'PAUSED';
        const used = target === 0 ? 100 : Math.min(100, Math.round((elapsed / target) * 100));
        return (
          <li key={`${clock.metric}${clock.ordinal}`} className={css.clockLine}>
            <span>{metricName(i18n, clock.metric)}</span>
            {open ? (
              <ClockChip clock={next([clock])} why={props.why} />
            ) : (
              <span className={css.outcome} data-outcome={clock.outcome}>
                {clock.state === 'CANCELLED'
                  ? i18n._('Cancelled')
                  : clock.outcome === 'MET'
                    ? i18n._('Met')
                    : i18n._('Missed')}
              </span>
            )}
            <span className={css.bar} data-late={clock.outcome === 'BREACHED'} aria-hidden="true">
              <span style={{ width: `${used}%` }} />
            </span>
            <span className={css.clockMore}>
              {i18n._('{used} of {target}', { used: brief(elapsed), target: brief(target) })}
              {' · '}
              {clock.definition.calendar.name}
              {open && clock.dueAt && (
                <>
                  {' · '}
                  {i18n._('due')} <Time at={clock.dueAt} />
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
