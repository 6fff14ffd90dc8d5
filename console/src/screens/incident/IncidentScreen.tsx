import { useLingui } from '@lingui/react';
import { Button, Skeleton } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { incidents } from '../../app/changes';
import { may, useViewer } from '../../app/viewer';
import { read } from '../../generated';
import { ActionForm } from '../../record/ActionForm';
import { Attachments } from '../../record/Attachments';
import { Clocks } from '../../record/Clocks';
import { Composer, type EntryKind } from '../../record/Composer';
import { ChoicesDocument } from '../../record/documents';
import css from '../../record/record.module.css';
import { Timeline } from '../../record/Timeline';
import { Failed } from '../../shared/Failed';
import { useKeys } from '../../shared/keys';
import { paced } from '../../shared/paced';
import { Missing } from '../../shell/Missing';
import { lastDesk } from '../desk/last';
import { Affected } from './Affected';
import { actions } from './actions';
import { FormFragment, IncidentDocument } from './documents';
import { Facts } from './Facts';
import { Header } from './Header';

const route = getRouteApi('/incidents/$number');

/** What is told where somebody else was faster. */
const COMPARED = [
  'state',
  'title',
  'description',
  'symptom',
  'location',
  'priority',
  'impact',
  'urgency',
  'team',
  'assignee',
  'serviceOffering',
  'holdReason',
  'resolution',
];

