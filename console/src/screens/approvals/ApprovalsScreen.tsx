import { useLingui } from '@lingui/react';
import { Alert, Button, Checkbox, Group, SegmentedControl, Skeleton, Textarea } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { type CombinedError, useClient, useQuery } from 'urql';
import { approvals } from '../../app/changes';
import { client } from '../../app/client';
import { useViewer } from '../../app/viewer';
import { read } from '../../generated';
import type { ApprovalsQuery } from '../../generated/graphql';
import css from '../../record/record.module.css';
import { forgetDraft, readDraft, writeDraft } from '../../shared/drafts';
import { Failed } from '../../shared/Failed';
import { FreshLogin } from '../../shared/FreshLogin';
import { useKeys } from '../../shared/keys';
import { money } from '../../shared/money';
import { move } from '../../shared/order';
import { type Refusal, wantsFreshLogin } from '../../shared/refusals';
import { Time } from '../../shared/Time';
import { type Answer, type Shown, useList } from '../../shared/useList';
import { approvalStateName, evidencePartName, fieldName } from '../../shared/words';
import look from './approvals.module.css';
import { Decide } from './Decide';
import { type Outcome, outcomes } from './decisions';
import { ApprovalsDocument, DecideManyDocument, ReleaseDocument, RequestFragment, SummaryFragment } from './documents';
import { Evidence } from './Evidence';
import { RiskMark } from './Risk';

const route = getRouteApi('/approvals');

type Row = ApprovalsQuery['myApprovals']['nodes'][number];
type ChangeRecord = Extract<NonNullable<Row['record']>, { decisionSummary: unknown }>;

const changeOf = (row: Row): ChangeRecord | null => (row.record && 'decisionSummary' in row.record ? row.record : null);
const numberOf = (row: Row): string => (row.record && 'number' in row.record ? row.record.number : '–');
const titleOf = (row: Row): string => (row.record && 'title' in row.record ? row.record.title : '–');

/** What waits for the reader's decision: the evidence comes before the buttons. */
export function ApprovalsScreen() {
  const { i18n } = useLingui();
  const navigate = useNavigate();
  const search = route.useSearch();
  const order = search.order === 'newest' ? 'NEWEST' : 'DUE';
  const cursor = search.at ?? null;
  const list = useList<Row>(
    order,
    async (after): Promise<Answer<Row>> => {
      const answer = await client
        .query(ApprovalsDocument, { order, after }, { requestPolicy: 'network-only' })
        .toPromise();
      if (!answer.data) return { error: answer.error ?? null };
      const { nodes, totalCount, pageInfo } = answer.data.myApprovals;
      return {
        page: {
          nodes,
          total: totalCount ?? null,
          after: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
        },
      };
    },
    approvals,
    (row) => row.id === cursor,
    (row) => read(RequestFragment, row).version,
  );
  const rows = list.rows ?? [];
  const position = rows.findIndex((row) => row.id === cursor);
  const current = rows[position];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const several = rows.filter((row) => chosen.has(row.id) && !row.left);
  const draft = `${useViewer().id}.several`;
  const choose = (next: ReadonlySet<string>) => {
    // A reason is of those that it was written for.
    if (next.size === 0) forgetDraft(draft);
    setChosen(next);
  };

  useEffect(() => {
    document.title = `${i18n._('My approvals')} · Mainstay`;
  }, [i18n]);
  const go = (next: { at?: string | null; open?: boolean }) =>
    void navigate({
      to: '/approvals',
      search: {
        ...(search.order ? { order: search.order } : {}),
        ...(next.at === undefined ? (cursor ? { at: cursor } : {}) : next.at ? { at: next.at } : {}),
        ...(next.open ? { open: true } : {}),
      },
      replace: true,
    });
  const step = (by: number) =>
    go({
      at: move(
        rows.map((row) => row.id),
        cursor,
        by,
      ),
    });
  const toggle = (row: Row | undefined) => {
    if (!row || !routine(row)) return;
    const next = new Set(chosen);
    if (!next.delete(row.id)) next.add(row.id);
    choose(next);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    x: () => toggle(current),
    Enter: () => {
      if (current) go({ open: true });
    },
    Escape: () => go(search.open ? {} : { at: null }),
  });
  return (
    <section className={look.screen} aria-label={i18n._('My approvals')}>
      <div className={look.list}>
        <header className={look.head}>
          <h1>{i18n._('My approvals')}</h1>
          <span className={css.soft} data-testid="total">
            {list.total === null ? '' : new Intl.NumberFormat(i18n.locale).format(list.total)}
          </span>
          <SegmentedControl
            size="xs"
            aria-label={i18n._('Order')}
            value={search.order ?? 'due'}
            onChange={(value) =>
              void navigate({
                to: '/approvals',
                search: value === 'newest' ? { order: 'newest' } : {},
                replace: true,
              })
            }
            data={[
              { value: 'due', label: i18n._('Due first') },
              { value: 'newest', label: i18n._('Newest') },
            ]}
          />
        </header>
        {list.error && <Failed error={list.error} again={list.again} />}
        {several.length > 0 && (
          <Bulk
            draft={draft}
            rows={several}
            done={() => {
              choose(new Set());
              list.again();
            }}
          />
        )}
        {list.rows === null && !list.error && <Skeleton height={180} m="md" />}
        {list.rows !== null && rows.length === 0 ? (
          <p className={look.empty}>
            {i18n._('Nothing waits for your decision. What is to be approved comes here by itself.')}
          </p>
        ) : (
          <ul className={look.rows} aria-label={i18n._('My approvals')}>
            {rows.map((row) => (
              <Line
                key={row.id}
                row={row}
                current={row.id === cursor}
                chosen={chosen.has(row.id)}
                toggle={() => toggle(row)}
                open={() => go({ at: row.id, open: true })}
              />
            ))}
          </ul>
        )}
        {list.hasMore && (
          <Button size="xs" variant="default" m="md" onClick={list.more}>
            {i18n._('Show more')}
          </Button>
        )}
      </div>
      {current && search.open ? (
        <One key={current.id} row={current} done={list.again} />
      ) : (
        <p className={look.empty}>{i18n._('Open one with Enter: the evidence comes first, then the decision.')}</p>
      )}
    </section>
  );
}

