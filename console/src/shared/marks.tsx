import { useLingui } from '@lingui/react';
import { Tooltip } from '@mantine/core';
import { useStore } from '../app/store';
import { type ClockSummary, tone } from './clocks';
import css from './marks.module.css';
import { brief, fullTime, now } from './time';
import { metricName, stateName } from './words';

/** P1 to P5: told by the word and by how filled the mark is, not by its colour alone. */
export function PriorityMark({ priority }: { priority: string }) {
  return (
    <span className={css.priority} data-priority={priority}>
      {priority}
    </span>
  );
}

export function StateMark({ state }: { state: string }) {
  const { i18n } = useLingui();
  return (
    <span className={css.state} data-state={state}>
      {stateName(i18n, state)}
    </span>
  );
}

/** How long a service level clock still has; ticks. A clock that pauses says so, and why on hover. */
export function ClockChip({ clock, why }: { clock: ClockSummary | null; why?: string | null }) {
  const { i18n } = useLingui();
  const present = useStore(now);
  if (clock === null) {
    return <span className={css.none}>–</span>;
  }
  const look = tone(clock, present);
  const name = metricName(i18n, clock.metric);
  const left = clock.dueAt === null ? null : new Date(clock.dueAt).getTime() - present;
  let text: string;
  let more: string;
  if (clock.state === 'PAUSED') {
    text = i18n._('Paused');
    more = why ? i18n._('{name} is paused: {why}', { name, why }) : i18n._('{name} is paused', { name });
  } else if (left === null) {
    text = name;
    more = name;
  } else {
    text = left > 0 ? brief(left) : `−${brief(left)}`;
    const due = fullTime(clock.dueAt ?? '', i18n.locale);
    more = left > 0 ? i18n._('{name} is due {due}', { name, due }) : i18n._('{name} was due {due}', { name, due });
  }
  return (
    <Tooltip label={more} openDelay={200}>
      <span className={css.clock} data-tone={look}>
        <span className={css.sign} aria-hidden="true">
          {look === 'paused' ? '❚❚' : look === 'late' ? '▲' : look === 'soon' ? '◐' : '○'}
        </span>
        {text}
        <span className={css.hidden}> {more}</span>
      </span>
    </Tooltip>
  );
}
