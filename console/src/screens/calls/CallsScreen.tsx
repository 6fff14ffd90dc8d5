import type { I18n } from '@lingui/core';
import { useLingui } from '@lingui/react';
import { Alert, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient, useQuery } from 'urql';
import { incidents } from '../../app/changes';
import { may, takesCalls, useViewer, type Viewer } from '../../app/viewer';
import { read } from '../../generated';
import type { CallerFragment as FoundCaller } from '../../generated/graphql';
import { Breaks } from '../../record/Breaks';
import { itemsInUse } from '../../record/choices';
import css from '../../record/record.module.css';
import { forgetDraft, readDraft, writeDraft } from '../../shared/drafts';
import { Failed } from '../../shared/Failed';
import { useKeys } from '../../shared/keys';
import { paced } from '../../shared/paced';
import { otherRefusals, type Refusal, refusalsOf } from '../../shared/refusals';
import { impactStateName } from '../../shared/words';
import { Missing } from '../../shell/Missing';
import { recordNumber } from '../../shell/numbers';
import { Categories } from './Categories';
import { Combo, useSettled } from './Combo';
import {
  type Call,
  type Caller,
  type CallItem,
  distinct,
  fresh,
  type Issue,
  isBlank,
  itemOf,
  lacking,
  matching,
  noteOf,
  reportInput,
  usedItems,
} from './calls';
import look from './calls.module.css';
import {
  CallerFragment,
  CallerNowDocument,
  CallersDocument,
  CallFormDocument,
  CallItemsDocument,
  JoinDocument,
  ReportDocument,
} from './documents';
import { firstIssue, Known } from './Known';
import { Logged, type Told } from './Logged';
import { PriorityGrid } from './PriorityGrid';

const FIELDS = [
  'affectedPersonId',
  'title',
  'ciIds',
  'serviceOfferingId',
  'impact',
  'urgency',
  'description',
  'text',
  'categoryId',
];
const GRID = 'impact-and-urgency';

/** Somebody calls: who they are, whether it is known, and else what it is, on one page by keys. */
export function CallsScreen() {
  const viewer = useViewer();
  return takesCalls(viewer) ? <Calls viewer={viewer} /> : <Missing />;
}

