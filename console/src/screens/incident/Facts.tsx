import { useLingui } from '@lingui/react';
import type { ReactNode } from 'react';
import { type FragmentType, read } from '../../generated';
import css from '../../record/record.module.css';
import { Time } from '../../shared/Time';
import { channelName, fieldName, levelName } from '../../shared/words';
import { HeaderFragment } from './documents';

/** Who and what an incident is about. */
export function Facts(props: { incident: FragmentType<typeof HeaderFragment>; holdReason: string | null }) {
  const { i18n } = useLingui();
  const incident = read(HeaderFragment, props.incident);
  const priority = incident.priorityExplanation;
  const decidedBy = priority.impactDecidedBy?.name;
  const rows: [string, ReactNode][] = [
    [fieldName(i18n, 'assignee'), incident.assignee?.displayName ?? <em>{i18n._('nobody')}</em>],
    [fieldName(i18n, 'team'), incident.team?.name ?? <em>{i18n._('none')}</em>],
    [i18n._('Affected person'), incident.affectedPerson?.displayName],
    [
      i18n._('Reported'),
      <>
        <Time at={incident.reportedAt} /> · {channelName(i18n, incident.channel)}
        {incident.reporter && incident.reporter.id !== incident.affectedPerson?.id && (
          <> · {incident.reporter.displayName}</>
        )}
      </>,
    ],
    [
      fieldName(i18n, 'priority'),
      <span key="priority">
        {i18n._('impact {impact} × urgency {urgency}', {
          impact: levelName(i18n, incident.impact),
          urgency: levelName(i18n, incident.urgency),
        })}
        {decidedBy && <span className={css.soft}> · {i18n._('by {name}', { name: decidedBy })}</span>}
      </span>,
    ],
    [i18n._('Organisation'), incident.organisation?.name],
    [i18n._('Category'), incident.category?.path],
    [fieldName(i18n, 'location'), incident.location],
    [i18n._('Customer class'), incident.customerClass],
    [
      fieldName(i18n, 'holdReason'),
      props.holdReason && (
        <>
          {props.holdReason}
          {incident.followUpAt && (
            <>
              {' · '}
              {i18n._('reminder')} <Time at={incident.followUpAt} />
            </>
          )}
        </>
      ),
    ],
    [i18n._('Resolved'), incident.resolvedAt && <Time at={incident.resolvedAt} />],
    [fieldName(i18n, 'resolution'), incident.resolution],
    [i18n._('Closed'), incident.closedAt && <Time at={incident.closedAt} />],
    [i18n._('Reason of cancellation'), incident.cancelReason],
  ];
  return (
    <section className={css.panel} aria-labelledby="facts">
      <h2 id="facts">{i18n._('Details')}</h2>
      <dl className={css.facts}>
        {rows
          .filter(([, value]) => value !== null && value !== undefined && value !== '')
          .map(([name, value]) => (
            <div key={name} className={css.fact}>
              <dt>{name}</dt>
              <dd className="written">{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
