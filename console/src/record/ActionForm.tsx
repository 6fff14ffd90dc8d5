import { useLingui } from '@lingui/react';
import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient, useQuery } from 'urql';
import { useViewer } from '../app/viewer';
import type { TicketKind } from '../generated/graphql';
import { forgetDraft, readDraft, writeDraft } from '../shared/drafts';
import { Failed } from '../shared/Failed';
import { FreshLogin } from '../shared/FreshLogin';
import { otherRefusals, type Refusal, refusalsOf } from '../shared/refusals';
import {
  type Action,
  type Answer,
  type Editable,
  type Field,
  type Named,
  plain,
  type Value,
  type Values,
  withdraws,
} from './actions';
import { ItemsChoice, MemberChoice, OfferingChoice, PeopleChoice, Picks, RecordsChoice, TeamChoice } from './choices';
import { type Difference, differences } from './differences';
import { ChoicesDocument } from './documents';
import { add, edit, type Kind } from './mutations';
import css from './record.module.css';
import { Stale } from './Stale';
import { Withdrawing } from './Withdrawing';

/** A record as it is now, or why it was not read; neither for a reader who does not see it any more. */
export interface Latest<R> {
  record: R | null;
  error?: CombinedError | undefined;
}

interface Draft<R> {
  before: R;
  values: Values;
  /** The same when it is sent again. */
  key: string;
}

