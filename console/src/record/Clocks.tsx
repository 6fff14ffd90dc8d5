import { useLingui } from '@lingui/react';
import { type FragmentType, read } from '../generated';
import type { ClockFragment as Clock } from '../generated/graphql';
import { next } from '../shared/clocks';
import { ClockChip } from '../shared/marks';
import { Time } from '../shared/Time';
import { brief, seconds } from '../shared/time';
import { intervalReason, metricName } from '../shared/words';
import { bar } from './bar';
import { ClockFragment } from './documents';
import css from './record.module.css';

/** The service level clocks, each with what it counts, when, and by which calendar. */
export function Clocks(props: { clocks: readonly FragmentType<typeof ClockFragment>[]; why: string | null }) {
  const { i18n } = useLingui();
  const clocks = props.clocks.map((clock) => read(ClockFragment, clock));
  if (clocks.length === 0) {
    return <p className={css.soft}>{i18n._('No service level fits this record.')}</p>;
  }
  return (
    <ul className={css.clocks}>
      {clocks.map((clock) => {
        const target = seconds(clock.target) * 1000;
        const elapsed = seconds(clock.elapsed) * 1000;
        const open = clock.state === 'RUNNING' || clock.state === 'PAUSED';
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
            <Explanation clock={clock} />
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

/** When the clock counted and when not, as a bar over its calendar; in words below it for whoever opens them. */
function Explanation({ clock }: { clock: Clock }) {
  const { i18n } = useLingui();
  const { parts, due } = bar(clock, Date.now());
  return (
    <details className={css.explanation}>
      <summary aria-label={i18n._('Explain {name}', { name: metricName(i18n, clock.metric) })}>
        <span className={css.bar} data-late={clock.outcome === 'BREACHED'} aria-hidden="true">
          {parts.map((part) => (
            <span
              key={part.from}
              data-counted={part.counted}
              data-reason={part.reason}
              style={{ width: `${part.share}%` }}
            />
          ))}
          {due !== null && <i style={{ insetInlineStart: `${due}%` }} />}
        </span>
      </summary>
      <table className={css.intervals}>
        <thead>
          <tr>
            <th scope="col">{i18n._('From')}</th>
            <th scope="col">{i18n._('To')}</th>
            <th scope="col">{i18n._('Why')}</th>
            <th scope="col">{i18n._('Counts')}</th>
          </tr>
        </thead>
        <tbody>
          {clock.intervals.slice(-20).map((interval) => (
            <tr key={interval.from}>
              <td>
                <Time at={interval.from} />
              </td>
              <td>{interval.to ? <Time at={interval.to} /> : i18n._('now')}</td>
              <td>{intervalReason(i18n, interval.reason)}</td>
              <td>{interval.counted ? i18n._('yes') : i18n._('no')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(clock.intervals.length > 20 || !clock.intervalsComplete) && (
        <p className={css.soft}>{i18n._('These are the latest; there are earlier ones.')}</p>
      )}
    </details>
  );
}
