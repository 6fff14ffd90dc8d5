import { useLingui } from '@lingui/react';
import type { ReactNode } from 'react';
import { type FragmentType, read } from '../../generated';
import css from '../../record/record.module.css';
import { money } from '../../shared/money';
import { Time } from '../../shared/Time';
import { zonedTime } from '../../shared/time';
import { exceptionStateName, fieldName, levelName, outcomeName } from '../../shared/words';
import { ChangeFactsFragment, ChangeFormFragment } from './documents';

type Parts = FragmentType<typeof ChangeFactsFragment> & FragmentType<typeof ChangeFormFragment>;

/** Who, when and what became of it. The window is told in the reader's zone and in that in which it was planned. */
export function Facts(props: { change: Parts; holdReason: string | null }) {
  const { i18n } = useLingui();
  const facts = read(ChangeFactsFragment, props.change);
  const change = read(ChangeFormFragment, props.change);
  const at = (instant: string | null | undefined) => instant && <Time at={instant} />;
  const whoAndWhen = (who: { displayName: string } | null | undefined, when: string | null | undefined) =>
    when && (
      <>
        {who?.displayName} · <Time at={when} />
      </>
    );
  const rows: [string, ReactNode][] = [
    [
      i18n._('Window'),
      change.plannedFrom && change.plannedTo && (
        <>
          <Time at={change.plannedFrom} /> – <Time at={change.plannedTo} />
          {change.plannedZone && (
            <p className={css.soft}>
              {zonedTime(change.plannedFrom, i18n.locale, change.plannedZone)} –{' '}
              {zonedTime(change.plannedTo, i18n.locale, change.plannedZone)} · {change.plannedZone}
            </p>
          )}
        </>
      ),
    ],
    [fieldName(i18n, 'actualFrom'), at(facts.actualFrom)],
    [
      fieldName(i18n, 'actualTo'),
      facts.actualTo ? at(facts.actualTo) : facts.overrun && <strong>{i18n._('longer than planned')}</strong>,
    ],
    [fieldName(i18n, 'outcome'), change.outcome && outcomeName(i18n, change.outcome)],
    [fieldName(i18n, 'outcomeNote'), facts.outcomeNote],
    [fieldName(i18n, 'review'), facts.review],
    [fieldName(i18n, 'assignee'), change.assignee?.displayName ?? <em>{i18n._('nobody')}</em>],
    [fieldName(i18n, 'team'), change.team?.name],
    [fieldName(i18n, 'implementers'), change.implementers.map((person) => person.displayName).join(', ')],
    [i18n._('Requested'), whoAndWhen(facts.reporter, facts.reportedAt)],
    [i18n._('Assessed'), whoAndWhen(facts.assessedBy, facts.assessedAt)],
    [fieldName(i18n, 'riskReason'), facts.riskReason],
    [i18n._('Authorised'), whoAndWhen(facts.authorisedBy, facts.authorisedAt)],
    [i18n._('In what way'), facts.authorisedHow],
    [fieldName(i18n, 'rejectionReason'), change.state === 'DRAFT' && facts.rejectionReason],
    [fieldName(i18n, 'cancelReason'), facts.cancelReason],
    [
      fieldName(i18n, 'priority'),
      i18n._('impact {impact} × urgency {urgency}', {
        impact: levelName(i18n, change.impact),
        urgency: levelName(i18n, change.urgency),
      }),
    ],
    [fieldName(i18n, 'estimatedCost'), money(i18n, change.estimatedCost, change.costCurrency)],
    [fieldName(i18n, 'serviceOffering'), change.serviceOffering?.name],
    [fieldName(i18n, 'organisation'), facts.organisation?.name],
    [i18n._('Template'), facts.template?.name],
    [fieldName(i18n, 'holdReason'), props.holdReason],
    [fieldName(i18n, 'followUpAt'), at(facts.followUpAt)],
    [fieldName(i18n, 'imminentRisk'), facts.imminentRisk],
    [
      i18n._('Paperwork'),
      facts.paperworkFiledAt ? (
        <>
          {i18n._('filed')} <Time at={facts.paperworkFiledAt} />
        </>
      ) : (
        facts.paperworkDueAt && (
          <>
            {i18n._('due')} <Time at={facts.paperworkDueAt} />
          </>
        )
      ),
    ],
    [
      i18n._('Review by the board'),
      facts.cabReview ? (
        <>
          {facts.cabReview.findings} · <Time at={facts.cabReview.at} />
        </>
      ) : (
        facts.cabReviewDueAt && (
          <>
            {i18n._('due')} <Time at={facts.cabReviewDueAt} />
          </>
        )
      ),
    ],
    [i18n._('Unauthorised'), facts.unauthorised && (facts.unauthorisedReason ?? i18n._('yes'))],
    [
      i18n._('Exceptions from freezes'),
      facts.freezeExceptions.length > 0 &&
        facts.freezeExceptions
          .map((each) => `${each.changeWindow?.name ?? '–'}: ${exceptionStateName(i18n, each.state)}`)
          .join('; '),
    ],
    [i18n._('Releases'), facts.releases.map((release) => `${release.number} ${release.title}`).join('; ')],
  ];
  return (
    <section className={css.panel} aria-labelledby="facts">
      <h2 id="facts">{i18n._('Details')}</h2>
      <dl className={css.facts}>
        {rows
          .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
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