/** The form of one action, in the page: what it needs, what was refused at its field, and what somebody else has changed meanwhile. */
export function ActionForm<R extends Editable>(props: {
  kind: Kind;
  action: Action<R>;
  record: R;
  /** The fields that two people may have changed from the same version. */
  compared: readonly string[];
  latest: () => Promise<Latest<R>>;
  suggested: readonly Named[];
  close: () => void;
  done: () => void;
}) {
  const { kind, action, record, close, done } = props;
  const { i18n } = useLingui();
  const viewer = useViewer();
  const client = useClient();
  const key = `${viewer.id}.${record.id}.${action.name}`;
  const [draft, setDraft] = useState<Draft<R>>(
    () => readDraft<Draft<R>>(key) ?? { before: record, values: action.begin(record), key: crypto.randomUUID() },
  );
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);
  const [stale, setStale] = useState<{ theirs: R; differences: Difference[] } | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
  }, []);

  const set = (name: string, value: Value) => {
    const next = { ...draft, values: { ...draft.values, [name]: value } };
    setDraft(next);
    writeDraft(key, next);
  };
  const discard = () => {
    forgetDraft(key);
    close();
  };

  /** What the reader has changed since the form was opened, for the version that it was opened on or that they have been shown since. */
  const send = async (expectedVersion: number) => {
    const before = draft.before;
    setError(null);
    setRefusals([]);
    setStale(null);
    // A value of a list of codes cannot be sent empty, so that the API would not say at which field it is missing.
    const missing = action.fields.filter(
      (field) => field.kind === 'choice' && field.required && plain(draft.values[field.name]) === null,
    );
    if (missing.length > 0) {
      setRefusals(missing.map(({ name }) => ({ code: 'REQUIRED', message: i18n._('Choose one.'), field: [name] })));
      return;
    }
    setBusy(true);
    const input = action.input(draft.values, before);
    const answer = await (action.adds
      ? client.mutation<Answer>(add(kind, action.name), { id: before.id, key: draft.key, input })
      : client.mutation<Answer>(edit(kind, action.name, input !== null), {
          id: before.id,
          expectedVersion,
          ...(input === null ? {} : { input }),
        })
    ).toPromise();
    setBusy(false);
    if (answer.error) {
      setError(answer.error);
      return;
    }
    const refused = answer.data?.result.userErrors ?? [];
    if (refused.some((refusal) => refusal.code === 'STALE_VERSION')) {
      await compare(before);
    } else if (refused.length > 0) {
      setRefusals(refused);
    } else {
      forgetDraft(key);
      done();
    }
  };

  const compare = async (before: R) => {
    const { record: theirs, error: failure } = await props.latest();
    if (failure) {
      setError(failure);
      return;
    }
    if (theirs === null) {
      setRefusals([{ code: 'NOT_FOUND', message: i18n._('You do not see this record any more.') }]);
      return;
    }
    setStale({ theirs, differences: differences(fieldsOf(before), fieldsOf(theirs), draft.values, props.compared) });
  };

  const takeTheirs = (theirs: R) => {
    forgetDraft(key);
    setStale(null);
    setDraft({ before: theirs, values: action.begin(theirs), key: crypto.randomUUID() });
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(draft.before.version);
  };
  const withdrawing =
    withdraws(record, action.edits?.(draft.values, draft.before) ?? []) ||
    (action.unseats?.(draft.values, record) ?? false);
  const unplaced = otherRefusals(
    refusals,
    action.fields.map((field) => field.name),
  );
  return (
    <form
      ref={form}
      className={css.form}
      aria-label={action.label}
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
        if (event.key === 'Escape') {
          // What was typed is there again when the form is opened again; only "Discard" forgets it.
          event.stopPropagation();
          close();
        }
      }}
    >
      <Stack gap="sm">
        {action.fields.map((field) => (
          <Entry
            key={field.name}
            field={field}
            values={draft.values}
            kind={kind}
            suggested={props.suggested}
            error={refusalsOf(refusals, field.name)}
            set={(value) => set(field.name, value)}
          />
        ))}
        {unplaced.map((refusal) => (
          <Alert key={refusal.code + refusal.message} color="red" variant="light" role="alert">
            {refusal.message}
          </Alert>
        ))}
        <FreshLogin refusals={refusals} />
        {error && <Failed error={error} />}
        {stale && (
          <Stale
            differences={stale.differences}
            keepMine={() => void send(stale.theirs.version)}
            takeTheirs={() => takeTheirs(stale.theirs)}
          />
        )}
        {withdrawing && <Withdrawing />}
        <Group gap="xs">
          <Button type="submit" size="xs" loading={busy}>
            {action.verb}
          </Button>
          <Button size="xs" variant="default" onClick={discard}>
            {i18n._('Discard')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const fieldsOf = (record: Editable) => record as unknown as Readonly<Record<string, unknown>>;

function Entry(props: {
  field: Field;
  values: Values;
  kind: Kind;
  suggested: readonly Named[];
  error: string | undefined;
  set: (value: Value) => void;
}) {
  const { field, values, error, set } = props;
  const value = values[field.name] ?? null;
  const text = typeof value === 'string' ? value : '';
  const common = { label: field.label, error, size: 'xs', withAsterisk: field.required, name: field.name } as const;
  switch (field.kind) {
    case 'line':
      return <TextInput {...common} value={text} onChange={(event) => set(event.currentTarget.value)} />;
    case 'text':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={12}
          value={text}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
    case 'flag':
      return (
        <Checkbox
          size="xs"
          label={field.label}
          name={field.name}
          error={error}
          checked={text === 'yes'}
          onChange={(event) => set(event.currentTarget.checked ? 'yes' : '')}
        />
      );
    case 'time':
      return (
        <TextInput
          {...common}
          type="datetime-local"
          // A year of five digits is no date of the API.
          max="9999-12-31T23:59"
          value={text}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...common}
          value={text}
          onChange={(event) => set(event.currentTarget.value)}
          data={[...(text === '' ? [{ value: '', label: '' }] : []), ...(field.options ?? [])]}
        />
      );
    case 'hold':
      return <Choice {...common} kind={props.kind} purpose="HOLD_REASON" value={text} set={set} />;
    case 'code':
      return <Choice {...common} kind={props.kind} purpose="RESOLUTION_CODE" value={text} set={set} />;
    case 'team':
      return <TeamChoice {...common} value={value} set={set} />;
    case 'member':
      return <MemberChoice {...common} value={value} set={set} team={values.teamId ?? null} />;
    case 'offering':
      return <OfferingChoice {...common} value={value} set={set} suggested={props.suggested} />;
    case 'people':
      return <PeopleChoice {...common} value={value} set={set} />;
    case 'items':
      return <ItemsChoice {...common} value={value} set={set} />;
    case 'incidents':
    case 'problems':
      return <RecordsChoice {...common} of={field.kind} value={value} set={set} />;
    case 'chosen':
      return (
        <Picks
          {...common}
          value={value}
          set={set}
          options={(field.options ?? []).map((option) => ({ id: option.value, name: option.label }))}
        />
      );
  }
}

function Choice(props: {
  label: string;
  error: string | undefined;
  size: 'xs';
  withAsterisk: boolean;
  name: string;
  kind: Kind;
  purpose: 'HOLD_REASON' | 'RESOLUTION_CODE';
  value: string;
  set: (value: Value) => void;
}) {
  const { kind, purpose, set, ...input } = props;
  const [{ data }] = useQuery({
    query: ChoicesDocument,
    variables: { kind: kind.toUpperCase() as TicketKind },
  });
  const choices = (data?.ticketChoices ?? []).filter((choice) => choice.purpose === purpose && choice.active);
  return (
    <NativeSelect
      {...input}
      onChange={(event) => set(event.currentTarget.value)}
      data={[{ value: '', label: '' }, ...choices.map((choice) => ({ value: choice.code, label: choice.name }))]}
    />
  );
}
