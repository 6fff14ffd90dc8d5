import { useLingui } from '@lingui/react';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { useViewer } from '../../app/viewer';
import { Refused } from '../../record/Refused';
import { forgetDraft, readDraft, writeDraft } from '../../shared/drafts';
import { Failed } from '../../shared/Failed';
import { otherRefusals, type Refusal, refusalsOf } from '../../shared/refusals';
import { AskDocument } from './documents';
import css from './portal.module.css';

interface Draft {
  title: string;
  description: string;
  /** The same when it is sent again, so that it is asked for once. */
  key: string;
}

const FIELDS = ['title', 'description'];

/** Help is asked for in two fields; all the rest those find out who give it. */
export function Ask() {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const client = useClient();
  const navigate = useNavigate();
  const key = `${viewer.id}.ask`;
  const [draft, setDraft] = useState<Draft>(() => readDraft<Draft>(key) ?? fresh());
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);
  const [busy, setBusy] = useState(false);
  // What may have been asked for already is sent again as it is, or it would be something else under the same key.
  const unanswered = error?.networkError !== undefined;

  const write = (more: Partial<Draft>) => {
    const next = { ...draft, ...more };
    setDraft(next);
    writeDraft(key, next);
  };
  const send = async () => {
    if (busy) return;
    if (draft.title.trim() === '') {
      setRefusals([{ code: 'REQUIRED', message: i18n._('Say what it is.'), field: ['title'] }]);
      return;
    }
    setBusy(true);
    setError(null);
    setRefusals([]);
    const description = draft.description.trim() === '' ? null : draft.description;
    const answer = await client
      .mutation(AskDocument, { input: { title: draft.title, description, channel: 'PORTAL' }, key: draft.key })
      .toPromise();
    setBusy(false);
    if (answer.error) {
      setError(answer.error);
      return;
    }
    const result = answer.data?.result;
    if (!result?.incident) {
      setRefusals(result?.userErrors ?? []);
      return;
    }
    forgetDraft(key);
    setDraft(fresh());
    void navigate({ to: '/portal/$number', params: { number: result.incident.number }, search: {} });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const byKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      event.currentTarget.blur();
    }
  };
  return (
    <form className={css.ask} onSubmit={submit} aria-label={i18n._('Ask for help')} noValidate>
      <TextInput
        name="title"
        label={i18n._('What does not work, or what do you need?')}
        maxLength={200}
        required
        withAsterisk={false}
        readOnly={unanswered}
        value={draft.title}
        error={refusalsOf(refusals, 'title')}
        onChange={(event) => write({ title: event.currentTarget.value })}
        onKeyDown={byKey}
      />
      <Textarea
        name="description"
        label={i18n._('More about it, if there is more to say')}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={32_000}
        readOnly={unanswered}
        value={draft.description}
        error={refusalsOf(refusals, 'description')}
        onChange={(event) => write({ description: event.currentTarget.value })}
        onKeyDown={byKey}
      />
      <Refused refusals={otherRefusals(refusals, FIELDS)} error={null} />
      {error && <Failed error={error} again={() => void send()} />}
      {unanswered && (
        <p role="status" className={css.soft}>
          {i18n._('There was no answer, so it may have been saved. Send it again before it becomes something else.')}
        </p>
      )}
      <div className={css.send}>
        <span className={css.soft}>{i18n._('You can attach files afterwards.')}</span>
        <Button type="submit" loading={busy}>
          {i18n._('Send')}
        </Button>
      </div>
    </form>
  );
}

function fresh(): Draft {
  return { title: '', description: '', key: crypto.randomUUID() };
}
