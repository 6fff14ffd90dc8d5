import { useLingui } from '@lingui/react';
import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent, ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { read } from '../../generated';
import type { CallerNowQuery } from '../../generated/graphql';
import css from '../../record/record.module.css';
import { Failed } from '../../shared/Failed';
import { PriorityMark, StateMark } from '../../shared/marks';
import { impactStateName } from '../../shared/words';
import { type Caller, type CallItem, distinct, type Issue, itemOf } from './calls';
import look from './calls.module.css';
import { IssueFragment } from './documents';

const ISSUES = '[data-issue] > button';

/** The first of the open incidents that a call may be about. */
export function firstIssue(): HTMLElement | null {
  return document.querySelector<HTMLElement>(ISSUES);
}

/** What there is to know of who calls: what is open, and what fails for them now. Each open incident can be what the call is about. */
export function Known(props: {
  caller: Caller;
  now: CallerNowQuery | undefined;
  error: CombinedError | undefined;
  again: () => void;
  used: readonly CallItem[];
  joined: string | null;
  join: (issue: Issue, own: boolean) => void;
  choose: (item: CallItem) => void;
}) {
  const { i18n } = useLingui();
  const { caller, now, error } = props;
  if (error && !now) return <Failed error={error} again={props.again} />;
  if (!now) return <Skeleton height={120} />;
  const line = (issue: Issue, own: boolean) => (
    <Line key={issue.id} issue={issue} joined={issue.id === props.joined} join={() => props.join(issue, own)} />
  );
  const own = now.own.nodes.map((node) => read(IssueFragment, node));
  const others = (now.others?.nodes ?? []).map((node) => read(IssueFragment, node));
  const listed = new Set([...own, ...others].map(({ id }) => id));
  const about = new Map(
    (now.failing?.nodes ?? []).map((item) => [item.id, item.incidents.nodes.map((node) => read(IssueFragment, node))]),
  );
  const failing = distinct([...(now.failing?.nodes ?? []).map(itemOf), ...props.used]).filter(
    ({ fails }) => fails !== null,
  );
  return (
    <div role="group" aria-label={i18n._('What is known')} onKeyDown={step}>
      <Part title={i18n._('Open for {name}', { name: caller.name })} cut={now.own.pageInfo.hasNextPage}>
        {own.length === 0 ? (
          <p className={css.soft}>{i18n._('Nothing is open for them.')}</p>
        ) : (
          <ul className={css.items}>{own.map((issue) => line(issue, true))}</ul>
        )}
      </Part>
      <Part title={i18n._('What fails for them now')} cut={now.failing?.pageInfo.hasNextPage ?? false}>
        {failing.length === 0 ? (
          <p className={css.soft}>
            {i18n._('Nobody has said that something is down that they use or their organisation has.')}
          </p>
        ) : (
          <ul className={css.items}>
            {failing.map((item) => (
              <li key={item.id}>
                <button type="button" className={look.failing} onClick={() => props.choose(item)}>
                  <span className={css.impactState} data-state={item.fails}>
                    {impactStateName(i18n, item.fails ?? '')}
                  </span>
                  <span className="one-line">{item.name}</span>
                  <span className={`one-line ${css.soft}`}>{item.className}</span>
                </button>
                {(about.get(item.id) ?? []).some(({ id }) => !listed.has(id)) && (
                  <ul className={css.items}>
                    {(about.get(item.id) ?? []).filter(({ id }) => !listed.has(id)).map((issue) => line(issue, false))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        )}
      </Part>
      {caller.organisation && (
        <Part
          title={i18n._('Open in {name}', { name: caller.organisation.name })}
          cut={now.others?.pageInfo.hasNextPage ?? false}
        >
          {others.length === 0 ? (
            <p className={css.soft}>{i18n._('Nothing else is open there.')}</p>
          ) : (
            <ul className={css.items}>{others.map((issue) => line(issue, false))}</ul>
          )}
        </Part>
      )}
    </div>
  );
}

/** From one open incident to the next by arrows. */
function step(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(ISSUES)];
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (by === 0 || at < 0) return;
  event.preventDefault();
  all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
}

function Part(props: { title: string; cut: boolean; children: ReactNode }) {
  const { i18n } = useLingui();
  return (
    <section className={css.panel} aria-label={props.title}>
      <h2>{props.title}</h2>
      {props.children}
      {props.cut && <p className={css.soft}>{i18n._('There is more: the answer was cut.')}</p>}
    </section>
  );
}

function Line(props: { issue: Issue; joined: boolean; join: () => void }) {
  const { i18n } = useLingui();
  const { issue } = props;
  return (
    <li className={look.issue} data-issue={issue.id} data-number={issue.number}>
      <button type="button" className={look.join} aria-pressed={props.joined} onClick={props.join}>
        <PriorityMark priority={issue.priority} />
        <span className={`one-line ${look.issueTitle}`} title={issue.title}>
          {issue.title}
        </span>
        <StateMark state={issue.state} />
        <span className={look.same}>
          {i18n._('Same issue')} <kbd>s</kbd>
        </span>
      </button>
      <Link className={css.link} to="/incidents/$number" params={{ number: issue.number }} search={{}}>
        {issue.number}
      </Link>
    </li>
  );
}