/** Whether it may be decided together with others: the API asks for a low risk, as somebody has assessed it. */
function routine(row: Row): boolean {
  return changeOf(row)?.riskLevel === 'LOW';
}

function Line(props: { row: Shown<Row>; current: boolean; chosen: boolean; toggle: () => void; open: () => void }) {
  const { i18n } = useLingui();
  const { row } = props;
  const request = read(RequestFragment, row);
  const change = changeOf(row);
  const summary = change && read(SummaryFragment, change.decisionSummary);
  return (
    <li
      className={look.row}
      data-number={numberOf(row)}
      data-current={props.current}
      data-left={row.left}
      data-fresh={row.fresh}
    >
      <Checkbox
        size="xs"
        aria-label={i18n._('Choose {number}', { number: numberOf(row) })}
        checked={props.chosen}
        disabled={!routine(row)}
        onChange={props.toggle}
      />
      <button type="button" className={look.open} aria-current={props.current} onClick={props.open}>
        <span className={look.title}>
          <span className={css.soft}>{numberOf(row)}</span> <span className="one-line">{titleOf(row)}</span>
        </span>
        <span className={look.more}>
          {row.left ? (
            <strong>{i18n._('Left this list')}</strong>
          ) : (
            <>
              {request.dueAt && (
                <span>
                  {i18n._('due')} <Time at={request.dueAt} />
                </span>
              )}
              <span>{request.stageName}</span>
              {request.state !== 'WAITING' && <span>{approvalStateName(i18n, request.state)}</span>}
              {summary && (
                <>
                  <RiskMark level={change?.riskLevel ?? summary.riskLevel} />
                  <span data-alarm={summary.conflictCount + summary.hiddenConflictCount > 0}>
                    {i18n._('{count} conflicts', { count: summary.conflictCount + summary.hiddenConflictCount })}
                  </span>
                  <span>{i18n._('{count} services out', { count: summary.affectedServiceCount })}</span>
                  {summary.changedCount === null || summary.changedCount === undefined ? (
                    <span>{i18n._('not looked at yet')}</span>
                  ) : (
                    summary.changedCount > 0 && (
                      <span data-alarm="true">
                        {i18n._('changed: {parts}', {
                          parts: summary.changedParts.map((part) => evidencePartName(i18n, part)).join(', '),
                        })}
                      </span>
                    )
                  )}
                </>
              )}
            </>
          )}
        </span>
      </button>
    </li>
  );
}

function One({ row, done }: { row: Shown<Row>; done: () => void }) {
  const { i18n } = useLingui();
  const request = read(RequestFragment, row);
  const change = changeOf(row);
  const [version, setVersion] = useState<string | null>(null);
  const [reading, setReading] = useState(0);
  const shown = useCallback((next: string) => setVersion(next), []);
  return (
    <aside className={look.one} aria-label={i18n._('Evidence and decision')}>
      {request.question && (
        <p className={css.stale}>
          {request.question}
          {request.answer && <span className="written"> → {request.answer}</span>}
        </p>
      )}
      {change ? (
        <Evidence changeId={change.id} reading={reading} shown={shown} />
      ) : (
        row.record && <ReleaseFacts id={row.record.id} />
      )}
      {row.left ? (
        <p role="status">{i18n._('It waits for you no more.')}</p>
      ) : (
        <Decide
          request={request}
          evidenceVersion={change ? version : undefined}
          lookAgain={() => {
            setVersion(null);
            setReading((before) => before + 1);
          }}
          done={done}
        />
      )}
    </aside>
  );
}

