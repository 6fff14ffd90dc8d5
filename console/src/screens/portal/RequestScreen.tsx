import { useLingui } from '@lingui/react';
import { Button, Skeleton } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useClient, useQuery } from 'urql';
import { incidents } from '../../app/changes';
import { useViewer } from '../../app/viewer';
import { read } from '../../generated';
import { ActionForm } from '../../record/ActionForm';
import { Attachments } from '../../record/Attachments';
import { Composer } from '../../record/Composer';
import { ChoicesDocument, EntryFragment } from '../../record/documents';
import { Failed } from '../../shared/Failed';
import { useKeys } from '../../shared/keys';
import { paced } from '../../shared/paced';
import { Time } from '../../shared/Time';
import { Missing } from '../../shell/Missing';
import { RequestDocument, RequestFragment } from './documents';
import css from './portal.module.css';
import { answers, isTheirTurn, standing } from './words';

const route = getRouteApi('/portal/$number');

/** What somebody has asked for: where it is, what was said, and what only they can say. */
export function RequestScreen() {
  const { i18n } = useLingui();
  const navigate = useNavigate();
  const client = useClient();
  const viewer = useViewer();
  const { number } = route.useParams();
  const search = route.useSearch();
  const [{ data, error }, again] = useQuery({
    query: RequestDocument,
    variables: { number },
    requestPolicy: 'cache-and-network',
  });
  const [{ data: choices }] = useQuery({ query: ChoicesDocument, variables: { kind: 'INCIDENT' } });
  const area = useRef<HTMLTextAreaElement>(null);
  const incident = data?.incident ?? null;
  const id = incident?.id;
  const readAgain = () => again({ requestPolicy: 'network-only' });

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
  const offered = answers(i18n).filter((action) => possible.has(action.name));
  const open = offered.find((action) => action.name === search.do) ?? null;
  const show = (action: string | null) =>
    void navigate({
      to: '/portal/$number',
      params: { number },
      search: action === null ? {} : { do: action },
      replace: true,
    });
  const back = () => void navigate({ to: '/portal', search: { at: number } });
  useKeys({
    c: () => area.current?.focus(),
    Escape: () => (open === null ? back() : show(null)),
  });

  if (error && incident === null) {
    return (
      <div className={css.page}>
        <Failed error={error} again={readAgain} />
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
  const request = read(RequestFragment, incident);
  const why = request.holdReason
    ? (choices?.ticketChoices.find((choice) => choice.code === request.holdReason)?.name ?? request.holdReason)
    : null;
  const due = incident.slaClocks.find((clock) => clock.metric === 'RESOLUTION' && clock.state === 'RUNNING')?.dueAt;
  const said = incident.workLog.nodes
    .map((entry) => read(EntryFragment, entry))
    .toSorted((one, other) => one.occurredAt.localeCompare(other.occurredAt));
  return (
    <article className={css.page} aria-label={request.number}>
      <header className={css.header}>
        <button type="button" className={css.back} onClick={back}>
          ← {i18n._('What you have asked for')} <kbd>Esc</kbd>
        </button>
        <span className={css.soft}>{request.number}</span>
      </header>
      <h1 className="written">{request.title}</h1>
      <section
        className={css.where}
        data-turn={isTheirTurn(request.state, request.holdReason)}
        aria-label={i18n._('State')}
        aria-live="polite"
      >
        <strong>{standing(i18n, request.state, why)}</strong>
        {due && (
          <span>
            {i18n._('It is to work again by')} <Time at={due} />
          </span>
        )}
        {request.state === 'RESOLVED' && request.resolution && <p className="written">{request.resolution}</p>}
        {request.state === 'CANCELLED' && request.cancelReason && <p className="written">{request.cancelReason}</p>}
      </section>
      {offered.length > 0 && (
        <div className={css.answers} role="toolbar" aria-label={i18n._('Actions')}>
          {offered.map((action) => (
            <Button
              key={action.name}
              size={action.name === 'CANCEL' ? 'xs' : 'sm'}
              variant={action.name === 'CONFIRM' ? 'filled' : action.name === 'CANCEL' ? 'subtle' : 'default'}
              aria-expanded={action.name === open?.name}
              onClick={() => show(action.name === open?.name ? null : action.name)}
            >
              {action.label}
            </Button>
          ))}
        </div>
      )}
      {error && <Failed error={error} again={readAgain} />}
      {open && (
        <ActionForm
          key={`${request.id}${open.name}`}
          kind="incident"
          action={open}
          record={request}
          compared={['state', 'title', 'resolution']}
          suggested={[]}
          latest={async () => {
            const answer = await client
              .query(RequestDocument, { number }, { requestPolicy: 'network-only' })
              .toPromise();
            const found = answer.data?.incident;
            return { error: answer.error, record: found ? read(RequestFragment, found) : null };
          }}
          close={() => show(null)}
          done={() => {
            show(null);
            readAgain();
          }}
        />
      )}
      <ol className={css.said} aria-label={i18n._('What was said')}>
        <Said
          mine={request.reporter?.id === viewer.id}
          who={request.reporter?.displayName ?? i18n._('Somebody')}
          at={request.reportedAt}
          text={request.description ?? request.title}
        />
        {said.map((entry) => (
          <Said
            key={entry.id}
            mine={entry.author?.id === viewer.id}
            who={entry.author?.displayName ?? i18n._('Somebody')}
            at={entry.occurredAt}
            text={entry.text}
          />
        ))}
      </ol>
      {(incident.workLog.totalCount ?? 0) > said.length && (
        <p className={css.soft}>{i18n._('These are the latest; there are earlier ones.')}</p>
      )}
      {possible.has('COMMENT') && (
        <Composer
          key={request.id}
          ref={area}
          record="incident"
          id={request.id}
          kinds={['COMMENT']}
          kind="COMMENT"
          setKind={() => undefined}
          placeholder={i18n._('Write to those who work on it.')}
          done={readAgain}
        />
      )}
      <Attachments
        key={`files.${request.id}`}
        kind="incident"
        record={request}
        files={incident.attachments.nodes}
        possible={possible}
        changed={readAgain}
      />
    </article>
  );
}

function Said(props: { mine: boolean; who: string; at: string; text: string }) {
  const { i18n } = useLingui();
  return (
    <li className={css.saying} data-mine={props.mine}>
      <span className={css.soft}>
        {props.mine ? i18n._('You') : props.who} · <Time at={props.at} />
      </span>
      <p className="written">{props.text}</p>
    </li>
  );
}