function Calls({ viewer }: { viewer: Viewer }) {
  const { i18n } = useLingui();
  const client = useClient();
  const key = `${viewer.id}.call`;
  const [call, setCall] = useState<Call>(() => ({ ...fresh(), ...readDraft<Partial<Call>>(key) }));
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const screen = useRef<HTMLElement>(null);
  const { caller } = call;

  useEffect(() => {
    document.title = `${i18n._('Take a call')} · Mainstay`;
  }, [i18n]);
  useEffect(() => {
    if (refusals.length > 0) screen.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [refusals]);

  useEffect(() => {
    if (isBlank(call)) forgetDraft(key);
    else writeDraft(key, call);
  }, [call, key]);

  /** What is being sent stays as it is until the answer says what became of it; without an answer it may be written, as what it is. */
  const change = (next: Partial<Call>) => {
    if (busy) return;
    if (error?.networkError && next.joins !== undefined && next.joins?.id !== call.joins?.id) {
      setRefusals([
        {
          code: 'CONFLICT',
          message: i18n._(
            'There was no answer, so it may have been saved. Send it again before it becomes something else.',
          ),
        },
      ]);
      return;
    }
    setCall((before) => ({ ...before, ...next }));
  };
  const begin = () => {
    setCall(fresh());
    setRefusals([]);
    setError(null);
  };
  const send = async () => {
    if (busy) return;
    const missing = lacking(call, {
      caller: i18n._('Say who is calling.'),
      title: i18n._('Say what it is.'),
      item: i18n._('Choose one of what is found, or clear the field.'),
    });
    setRefusals(missing);
    setError(null);
    if (missing.length > 0) return;
    setBusy(true);
    const answer = await (call.joins
      ? client.mutation(JoinDocument, { id: call.joins.id, text: noteOf(call, whoCalled(i18n, call)), key: call.key })
      : client.mutation(ReportDocument, { input: reportInput(call), key: call.key })
    ).toPromise();
    setBusy(false);
    if (answer.error) {
      setError(answer.error);
      return;
    }
    const refused = answer.data?.result.userErrors ?? [];
    const incident = answer.data?.result.incident;
    if (refused.some(({ code }) => code === 'IDEMPOTENCY_KEY_REUSED')) {
      // Sent before, without an answer, and altered since: what is there now is another one.
      change({ key: crypto.randomUUID() });
      setRefusals([
        { code: 'CONFLICT', message: i18n._('It was logged before you changed it. Send again to log this, too.') },
      ]);
    } else if (refused.length > 0 || !incident) {
      setRefusals(refused);
    } else {
      setTold({ ...incident, call });
      begin();
    }
  };
  const takenBack = (was: Call) => {
    const again = { ...was, key: crypto.randomUUID() };
    // What was typed is there again, unless the next one calls already.
    setCall((before) => (isBlank(before) ? again : before));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
  };
  return (
    <section ref={screen} className={look.screen} aria-label={i18n._('Take a call')} aria-busy={busy} onKeyDown={press}>
      <header className={look.head}>
        <h1>{i18n._('Take a call')}</h1>
        <span className={css.soft}>
          <kbd>Ctrl Enter</kbd> {i18n._('saves it and begins the next one')}
        </span>
      </header>
      {told && <Logged key={told.id + told.call.key} told={told} takenBack={takenBack} />}
      {caller === null ? (
        <CallerChoice
          key={call.key}
          error={refusalsOf(refusals, 'affectedPersonId')}
          take={(found) => change({ caller: found, joins: null })}
        />
      ) : (
        <CallerCard
          caller={caller}
          error={refusalsOf(refusals, 'affectedPersonId')}
          drop={() => change({ caller: null, joins: null })}
        />
      )}
      <About key={caller?.id ?? 'nobody'} call={call} change={change} refusals={refusals}>
        {otherRefusals(refusals, FIELDS).map((refusal) => (
          <Alert key={refusal.code + refusal.message} color="red" variant="light" role="alert">
            {refusal.message}
          </Alert>
        ))}
        {error && <Failed error={error} again={() => void send()} />}
        <Group gap="xs">
          <Button size="xs" loading={busy} onClick={() => void send()}>
            {call.joins ? i18n._('Add the call') : i18n._('Log it')}
          </Button>
          <Button size="xs" variant="default" disabled={busy} onClick={begin}>
            {i18n._('Discard')}
          </Button>
        </Group>
      </About>
    </section>
  );
}

function whoCalled(i18n: I18n, call: Call): string {
  const name = call.caller?.name ?? '';
  return call.joins?.own
    ? i18n._('{name} has called again.', { name })
    : i18n._('{name} has called about the same.', { name });
}

/** Somebody by their name, user name or e-mail address, or by the number of an incident of theirs. */
function CallerChoice(props: { error: string | undefined; take: (caller: Caller) => void }) {
  const { i18n } = useLingui();
  const [text, setText] = useState('');
  const settled = useSettled(text.trim());
  const number = recordNumber(settled);
  const numbered = number?.kind === 'incident';
  const [{ data, fetching, error }] = useQuery({
    query: CallersDocument,
    variables: { text: settled, number: numbered ? number.number : '', numbered },
    pause: settled.length < 2,
    requestPolicy: 'network-only',
  });
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const short = text.trim().length < 2;
  const found = numbered ? [data?.incident?.affectedPerson] : (data?.people?.nodes ?? []);
  const callers = short
    ? []
    : found.flatMap((node): FoundCaller[] => {
        const person = node ? read(CallerFragment, node) : null;
        return person?.active ? [person] : [];
      });
  return (
    <div className={look.caller}>
      <Combo
        input={input}
        name="caller"
        label={i18n._('Who is calling?')}
        placeholder={i18n._('Name, user name, e-mail, or the number of an incident of theirs')}
        error={props.error}
        required
        text={text}
        setText={setText}
        options={callers}
        searching={!short && (fetching || settled !== text.trim())}
        nothing={
          short
            ? i18n._('Type two letters or more.')
            : i18n._('Nobody is found whom you may report for. Try the e-mail address, or a number.')
        }
        line={(person) => (
          <>
            <strong className="one-line">{person.displayName}</strong>
            <span className={`one-line ${css.soft}`}>{person.email}</span>
            <span className={`one-line ${css.soft}`}>{person.organisation?.name}</span>
          </>
        )}
        take={(person) =>
          props.take({
            id: person.id,
            name: person.displayName,
            email: person.email ?? null,
            organisation: person.organisation ? { id: person.organisation.id, name: person.organisation.name } : null,
          })
        }
      />
      {error && <Failed error={error} />}
    </div>
  );
}

function CallerCard(props: { caller: Caller; error: string | undefined; drop: () => void }) {
  const { i18n } = useLingui();
  const { caller } = props;
  return (
    <div className={look.caller} data-testid="caller">
      <p className={look.card}>
        <strong className="written">{caller.name}</strong>
        <span className={css.soft}>{caller.organisation?.name ?? i18n._('no organisation')}</span>
        <span className={css.soft}>{caller.email}</span>
        <Button size="compact-xs" variant="default" onClick={props.drop}>
          {i18n._('Somebody else')}
        </Button>
      </p>
      {props.error && (
        <p role="alert" className={look.error}>
          {props.error}
        </p>
      )}
    </div>
  );
}

/** What the call is about: an open incident, which it is added to, or a new one. */
function About(props: {
  call: Call;
  change: (next: Partial<Call>) => void;
  refusals: readonly Refusal[];
  children: ReactNode;
}) {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const { call, change, refusals } = props;
  const { caller, joins } = call;
  const [{ data: form, error: formError }, formAgain] = useQuery({ query: CallFormDocument });
  const [{ data: now, error }, again] = useQuery({
    query: CallerNowDocument,
    variables: {
      person: caller?.id ?? '',
      organisation: caller?.organisation?.id ?? '',
      member: caller?.organisation != null,
    },
    pause: caller === null,
    requestPolicy: 'cache-and-network',
  });
  const title = useRef<HTMLInputElement>(null);
  const called = caller !== null;

  useEffect(() => {
    if (!called) return;
    title.current?.focus();
    const reading = paced(async () => again({ requestPolicy: 'network-only' }));
    const end = incidents(reading.ask);
    return () => {
      end();
      reading.stop();
    };
  }, [again, called]);
  useKeys({
    s: (event) => {
      (event.target as HTMLElement).closest('[data-issue]')?.querySelector('button')?.click();
    },
    Escape: () => title.current?.focus(),
  });

  const join = (issue: Issue, own: boolean) =>
    change({ joins: joins?.id === issue.id ? null : { id: issue.id, name: `${issue.number} ${issue.title}`, own } });
  const used = now ? usedItems(now.earlier.nodes) : [];
  return (
    <div className={look.columns}>
      <Stack gap="sm" className={look.form}>
        {joins && (
          <div className={look.joined} role="status">
            <span className="written">{i18n._('It is added to {record}', { record: joins.name })}</span>{' '}
            <span className={css.soft}>{i18n._('as an internal work note')}</span>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                title.current?.focus();
                change({ joins: null });
              }}
            >
              {i18n._('It is a new one')}
            </Button>
          </div>
        )}
        <TextInput
          ref={title}
          size="xs"
          name="title"
          label={i18n._('What is it?')}
          withAsterisk={joins === null}
          error={refusalsOf(refusals, 'title')}
          value={call.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'ArrowUp') {
              event.preventDefault();
              firstIssue()?.focus();
            }
          }}
        />
        {joins === null && (
          <>
            <ItemChoice
              item={call.item}
              text={call.sought}
              setText={(sought) => change({ sought })}
              used={used}
              error={refusalsOf(refusals, 'ciIds') ?? refusalsOf(refusals, 'serviceOfferingId')}
              set={(item) => change({ item, sought: '' })}
            />
            {formError && <Failed error={formError} again={() => formAgain({ requestPolicy: 'network-only' })} />}
            <PriorityGrid
              id={GRID}
              cell={{ impact: call.impact, urgency: call.urgency }}
              cells={form?.priorityMatrix.cells ?? []}
              hasItem={call.item !== null}
              error={refusalsOf(refusals, 'impact') ?? refusalsOf(refusals, 'urgency')}
              set={change}
            />
          </>
        )}
        <Textarea
          size="xs"
          autosize
          minRows={2}
          maxRows={10}
          name="description"
          label={i18n._('Details')}
          error={refusalsOf(refusals, 'description') ?? refusalsOf(refusals, 'text')}
          value={call.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        {joins === null && (
          <Categories
            top={form?.ticketCategories.nodes ?? []}
            chosen={call.categories}
            error={refusalsOf(refusals, 'categoryId')}
            choose={(categories) => change({ categories })}
          />
        )}
        {props.children}
      </Stack>
      <aside className={look.side} aria-label={i18n._('About the caller')}>
        {caller === null ? (
          <p className={css.soft}>
            {i18n._('What is open for them, and what fails for them now, comes as soon as it is known who calls.')}
          </p>
        ) : (
          <>
            <p className={css.soft}>
              <kbd>↑</kbd> {i18n._('from the first field: to what is open')} · <kbd>s</kbd>{' '}
              {i18n._('there: it is the same issue')}
            </p>
            <Known
              caller={caller}
              now={now}
              error={error}
              again={() => again({ requestPolicy: 'network-only' })}
              used={used}
              joined={joins?.id ?? null}
              join={join}
              choose={(item) => change({ item, sought: '', joins: null })}
            />
          </>
        )}
        {call.item && joins === null && may(viewer, 'ci.read') && (
          <Breaks failed={[call.item.id]} title={i18n._('What breaks if it has failed')} />
        )}
      </aside>
    </div>
  );
}

