import { useLingui } from '@lingui/react';
import { Button, Skeleton } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { approvals, changes } from '../../app/changes';
import { may, useViewer } from '../../app/viewer';
import { read } from '../../generated';
import { ActionForm } from '../../record/ActionForm';
import { Attachments } from '../../record/Attachments';
import { Breaks } from '../../record/Breaks';
import { Clocks } from '../../record/Clocks';
import { Composer, type EntryKind } from '../../record/Composer';
import { ChoicesDocument } from '../../record/documents';
import { Items } from '../../record/Items';
import css from '../../record/record.module.css';
import { Timeline } from '../../record/Timeline';
import { Failed } from '../../shared/Failed';
import { useKeys } from '../../shared/keys';
import { PriorityMark, StateMark } from '../../shared/marks';
import { paced } from '../../shared/paced';
import { changeTypeName, confidentialityName, fieldName } from '../../shared/words';
import { Missing } from '../../shell/Missing';
import { Conflicts } from '../approvals/Conflicts';
import { ConflictsFragment } from '../approvals/documents';
import { Risk, RiskMark } from '../approvals/Risk';
import { lastChanges } from '../changes/last';
import { Approvals, Decision } from './Approvals';
import { actions } from './actions';
import {
  ChangeApprovalFragment,
  ChangeDocument,
  ChangeFactsFragment,
  ChangeFindingsDocument,
  ChangeFormFragment,
} from './documents';
import { Facts } from './Facts';
import { FreeSlots } from './FreeSlots';
import { GraphEdit } from './GraphEdit';
import { Linked } from './Linked';
import { Safe } from './Safe';
import { Tasks } from './Tasks';

const route = getRouteApi('/changes/$number');

/** What is told where somebody else was faster. */
const COMPARED = [
  'state',
  'title',
  'reason',
  'description',
  'plan',
  'testPlan',
  'backOutPlan',
  'communicationPlan',
  'estimatedCost',
  'plannedFrom',
  'plannedTo',
  'plannedZone',
  'implementers',
  'team',
  'assignee',
  'impact',
  'urgency',
  'riskLevel',
  'holdReason',
  'outcome',
];

const TEXTS = ['reason', 'description', 'plan', 'testPlan', 'backOutPlan', 'communicationPlan'] as const;

