import { useLingui } from '@lingui/react';
import { Button, NativeSelect, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { changes } from '../../app/changes';
import { client } from '../../app/client';
import type { ChangesSearch } from '../../app/router';
import { filled } from '../../app/search';
import { useViewer } from '../../app/viewer';
import { read } from '../../generated';
import type { ChangeRowFragment as Row } from '../../generated/graphql';
import { Failed } from '../../shared/Failed';
import { useKeys } from '../../shared/keys';
import { PriorityMark, StateMark } from '../../shared/marks';
import { move } from '../../shared/order';
import { Time } from '../../shared/Time';
import { type Answer, type Shown, useList } from '../../shared/useList';
import { changeTypeName, riskName } from '../../shared/words';
import { RiskMark } from '../approvals/Risk';
import css from './changes.module.css';
import { ChangeRowFragment, ChangesDocument } from './documents';
import { lastChanges } from './last';
import { changeQueueName, changeSortName, emptyChanges } from './names';
import { CHANGE_QUEUES, CHANGE_SORTS, changeFilter, changeSort, RISKS, TYPES } from './queues';
import { useChangeCounts } from './useChangeCounts';

const route = getRouteApi('/changes');

/** Changes by what is to be done with them next. */
export function ChangesScreen() {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const navigate = useNavigate();
  const search = route.useSearch();
  const queue = search.queue ?? 'open';
  const sort = search.sort ?? 'planned';
  const cursor = search.at ?? null;
  const narrowed = search.risk !== undefined || search.type !== undefined || search.text !== undefined;
  const filter = changeFilter(queue, viewer, search);
  const list = useList<Row>(
    JSON.stringify([filter, sort]),
    async (after): Promise<Answer<Row>> => {
      const answer = await client
        .query(ChangesDocument, { filter, sort: changeSort(sort), after }, { requestPolicy: 'network-only' })
        .toPromise();
      if (!answer.data) return { error: answer.error ?? null };
      const { nodes, totalCount, pageInfo } = answer.data.changes;
      return {
        page: {
          nodes: nodes.map((node) => read(ChangeRowFragment, node)),
          total: totalCount ?? null,
          after: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
        },
      };
    },
    changes,
    (row) => row.number === cursor,
    (row) => row.lastEventAt,
  );
  const counts = useChangeCounts(viewer, search);
  const rows = list.rows ?? [];
  useEffect(() => lastChanges.set(search), [search]);
  useEffect(() => {
    document.title = `${i18n._('Changes')} · Mainstay`;
  }, [i18n]);

  const set = (next: ChangesSearch) =>
    void navigate({
      to: '/changes',
      search: filled({ ...search, ...next }),
      replace: true,
    });
  const step = (by: number) => {
    const to = move(
      rows.map((row) => row.number),
      cursor,
      by,
    );
    if (to !== null) {
      set({ at: to });
      document.querySelector(`[data-number="${to}"]`)?.scrollIntoView({ block: 'nearest' });
    }
  };
  const open = (number: string) => void navigate({ to: '/changes/$number', params: { number }, search: {} });
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => {
      if (cursor !== null && rows.some((row) => row.number === cursor)) open(cursor);
    },
    Escape: () => set({ at: undefined }),
  });
  return (
    <section className={css.screen} aria-label={i18n._('Changes')}>
      <header className={css.head}>
        <h1>{i18n._('Changes')}</h1>
        <span className={css.soft} data-testid="total">
          {list.total === null ? '' : new Intl.NumberFormat(i18n.locale).format(list.total)}
        </span>
        <NativeSelect
          size="xs"
          aria-label={i18n._('Risk')}
          value={search.risk ?? ''}
          onChange={(event) => set({ risk: RISKS.find((risk) => risk === event.currentTarget.value) })}
          data={[
            { value: '', label: i18n._('Any risk') },
            ...RISKS.map((value) => ({ value, label: riskName(i18n, value) })),
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label={i18n._('Type')}
          value={search.type ?? ''}
          onChange={(event) => set({ type: TYPES.find((type) => type === event.currentTarget.value) })}
          data={[
            { value: '', label: i18n._('Any type') },
            ...TYPES.map((value) => ({ value, label: changeTypeName(i18n, value) })),
          ]}
        />
        <TextInput
          size="xs"
          aria-label={i18n._('In the title')}
          placeholder={i18n._('In the title')}
          defaultValue={search.text ?? ''}
          maxLength={200}
          onKeyDown={(event) => {
            if (event.key === 'Enter') set({ text: event.currentTarget.value.trim() || undefined });
          }}
          onBlur={(event) => set({ text: event.currentTarget.value.trim() || undefined })}
        />
        <NativeSelect
          size="xs"
          aria-label={i18n._('Order')}
          value={sort}
          onChange={(event) => set({ sort: CHANGE_SORTS.find((each) => each === event.currentTarget.value) })}
          data={CHANGE_SORTS.map((value) => ({ value, label: changeSortName(i18n, value) }))}
        />
      </header>
      <SegmentedControl
        className={css.queues}
        size="xs"
        aria-label={i18n._('Queue')}
        value={queue}
        onChange={(value) => set({ queue: CHANGE_QUEUES.find((each) => each === value), at: undefined })}
        data={CHANGE_QUEUES.map((value) => ({
          value,
          label: (
            <>
              {changeQueueName(i18n, value)}{' '}
              <span className={css.count} data-count={value}>
                {counts[value] === undefined ? '' : new Intl.NumberFormat(i18n.locale).format(counts[value])}
              </span>
            </>
          ),
        }))}
      />
      {list.error && <Failed error={list.error} again={list.again} />}
      {list.rows === null && !list.error && <Skeleton height={200} m="md" />}
      {list.rows !== null &&
        (rows.length === 0 ? (
          <p className={css.empty}>{emptyChanges(i18n, queue, narrowed)}</p>
        ) : (
          <div className={css.scroll} tabIndex={0} role="group" aria-label={changeQueueName(i18n, queue)}>
            <div role="grid" aria-label={changeQueueName(i18n, queue)} aria-rowcount={list.total ?? -1}>
              <div role="row" className={css.columns}>
                <span role="columnheader">{i18n._('Prio')}</span>
                <span role="columnheader">{i18n._('Number')}</span>
                <span role="columnheader">{i18n._('Title')}</span>
                <span role="columnheader">{i18n._('State')}</span>
                <span role="columnheader">{i18n._('Risk')}</span>
                <span role="columnheader">{i18n._('Window')}</span>
                <span role="columnheader">{i18n._('Assignee')}</span>
              </div>
              {rows.map((row, index) => (
                <Line
                  key={row.id}
                  row={row}
                  index={index}
                  current={row.number === cursor}
                  open={() => open(row.number)}
                />
              ))}
            </div>
            {list.hasMore && (
              <Button size="xs" variant="default" m="sm" onClick={list.more}>
                {i18n._('Show more')}
              </Button>
            )}
          </div>
        ))}
    </section>
  );
}

function Line(props: { row: Shown<Row>; index: number; current: boolean; open: () => void }) {
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
      onClick={props.open}
    >
      <span role="gridcell">
        <PriorityMark priority={row.priority} />
      </span>
      <span role="gridcell" className={css.soft}>
        {row.number}
      </span>
      <span role="gridcell" className={`one-line ${css.title}`} title={row.title.slice(0, 500)}>
        {row.type === 'EMERGENCY' && <strong>{changeTypeName(i18n, row.type)} · </strong>}
        {row.title}
      </span>
      <span role="gridcell">
        {row.left ? i18n._('Left this list') : <StateMark state={row.state} />}
        {row.overrun && <strong> {i18n._('longer than planned')}</strong>}
      </span>
      <span role="gridcell">
        <RiskMark level={row.riskLevel} />
      </span>
      <span role="gridcell" className={css.soft}>
        {row.plannedFrom ? <Time at={row.plannedFrom} /> : '–'}
      </span>
      <span role="gridcell" className={`one-line ${css.soft}`}>
        {row.assignee?.displayName ?? row.team?.name ?? i18n._('nobody')}
      </span>
    </div>
  );
}