/** The item that it is about: first those that the caller's incidents were about before, by search every other one. */
function ItemChoice(props: {
  item: CallItem | null;
  text: string;
  setText: (text: string) => void;
  used: readonly CallItem[];
  error: string | undefined;
  set: (item: CallItem | null) => void;
}) {
  const { i18n } = useLingui();
  const { item, text, used } = props;
  const settled = useSettled(text.trim());
  const [{ data, fetching, error }] = useQuery({
    query: CallItemsDocument,
    variables: { filter: itemsInUse(settled) },
    pause: settled === '',
  });
  const input = useRef<HTMLInputElement>(null);
  const another = useRef(false);
  useEffect(() => {
    if (item === null && another.current) input.current?.focus();
    another.current = false;
  }, [item]);
  if (item !== null) {
    return (
      <div data-testid="item">
        <p className={look.card}>
          <span className={css.soft}>{item.className}</span>
          <strong className="written">{item.name}</strong>
          <span className={css.soft}>{item.number}</span>
          {item.fails && (
            <span className={css.impactState} data-state={item.fails}>
              {impactStateName(i18n, item.fails)}
            </span>
          )}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              another.current = true;
              props.set(null);
            }}
          >
            {i18n._('Another item')}
          </Button>
        </p>
        {props.error && (
          <p role="alert" className={look.error}>
            {props.error}
          </p>
        )}
      </div>
    );
  }
  const found = text.trim() === '' ? [] : (data?.configurationItems.nodes ?? []).map(itemOf);
  return (
    <>
      <Combo
        input={input}
        name="item"
        label={i18n._('Configuration item')}
        placeholder={i18n._('Its name or number')}
        error={props.error}
        text={text}
        setText={props.setText}
        options={distinct([...matching(used, text), ...found])}
        searching={text.trim() !== '' && (fetching || settled !== text.trim())}
        nothing={i18n._('Nothing is found')}
        line={(each) => (
          <>
            <strong className="one-line">{each.name}</strong>
            <span className={`one-line ${css.soft}`}>
              {each.number} · {each.className}
            </span>
            <span className={css.impactState} data-state={each.fails}>
              {each.fails && impactStateName(i18n, each.fails)}
            </span>
          </>
        )}
        take={(taken) => {
          // On with the next question, before this field goes.
          document.getElementById(GRID)?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
          props.set(taken);
        }}
      />
      {error && <Failed error={error} />}
    </>
  );
}
