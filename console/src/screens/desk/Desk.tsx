import { useLingui } from '@lingui/react';
import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { useViewer } from '../../app/viewer';
import { ChoicesDocument } from '../../record/documents';
import { next } from '../../shared/clocks';
import { Failed } from '../../shared/Failed';
import { useKeys } from '../../shared/keys';
import { ClockChip, PriorityMark, StateMark } from '../../shared/marks';
import { move } from '../../shared/order';
import { Time } from '../../shared/Time';
import css from './desk.module.css';
import { lastDesk } from './last';
import { emptyQueue, queueName, sortName } from './names';
import { filterOf, isQueue, SORTS, type SortName, sortOf } from './queues';
import { type Row, useQueue } from './useQueue';

const route = getRouteApi('/desk/$queue');
const ROW_HEIGHT = 36;

/** The queue of a service desk: what is open, whose it is, and what is due first. */
export function Desk() {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const navigate = useNavigate();
  const params = route.useParams();
  const search = route.useSearch();
  const queue = isQueue(params.queue) ? params.queue : 'mine';
  const sort: SortName = search.sort ?? 'due';
  const cursor = search.at ?? null;
  const list = useQueue(filterOf(queue, viewer), sortOf(sort), cursor);
  const [{ data: choices }] = useQuery({ query: ChoicesDocument, variables: { kind: 'INCIDENT' } });
  const reasons = new Map(choices?.ticketChoices.map((choice) => [choice.code, choice.name]));

  const rows = list.rows ?? [];
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const position = rows.findIndex((row) => row.number === cursor);

  useEffect(() => lastDesk.set({ queue, search }), [queue, search]);
  useEffect(() => {
    document.title = `${queueName(i18n, queue)} · Mainstay`;
  }, [i18n, queue]);
  useEffect(() => {
    if (position >= 0) virtual.scrollToIndex(position);
  }, [position, virtual]);

  const at = (number: string | null) =>
    void navigate({
      to: '/desk/$queue',
      params: { queue },
      search: { ...search, ...(number === null ? {} : { at: number }) },
      replace: true,
    });
  const step = (by: number) =>
    at(
      move(
        rows.map((row) => row.number),
        cursor,
        by,
      ),
    );
  const open = (number: string) => void navigate({ to: '/incidents/$number', params: { number }, search: {} });
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    PageDown: () => step(15),
    PageUp: () => step(-15),
    Enter: () => {
      if (position >= 0) open(rows[position]?.number ?? '');
    },
    Escape: () =>
      void navigate({
        to: '/desk/$queue',
        params: { queue },
        search: search.sort ? { sort: search.sort } : {},
        replace: true,
      }),
  });

  return (
    <section className={css.desk} aria-label={queueName(i18n, queue)}>
      <header className={css.head}>
        <h1>{queueName(i18n, queue)}</h1>
        <span className={css.total} data-testid="total">
          {list.total === null ? '' : new Intl.NumberFormat(i18n.locale).format(list.total)}
        </span>
        <SegmentedControl
          className={css.sorts}
          size="xs"
          aria-label={i18n._('Order')}
          value={sort}
          onChange={(value) =>
            void navigate({
              to: '/desk/$queue',
              params: { queue },
              search: { ...search, sort: value as SortName },
              replace: true,
            })
          }
          data={SORTS.map((value) => ({ value, label: sortName(i18n, value) }))}
        />
      </header>
      {list.error && (
        <div className={css.message}>
          <Failed error={list.error} again={list.again} />
        </div>
      )}
      {list.rows !== null && rows.length === 0 ? (
        <p className={css.empty}>{emptyQueue(i18n, queue, viewer.teams.length > 0)}</p>
      ) : (
        <div
          className={css.grid}
          role="grid"
          aria-label={queueName(i18n, queue)}
          aria-rowcount={list.total ?? -1}
          aria-busy={list.rows === null}
        >
          <div role="row" className={css.columns}>
            <span role="columnheader">{i18n._('Prio')}</span>
            <span role="columnheader">{i18n._('Number')}</span>
            <span role="columnheader">{i18n._('Title')}</span>
            <span role="columnheader">{i18n._('State')}</span>
            <span role="columnheader" className={css.wide}>
              {i18n._('Team')}
            </span>
            <span role="columnheader">{i18n._('Assignee')}</span>
            <span role="columnheader">{i18n._('Due in')}</span>
            <span role="columnheader" className={`${css.wide} ${css.end}`}>
              {i18n._('Reported')}
            </span>
          </div>
          <div className={css.scroll} ref={scroll} role="rowgroup" tabIndex={0}>
            {list.rows === null ? (
              <Waiting />
            ) : (
              <div className={css.rows} style={{ height: virtual.getTotalSize() }} role="presentation">
                {virtual.getVirtualItems().map((item) => {
                  const row = rows[item.index];
                  return (
                    row && (
                      <Line
                        key={row.id}
                        row={row}
                        index={item.index}
                        start={item.start}
                        current={item.index === position}
                        why={row.holdReason ? (reasons.get(row.holdReason) ?? row.holdReason) : null}
                        open={() => open(row.number)}
                      />
                    )
                  );
                })}
              </div>
            )}
          </div>
          {list.hasMore && (
            <div className={css.more}>
              <Button size="xs" variant="default" onClick={list.more}>
                {i18n._('Show more')}
              </Button>
            </div>
          )}
        </div>
      )}
    </section>
  );
}

function Line(props: {
  row: Row;
  index: number;
  start: number;
  current: boolean;
  why: string | null;
  open: () => void;
}) {
  const { i18n } = useLingui();
  const { row } = props;
  return (
    <div
      role="row"
      className={css.row}
      aria-rowindex={props.index + 1}
      aria-selected={props.current}
      data-number={row.number}
      data-left={row.left}
      data-fresh={row.fresh}
      style={{ transform: `translateY(${props.start}px)` }}
      onClick={props.open}
    >
      <span role="gridcell">
        <PriorityMark priority={row.priority} />
      </span>
      <span role="gridcell" className={css.number}>
        {row.number}
      </span>
      <span role="gridcell" className={`one-line ${css.title}`} title={row.title.slice(0, 500)}>
        {row.title}
      </span>
      <span role="gridcell">{row.left ? i18n._('Left this queue') : <StateMark state={row.state} />}</span>
      <span role="gridcell" className={`one-line ${css.soft} ${css.wide}`}>
        {row.team?.name ?? '–'}
      </span>
      <span role="gridcell" className={`one-line ${row.assignee ? css.soft : css.nobody}`}>
        {row.assignee?.displayName ?? i18n._('nobody')}
      </span>
      <span role="gridcell">
        <ClockChip clock={next(row.slaClocks)} why={props.why} />
      </span>
      <span role="gridcell" className={`${css.end} ${css.wide}`}>
        <Time at={row.reportedAt} />
      </span>
    </div>
  );
}

function Waiting() {
  return (
    <div role="presentation" className={css.message}>
      {Array.from({ length: 12 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all are alike
        <Skeleton key={index} height={14} mb={22} radius="sm" />
      ))}
    </div>
  );
}