function ReleaseFacts({ id }: { id: string }) {
  const { i18n } = useLingui();
  const [{ data, error }] = useQuery({ query: ReleaseDocument, variables: { id } });
  const release = data?.release;
  if (error) return <Failed error={error} />;
  if (!release) return <Skeleton height={160} />;
  const cost = money(i18n, release.estimatedCost, release.costCurrency);
  return (
    <section aria-label={i18n._('Evidence')}>
      <h2 className="written">
        {release.number} {release.title} {release.releaseVersion}
      </h2>
      {[release.description, release.plan, release.rollBackPlan].map(
        (text) =>
          text && (
            <p key={text} className="written">
              {text}
            </p>
          ),
      )}
      {cost && (
        <p>
          {fieldName(i18n, 'estimatedCost')}: {cost}
        </p>
      )}
      <ul className={css.items}>
        {release.criteria.map((criterion) => (
          <li key={criterion.number} className={css.line}>
            <span className={css.soft}>{criterion.met ? i18n._('Met') : i18n._('Not met')}</span>
            <span className="written">{criterion.text}</span>
          </li>
        ))}
        {release.changes.map((change) => (
          <li key={change.id} className={css.line}>
            <span className={css.soft}>{change.number}</span>
            <span className="written">{change.title}</span>
          </li>
        ))}
      </ul>
      {release.hiddenChangeCount > 0 && (
        <p className={css.soft}>{i18n._('{count} more that you may not see', { count: release.hiddenChangeCount })}</p>
      )}
    </section>
  );
}

/** Several of a low risk at once, each for itself: what was refused is told, and stands. */
function Bulk({ draft, rows, done }: { draft: string; rows: readonly Row[]; done: () => void }) {
  const { i18n } = useLingui();
  const client = useClient();
  const [comment, setComment] = useState(() => readDraft<string>(draft) ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | null>(null);
  const [told, setTold] = useState<{ each: Outcome[]; whole: readonly Refusal[]; all: readonly Refusal[] } | null>(
    null,
  );
  const send = async () => {
    setBusy(true);
    setError(null);
    const answer = await client
      .mutation(DecideManyDocument, {
        decision: 'APPROVE',
        comment: comment.trim() === '' ? null : comment,
        items: rows.map((row) => {
          const change = changeOf(row);
          return {
            requestId: row.id,
            expectedVersion: read(RequestFragment, row).version,
            evidenceVersion: change && read(SummaryFragment, change.decisionSummary).evidenceVersion,
          };
        }),
      })
      .toPromise();
    setBusy(false);
    if (answer.error) {
      setError(answer.error);
      return;
    }
    const result = answer.data?.result;
    const all = result?.userErrors ?? [];
    const asked = rows.map((row) => ({ id: row.id, number: numberOf(row) }));
    setTold({ ...outcomes(asked, result?.approvals ?? [], all), all });
    // Who signs in again for it finds the words again.
    if (!wantsFreshLogin(all)) forgetDraft(draft);
  };
  return (
    <section className={css.form} aria-label={i18n._('Approve several')}>
      {told === null ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
          }}
        >
          <Textarea
            size="xs"
            autosize
            label={i18n._('Reason')}
            name="reason"
            value={comment}
            onChange={(event) => {
              setComment(event.currentTarget.value);
              writeDraft(draft, event.currentTarget.value);
            }}
          />
          {error && <Failed error={error} />}
          <Button type="submit" size="xs" mt="xs" loading={busy}>
            {i18n._('Approve {count} of a low risk', { count: rows.length })}
          </Button>
        </form>
      ) : (
        <div role="status">
          <ul className={css.items}>
            {told.each.map((outcome) => (
              <li key={outcome.id} className={css.line} data-refused={outcome.refused !== null}>
                <span>{outcome.number}</span>
                <span>{outcome.refused ?? i18n._('Approved')}</span>
              </li>
            ))}
          </ul>
          {told.whole.map((refusal) => (
            <Alert key={refusal.code + refusal.message} color="red" variant="light">
              {refusal.message}
            </Alert>
          ))}
          <FreshLogin refusals={told.all} />
          <Group mt="xs">
            <Button size="xs" variant="default" onClick={done}>
              {i18n._('Done')}
            </Button>
          </Group>
        </div>
      )}
    </section>
  );
}