/** One incident: what is known, what was said, and what may be done now. */
export function IncidentScreen() {
  const { i18n } = useLingui();
  const navigate = useNavigate();
  const client = useClient();
  const viewer = useViewer();
  const { number } = route.useParams();
  const search = route.useSearch();
  // The history is for those who work on incidents, and for auditors.
  const variables = { number, working: may(viewer, 'incident.work') || may(viewer, 'audit.read') };
  const [{ data, error }, again] = useQuery({
    query: IncidentDocument,
    variables,
    requestPolicy: 'cache-and-network',
  });
  const [{ data: choices }] = useQuery({ query: ChoicesDocument, variables: { kind: 'INCIDENT' } });
  const [linking, setLinking] = useState(false);
  const [kind, setKind] = useState<EntryKind>('COMMENT');
  const area = useRef<HTMLTextAreaElement>(null);
  const incident = data?.incident ?? null;
  const id = incident?.id;

  useEffect(() => {
    const reading = paced(async () => again({ requestPolicy: 'network-only' }));
    const end = incidents((happening) => {
      if (happening.kind === 'read-again' || happening.id === id) reading.ask();
    });
    return () => {
      end();
      reading.stop();
    };
  }, [again, id]);
  useEffect(() => {
    document.title = `${number} · Mainstay`;
  }, [number]);

  const possible = new Set<string>(incident?.availableTransitions.map((transition) => transition.action));
  const offered = actions(i18n).filter((action) => possible.has(action.name));
  const open = offered.find((action) => action.name === search.do) ?? null;
  const kinds: EntryKind[] = [
    ...(possible.has('COMMENT') ? (['COMMENT'] as const) : []),
    ...(possible.has('ADD_WORK_NOTE') ? (['WORK_NOTE'] as const) : []),
  ];
  const writing = kinds.includes(kind) ? kind : (kinds[0] ?? 'COMMENT');

  const show = (action: string | null) =>
    void navigate({
      to: '/incidents/$number',
      params: { number },
      search: { ...(search.show ? { show: search.show } : {}), ...(action === null ? {} : { do: action }) },
      replace: true,
    });
  const back = () => {
    const { queue, search: where } = lastDesk.get();
    void navigate({ to: '/desk/$queue', params: { queue }, search: { ...where, at: number } });
  };
  const write = (which: EntryKind) => {
    if (kinds.includes(which)) {
      setKind(which);
      area.current?.focus();
    }
  };
  useKeys({
    ...Object.fromEntries(
      offered.flatMap((action) => (action.key === undefined ? [] : [[action.key, () => show(action.name)]])),
    ),
    l: () => {
      if (possible.has('LINK_CIS')) setLinking(true);
    },
    c: () => write('COMMENT'),
    n: () => write('WORK_NOTE'),
    Escape: () => (open === null ? back() : show(null)),
  });

  if (error && incident === null) {
    return (
      <div className={css.page}>
        <Failed error={error} again={() => again({ requestPolicy: 'network-only' })} />
      </div>
    );
  }
  if (data && incident === null) {
    return <Missing />;
  }
  if (incident === null) {
    return (
      <div className={css.page} aria-busy="true">
        <Skeleton height={18} width={320} mb="md" />
        <Skeleton height={26} width="60%" mb="lg" />
        <Skeleton height={160} />
      </div>
    );
  }
  const form = read(FormFragment, incident);
  const holdReason =
    form.state === 'ON_HOLD'
      ? (choices?.ticketChoices.find((choice) => choice.code === form.holdReason)?.name ?? form.holdReason ?? null)
      : null;
  const over = form.state === 'CLOSED' || form.state === 'CANCELLED' || form.state === 'RESOLVED';
  return (
    <article className={css.page} aria-label={form.number}>
      <Header incident={incident} back={back} />
      {offered.length > 0 && (
        <div className={css.actions} role="toolbar" aria-label={i18n._('Actions')}>
          {offered.map((action) => (
            <Button
              key={action.name}
              size="xs"
              variant={action === open ? 'filled' : 'default'}
              aria-expanded={action === open}
              rightSection={action.key === undefined ? undefined : <kbd>{action.key}</kbd>}
              onClick={() => show(action === open ? null : action.name)}
            >
              {action.label}
            </Button>
          ))}
        </div>
      )}
      {error && <Failed error={error} again={() => again({ requestPolicy: 'network-only' })} />}
      <div className={css.columns}>
        <div className={css.story}>
          {open && (
            <ActionForm
              key={`${form.id}${open.name}`}
              kind="incident"
              action={open}
              record={form}
              compared={COMPARED}
              suggested={form.suggestedServiceOfferings}
              latest={async () => {
                const answer = await client
                  .query(IncidentDocument, variables, { requestPolicy: 'network-only' })
                  .toPromise();
                const found = answer.data?.incident;
                return { error: answer.error, record: found ? read(FormFragment, found) : null };
              }}
              close={() => show(null)}
              done={() => {
                show(null);
                again({ requestPolicy: 'network-only' });
              }}
            />
          )}
          {(incident.description || incident.symptom) && (
            <section className={css.description} aria-label={i18n._('Description')}>
              {incident.symptom && <p className="written">{incident.symptom}</p>}
              {incident.description && <p className="written">{incident.description}</p>}
            </section>
          )}
          {kinds.length > 0 && (
            <Composer
              key={form.id}
              ref={area}
              record="incident"
              id={form.id}
              kinds={kinds}
              kind={writing}
              setKind={setKind}
              done={() => again({ requestPolicy: 'network-only' })}
            />
          )}
          <Timeline
            entries={incident.workLog}
            history={incident.history ?? null}
            clocks={incident.slaClocks}
            choices={new Map(choices?.ticketChoices.map((choice) => [choice.code, choice.name]))}
            shown={search.show ?? 'all'}
            show={(shown) =>
              void navigate({
                to: '/incidents/$number',
                params: { number },
                search: { ...(search.do ? { do: search.do } : {}), ...(shown === 'all' ? {} : { show: shown }) },
                replace: true,
              })
            }
          />
        </div>
        <aside className={css.side} aria-label={i18n._('Details')}>
          <section className={css.panel} aria-labelledby="clocks">
            <h2 id="clocks">{i18n._('Service levels')}</h2>
            <Clocks clocks={incident.slaClocks} why={holdReason} />
          </section>
          <Facts incident={incident} holdReason={holdReason} />
          <Attachments
            key={form.id}
            kind="incident"
            record={form}
            files={incident.attachments.nodes}
            possible={possible}
            changed={() => again({ requestPolicy: 'network-only' })}
          />
          <Affected
            incident={incident}
            open={!over}
            linking={linking}
            setLinking={setLinking}
            changed={() => again({ requestPolicy: 'network-only' })}
          />
        </aside>
      </div>
    </article>
  );
}
