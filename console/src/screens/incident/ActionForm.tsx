import { useLingui } from '@lingui/react';
import { Alert, Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient, useQuery } from 'urql';
import { useViewer } from '../../app/viewer';
import { read } from '../../generated';
import type { IncidentFormFragment } from '../../generated/graphql';
import { forgetDraft, readDraft, writeDraft } from '../../shared/drafts';
import { Failed } from '../../shared/Failed';
import { otherRefusals, type Refusal, refusalsOf } from '../../shared/refusals';
import { levelName } from '../../shared/words';
import { ChoicesDocument } from '../desk/documents';
import type { Action, Field, Value, Values } from './actions';
import { MemberChoice, OfferingChoice, TeamChoice } from './choices';
import { type Difference, differences } from './differences';
import { FormFragment, IncidentDocument } from './documents';
import css from './incident.module.css';
import { Stale } from './Stale';

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

interface Draft {
  before: IncidentFormFragment;
  values: Values;
}

/** The form of one action, in the page: what it needs, what was refused at its field, and what somebody else has changed meanwhile. */
export function ActionForm(props: {
  action: Action;
  incident: IncidentFormFragment;
  close: () => void;
  done: () => void;
}) {
  const { action, incident, close, done } = props;
  const { i18n } = useLingui();
  const viewer = useViewer();
  const client = useClient();
  const key = `${viewer.id}.${incident.id}.${action.name}`;
  const [draft, setDraft] = useState<Draft>(
    () => readDraft<Draft>(key) ?? { before: incident, values: action.begin(incident) },
  );
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);
  const [stale, setStale] = useState<{ theirs: IncidentFormFragment; differences: Difference[] } | null>(null);
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
    setBusy(true);
    setError(null);
    setRefusals([]);
    setStale(null);
    const input = action.input(draft.values, before);
    const answer = await client
      .mutation(action.document, {
        id: before.id,
        expectedVersion,
        ...(input === null ? {} : { input }),
      })
      .toPromise();
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

  const compare = async (before: IncidentFormFragment) => {
    const answer = await client
      .query(IncidentDocument, { number: before.number }, { requestPolicy: 'network-only' })
      .toPromise();
    if (answer.error) {
      setError(answer.error);
      return;
    }
    if (!answer.data?.incident) {
      setRefusals([{ code: 'NOT_FOUND', message: i18n._('You do not see this incident any more.') }]);
      return;
    }
    const theirs = read(FormFragment, answer.data.incident);
    setStale({ theirs, differences: differences(before, theirs, draft.values, COMPARED) });
  };

  const takeTheirs = (theirs: IncidentFormFragment) => {
    forgetDraft(key);
    setStale(null);
    setDraft({ before: theirs, values: action.begin(theirs) });
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(draft.before.version);
  };
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
            incident={draft.before}
            error={refusalsOf(refusals, field.name)}
            set={(value) => set(field.name, value)}
          />
        ))}
        {unplaced.map((refusal) => (
          <Alert key={refusal.code + refusal.message} color="red" variant="light" role="alert">
            {refusal.message}
          </Alert>
        ))}
        {error && <Failed error={error} />}
        {stale && (
          <Stale
            differences={stale.differences}
            keepMine={() => void send(stale.theirs.version)}
            takeTheirs={() => takeTheirs(stale.theirs)}
          />
        )}
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

function Entry(props: {
  field: Field;
  values: Values;
  incident: IncidentFormFragment;
  error: string | undefined;
  set: (value: Value) => void;
}) {
  const { field, values, incident, error, set } = props;
  const { i18n } = useLingui();
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
    case 'time':
      return (
        <TextInput
          {...common}
          type="datetime-local"
          value={text}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
    case 'level':
      return (
        <NativeSelect
          {...common}
          value={text}
          onChange={(event) => set(event.currentTarget.value)}
          data={['HIGH', 'MEDIUM', 'LOW'].map((level) => ({ value: level, label: levelName(i18n, level) }))}
        />
      );
    case 'hold':
      return <Choice {...common} purpose="HOLD_REASON" value={text} set={set} />;
    case 'code':
      return <Choice {...common} purpose="RESOLUTION_CODE" value={text} set={set} />;
    case 'team':
      return <TeamChoice {...common} value={value} set={set} />;
    case 'member':
      return <MemberChoice {...common} value={value} set={set} team={values.teamId ?? null} />;
    case 'offering':
      return <OfferingChoice {...common} value={value} set={set} suggested={incident.suggestedServiceOfferings} />;
  }
}

function Choice(props: {
  label: string;
  error: string | undefined;
  size: 'xs';
  withAsterisk: boolean;
  name: string;
  purpose: 'HOLD_REASON' | 'RESOLUTION_CODE';
  value: string;
  set: (value: Value) => void;
}) {
  const { purpose, set, ...input } = props;
  const [{ data }] = useQuery({ query: ChoicesDocument });
  const choices = (data?.ticketChoices ?? []).filter((choice) => choice.purpose === purpose && choice.active);
  return (
    <NativeSelect
      {...input}
      onChange={(event) => set(event.currentTarget.value)}
      data={[{ value: '', label: '' }, ...choices.map((choice) => ({ value: choice.code, label: choice.name }))]}
    />
  );
}
