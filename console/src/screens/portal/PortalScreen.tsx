import { useLingui } from '@lingui/react';
import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type CombinedError, type OperationResult, useQuery } from 'urql';
import { incidents } from '../../app/changes';
import { client } from '../../app/client';
import { useViewer } from '../../app/viewer';
import { read } from '../../generated';
import type { IncidentFilter, RequestRowFragment, RequestsQuery } from '../../generated/graphql';
import { ChoicesDocument } from '../../record/documents';
import { Failed } from '../../shared/Failed';
import { useKeys } from '../../shared/keys';
import { move } from '../../shared/order';
import { Time } from '../../shared/Time';
import { type Answer, type List, type Shown, useList } from '../../shared/useList';
import { Ask } from './Ask';
import { RequestsDocument, RequestRowFragment as Row } from './documents';
import { Known } from './Known';
import css from './portal.module.css';
import { isTheirTurn, standing } from './words';

const route = getRouteApi('/portal');

/** What people who only use services open: ask for help, see what is known, and follow what they have asked for. */
export function PortalScreen() {
  const { i18n } = useLingui();
  const navigate = useNavigate();
  const { done, at: cursor = null } = route.useSearch();
  const over = done === true;
  const list = useRequests(over, cursor);
  const [{ data: choices }] = useQuery({ query: ChoicesDocument, variables: { kind: 'INCIDENT' } });
  const reasons = new Map(choices?.ticketChoices.map((choice) => [choice.code, choice.name]));
  const rows = list.rows ?? [];

  useEffect(() => {
    document.title = `${i18n._('Help')} · Mainstay`;
  }, [i18n]);

  const show = (more: { done?: true | undefined; at?: string | undefined }) =>
    void navigate({
      to: '/portal',
      search: {
        ...((more.done ?? (over || undefined)) ? { done: true as const } : {}),
        ...(more.at === undefined ? {} : { at: more.at }),
      },
      replace: true,
    });
  const step = (by: number) => {
    const number = move(
      rows.map((row) => row.number),
      cursor,
      by,
    );
    if (number !== null) show({ at: number });
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    n: () => document.querySelector<HTMLElement>('form [name=title]')?.focus(),
    Enter: () => {
      if (rows.some((row) => row.number === cursor)) {
        void navigate({ to: '/portal/$number', params: { number: cursor ?? '' }, search: {} });
      }
    },
  });
  return (
    <div className={css.page}>
      <div className={css.columns}>
        <div>
          <h1 className={css.title}>{i18n._('How can we help?')}</h1>
          <Ask />
          <section aria-labelledby="requests">
            <header className={css.head}>
              <h2 id="requests">{i18n._('What you have asked for')}</h2>
              <SegmentedControl
                size="xs"
                aria-label={i18n._('State')}
                value={over ? 'done' : 'open'}
                onChange={(value) =>
                  void navigate({ to: '/portal', search: value === 'done' ? { done: true } : {}, replace: true })
                }
                data={[
                  { value: 'open', label: i18n._('Open') },
                  { value: 'done', label: i18n._('Done') },
                ]}
              />
            </header>
            {list.error && <Failed error={list.error} again={list.again} />}
            {list.rows === null && !list.error && <Skeleton height={72} aria-busy="true" />}
            {list.rows !== null && rows.length === 0 && (
              <p className={css.empty}>
                {over
                  ? i18n._('Nothing of yours is done yet.')
                  : i18n._('Nothing of yours is open. Tell us above if something does not work.')}
              </p>
            )}
            <ul className={css.requests}>
              {rows.map((row) => (
                <Line
                  key={row.id}
                  row={row}
                  why={row.holdReason ? (reasons.get(row.holdReason) ?? row.holdReason) : null}
                  current={row.number === cursor}
                />
              ))}
            </ul>
            {list.hasMore && (
              <Button size="xs" variant="default" onClick={list.more}>
                {i18n._('Show more')}
              </Button>
            )}
          </section>
        </div>
        <Known />
      </div>
    </div>
  );
}

/** What somebody reported, or others for them; what has happened last first. */
function useRequests(over: boolean, cursor: string | null): List<RequestRowFragment> {
  const { id } = useViewer();
  const filter: IncidentFilter = {
    open: { eq: !over },
    or: [{ reporterId: { eq: id } }, { affectedPersonId: { eq: id } }],
  };
  const ask = async (after: string | null): Promise<Answer<RequestRowFragment>> => {
    const answer: OperationResult<RequestsQuery> = await client
      .query(RequestsDocument, { filter, after }, { requestPolicy: 'network-only' })
      .toPromise();
    if (!answer.data) return { error: (answer.error as CombinedError | undefined) ?? null };
    const found = answer.data.incidents;
    return {
      page: {
        nodes: found.nodes.map((node) => read(Row, node)),
        total: found.totalCount ?? null,
        after: found.pageInfo.hasNextPage ? (found.pageInfo.endCursor ?? null) : null,
      },
    };
  };
  return useList(
    JSON.stringify(filter),
    ask,
    incidents,
    (row) => row.number === cursor,
    (row) => row.lastEventAt,
  );
}

function Line(props: { row: Shown<RequestRowFragment>; why: string | null; current: boolean }) {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const { row } = props;
  const other = row.affectedPerson && row.affectedPerson.id !== viewer.id ? row.affectedPerson.displayName : null;
  return (
    <li data-number={row.number} data-current={props.current} data-fresh={row.fresh}>
      <Link
        to="/portal/$number"
        params={{ number: row.number }}
        search={{}}
        className={css.request}
        data-turn={isTheirTurn(row.state, row.holdReason)}
      >
        <strong className="written one-line" title={row.title.slice(0, 500)}>
          {row.title}
        </strong>
        <span className={css.standing}>{standing(i18n, row.state, props.why)}</span>
        <span className={css.soft}>
          {row.number}
          {other !== null && ` · ${i18n._('for {name}', { name: other })}`} · <Time at={row.lastEventAt} />
        </span>
      </Link>
    </li>
  );
}
