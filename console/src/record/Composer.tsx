import { useLingui } from '@lingui/react';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, forwardRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { useViewer } from '../app/viewer';
import { forgetDraft, readDraft, writeDraft } from '../shared/drafts';
import { Failed } from '../shared/Failed';
import type { Refusal } from '../shared/refusals';
import type { Answer } from './actions';
import { add, type Kind } from './mutations';
import css from './record.module.css';

export type EntryKind = 'COMMENT' | 'WORK_NOTE';

interface Draft {
  text: string;
  /** The same when it is sent again, so that it is written once. */
  key: string;
}

/** Where a comment or a work note is written. Who will read it is said by word and by colour. */
export const Composer = forwardRef<
  HTMLTextAreaElement,
  {
    record: Kind;
    id: string;
    kinds: readonly EntryKind[];
    kind: EntryKind;
    setKind: (kind: EntryKind) => void;
    /** What is asked of somebody who has no choice of who reads it. */
    placeholder?: string;
    done: () => void;
  }
>(function Composer({ record, id, kinds, kind, setKind, placeholder, done }, area) {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const client = useClient();
  const key = `${viewer.id}.${id}.entry`;
  const [draft, setDraft] = useState<Draft>(() => readDraft<Draft>(key) ?? fresh());
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);
  const [busy, setBusy] = useState(false);
  const internal = kind === 'WORK_NOTE';

  const write = (text: string) => {
    const next = { ...draft, text };
    setDraft(next);
    writeDraft(key, next);
  };
  const send = async () => {
    if (draft.text.trim() === '' || busy) return;
    setBusy(true);
    setError(null);
    setRefusals([]);
    const answer = await client
      .mutation<Answer>(add(record, internal ? 'ADD_WORK_NOTE' : 'COMMENT'), {
        id,
        key: `${draft.key}.${kind}`,
        input: { text: draft.text },
      })
      .toPromise();
    setBusy(false);
    if (answer.error) {
      setError(answer.error);
      return;
    }
    const refused = answer.data?.result.userErrors ?? [];
    if (refused.length > 0) {
      setRefusals(refused);
      return;
    }
    forgetDraft(key);
    setDraft(fresh());
    done();
    // Single keys mean actions again.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form className={css.composer} data-kind={kind} onSubmit={submit} aria-label={i18n._('Write')}>
      {placeholder === undefined && (
        <div className={css.kinds} role="radiogroup" aria-label={i18n._('Who reads it')}>
          {kinds.map((each) => (
            <button
              key={each}
              type="button"
              role="radio"
              aria-checked={each === kind}
              className={css.kind}
              data-kind={each}
              onClick={() => setKind(each)}
            >
              {each === 'COMMENT' ? i18n._('Public comment') : i18n._('Internal work note')}
            </button>
          ))}
        </div>
      )}
      <Textarea
        ref={area}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={14}
        aria-label={internal ? i18n._('Internal work note') : i18n._('Public comment')}
        placeholder={
          placeholder ??
          (internal
            ? i18n._('Only those who work on it read this.')
            : i18n._('Everybody who sees the record reads this.'))
        }
        value={draft.text}
        error={refusals.length > 0 ? refusals.map((refusal) => refusal.message).join(' ') : undefined}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
          if (event.key === 'Escape') {
            event.preventDefault();
            event.currentTarget.blur();
          }
        }}
      />
      {error && <Failed error={error} again={() => void send()} />}
      <div className={css.send}>
        <span>
          {placeholder !== undefined
            ? ''
            : internal
              ? i18n._('Internal: requesters do not see it')
              : i18n._('Public: whoever sees the record sees it')}
        </span>
        <Button
          type="submit"
          size="xs"
          loading={busy}
          disabled={draft.text.trim() === ''}
          color={internal ? 'yellow.9' : 'blue'}
        >
          {internal ? i18n._('Add note') : i18n._('Send comment')}
        </Button>
      </div>
    </form>
  );
});

function fresh(): Draft {
  return { text: '', key: crypto.randomUUID() };
}