/** One change: what it is, what speaks against it, who agrees, and what may be done now. */
export function ChangeScreen() {
  const { i18n } = useLingui();
  const navigate = useNavigate();
  const client = useClient();
  const viewer = useViewer();
  const { number } = route.useParams();
  const search = route.useSearch();
  // The history is for those who work on changes, and for auditors.
  const variables = { number, working: may(viewer, 'change.work') || may(viewer, 'audit.read') };
  const [{ data, error }, again] = useQuery({
    query: ChangeDocument,
    variables,
    requestPolicy: 'cache-and-network',
  });
  const change = data?.change ?? null;
  const id = change?.id;
  const [{ data: found, error: unfound }, findAgain] = useQuery({
    query: ChangeFindingsDocument,
    variables: { id: id ?? '' },
    pause: id === undefined,
    requestPolicy: 'cache-and-network',
  });
  const [{ data: choices }] = useQuery({ query: ChoicesDocument, variables: { kind: 'CHANGE' } });
  const [linking, setLinking] = useState(false);
  const [kind, setKind] = useState<EntryKind>('COMMENT');
  const area = useRef<HTMLTextAreaElement>(null);
  const readAgain = () => {
    again({ requestPolicy: 'network-only' });
    findAgain({ requestPolicy: 'network-only' });
  };

  useEffect(() => {
    const reading = paced(async () => {
      again({ requestPolicy: 'network-only' });
      findAgain({ requestPolicy: 'network-only' });
    });
    const ends = [
      changes((happening) => {
        if (happening.kind === 'read-again' || happening.id === id) reading.ask();
      }),
      approvals(reading.ask),
    ];
    return () => {
      for (const end of ends) end();
      reading.stop();
    };
  }, [again, findAgain, id]);
  useEffect(() => {
    document.title = `${number} · Mainstay`;
  }, [number]);

  const possible = new Set<string>(change?.availableTransitions.map((transition) => transition.action));
  const freezes = (found?.change ? read(ConflictsFragment, found.change.conflicts).conflicts : []).flatMap(
    ({ kind: why, changeWindow }) => (why === 'FREEZE' && changeWindow ? [changeWindow] : []),
  );
  const currency = change ? read(ChangeFormFragment, change).costCurrency : undefined;
  const offered = actions(i18n, freezes, currency).filter(
    (action) => possible.has(action.name) && (action.name !== 'REQUEST_FREEZE_EXCEPTION' || freezes.length > 0),
  );
  const open = offered.find((action) => action.name === search.do) ?? null;
  const deciding = change?.approvals.some((request) => read(ChangeApprovalFragment, request).viewerCanDecide) ?? false;
  const kinds: EntryKind[] = [
    ...(possible.has('COMMENT') ? (['COMMENT'] as const) : []),
    ...(possible.has('ADD_WORK_NOTE') ? (['WORK_NOTE'] as const) : []),
  ];
  const writing = kinds.includes(kind) ? kind : (kinds[0] ?? 'COMMENT');
  const show = (action: string | null) =>
    void navigate({
      to: '/changes/$number',
      params: { number },
      search: { ...(search.show ? { show: search.show } : {}), ...(action === null ? {} : { do: action }) },
      replace: true,
    });
  const back = () => void navigate({ to: '/changes', search: { ...lastChanges.get(), at: number } });
  const write = (which: EntryKind) => {
    if (kinds.includes(which)) {
      setKind(which);
      area.current?.focus();
    }
  };
  useKeys({
    ...Object.fromEntries(
      offered.flatMap((action) =>
        // While a decision waits, its keys mean that.
        action.key === undefined || deciding ? [] : [[action.key, () => show(action.name)]],
      ),
    ),
    l: () => {
      if (possible.has('LINK_CIS')) setLinking(true);
    },
    c: () => write('COMMENT'),
    n: () => write('WORK_NOTE'),
    Escape: () => (open === null ? back() : show(null)),
  });

  if (error && change === null) {
    return (
      <div className={css.page}>
        <Failed error={error} again={readAgain} />
      </div>
    );
  }
  if (data && change === null) return <Missing />;
  if (change === null) {
    return (
      <div className={css.page} aria-busy="true">
        <Skeleton height={18} width={320} mb="md" />
        <Skeleton height={26} width="60%" mb="lg" />
        <Skeleton height={160} />
      </div>
    );
  }
  const form = read(ChangeFormFragment, change);
  const facts = read(ChangeFactsFragment, change);
  const holdReason = form.holdReason
    ? (choices?.ticketChoices.find((choice) => choice.code === form.holdReason)?.name ?? form.holdReason)
    : null;
  const over = ['REVIEW', 'CLOSED', 'CANCELLED'].includes(form.state);
  const findings = found?.change;
  return (
    <article className={css.page} aria-label={form.number}>
      <header className={css.header}>
        <div className={css.crumbs}>
          <button type="button" className={css.back} onClick={back}>
            ← {i18n._('Changes')} <kbd>Esc</kbd>
          </button>
          <span className={css.number}>{form.number}</span>
          <PriorityMark priority={facts.priority} />
          <StateMark state={form.state} />
          <span>{changeTypeName(i18n, form.type)}</span>
          {form.riskLevel && (
            <span>
              {i18n._('Risk')} <RiskMark level={form.riskLevel} />
            </span>
          )}
          {holdReason && <span className={css.soft}>{i18n._('On hold: {why}', { why: holdReason })}</span>}
          {facts.confidentiality !== 'PUBLIC_INTERNAL' && (
            <span className={css.secret}>{confidentialityName(i18n, facts.confidentiality)}</span>
          )}
          {facts.unauthorised && <span className={css.secret}>{i18n._('Unauthorised')}</span>}
        </div>
        <h1 className="written">{form.title}</h1>
      </header>
      {offered.length > 0 && (
        <div className={css.actions} role="toolbar" aria-label={i18n._('Actions')}>
          {offered.map((action) => (
            <Button
              key={action.name}
              size="xs"
              variant={action === open || action.name === open?.name ? 'filled' : 'default'}
              aria-expanded={action.name === open?.name}
              rightSection={action.key === undefined || deciding ? undefined : <kbd>{action.key}</kbd>}
              onClick={() => show(action.name === open?.name ? null : action.name)}
            >
              {action.label}
            </Button>
          ))}
        </div>
      )}
      {error && <Failed error={error} again={readAgain} />}
      <div className={css.columns}>
        <div className={css.story}>
          {open && (
            <ActionForm
              key={`${form.id}${open.name}`}
              kind="change"
              action={open}
              record={form}
              compared={COMPARED}
              suggested={form.suggestedServiceOfferings}
              latest={async () => {
                const answer = await client
                  .query(ChangeDocument, variables, { requestPolicy: 'network-only' })
                  .toPromise();
                const now = answer.data?.change;
                return { error: answer.error, record: now ? read(ChangeFormFragment, now) : null };
              }}
              close={() => show(null)}
              done={() => {
                show(null);
                readAgain();
              }}
            />
          )}
          {may(viewer, 'change.read') && ['AUTHORISATION', 'SCHEDULED', 'IMPLEMENTING'].includes(form.state) && (
            <Safe changeId={form.id} />
          )}
          <Decision changeId={form.id} approvals={change.approvals} done={readAgain} />
          <section className={css.description} aria-label={i18n._('Plan')}>
            <dl className={css.facts}>
              {TEXTS.filter((name) => form[name]).map((name) => (
                <div key={name} className={css.fact}>
                  <dt>{fieldName(i18n, name)}</dt>
                  <dd className="written">{form[name]}</dd>
                </div>
              ))}
            </dl>
          </section>
          <Tasks
            changeId={form.id}
            tasks={change.tasks}
            canComplete={possible.has('COMPLETE_TASK')}
            implementing={form.state === 'IMPLEMENTING'}
            changed={readAgain}
          />
          {findings?.graphEdit && <GraphEdit changeId={form.id} edit={findings.graphEdit} />}
          {kinds.length > 0 && (
            <Composer
              key={form.id}
              ref={area}
              record="change"
              id={form.id}
              kinds={kinds}
              kind={writing}
              setKind={setKind}
              done={readAgain}
            />
          )}
          <Timeline
            entries={change.workLog}
            history={change.history ?? null}
            clocks={change.slaClocks}
            choices={new Map(choices?.ticketChoices.map((choice) => [choice.code, choice.name]))}
            shown={search.show ?? 'all'}
            show={(shown) =>
              void navigate({
                to: '/changes/$number',
                params: { number },
                search: { ...(search.do ? { do: search.do } : {}), ...(shown === 'all' ? {} : { show: shown }) },
                replace: true,
              })
            }
          />
        </div>
        <aside className={css.side} aria-label={i18n._('Details')}>
          <Facts change={change} holdReason={holdReason} />
          <Approvals approvals={change.approvals} />
          {unfound && !findings && <Failed error={unfound} again={readAgain} />}
          {!findings && !unfound && <Skeleton height={120} />}
          {findings && !over && <Conflicts conflicts={findings.conflicts} />}
          {form.plannedFrom && possible.has('UPDATE') && may(viewer, 'change.read') && (
            <section className={css.panel}>
              <FreeSlots change={form} ciIds={change.affectedCis.map((item) => item.id)} changed={readAgain} />
            </section>
          )}
          {findings && <Risk risk={findings.riskAssessment} />}
          <section className={css.panel} aria-labelledby="affected">
            <h2 id="affected">{i18n._('Configuration items')}</h2>
            <Items
              kind="change"
              record={form}
              items={change.affectedCis}
              canLink={possible.has('LINK_CIS')}
              canUnlink={possible.has('UNLINK_CIS')}
              linking={linking}
              setLinking={setLinking}
              changed={readAgain}
            />
            <Linked
              record={form}
              links={[
                ...change.excludedCis.map(({ ci, reason }) => ({
                  id: ci.id,
                  label: i18n._('left out'),
                  text: `${ci.name}: ${reason}`,
                  action: 'INCLUDE_CIS',
                  field: 'ciIds',
                  undo: i18n._('Leave {name} out no more', { name: ci.name }),
                  edits: 'excludedCiIds',
                })),
                ...change.incidents.nodes.map((incident) => ({
                  id: incident.id,
                  label: (
                    <Link className={css.link} to="/incidents/$number" params={{ number: incident.number }} search={{}}>
                      {incident.number}
                    </Link>
                  ),
                  text: incident.title,
                  action: 'UNLINK_RECORDS',
                  field: 'incidentIds',
                  undo: i18n._('Unlink {name}', { name: incident.number }),
                })),
                ...change.problems.nodes.map((problem) => ({
                  id: problem.id,
                  label: problem.number,
                  text: problem.title,
                  action: 'UNLINK_RECORDS',
                  field: 'problemIds',
                  undo: i18n._('Unlink {name}', { name: problem.number }),
                })),
              ]}
              possible={possible}
              changed={readAgain}
            />
          </section>
          <Attachments
            key={form.id}
            kind="change"
            record={form}
            files={change.attachments.nodes}
            possible={possible}
            changed={readAgain}
          />
          {!over && change.affectedCis.length > 0 && may(viewer, 'ci.read') && (
            <Breaks failed={change.affectedCis.map((item) => item.id)} title={i18n._('What breaks while it is made')} />
          )}
          {change.slaClocks.length > 0 && (
            <section className={css.panel} aria-labelledby="clocks">
              <h2 id="clocks">{i18n._('Service levels')}</h2>
              <Clocks clocks={change.slaClocks} why={holdReason} />
            </section>
          )}
        </aside>
      </div>
    </article>
  );
}
