import { useLingui } from '@lingui/react';
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { useViewer } from '../../app/viewer';
import type { ApprovalDecision } from '../../generated/graphql';
import { Refused } from '../../record/Refused';
import css from '../../record/record.module.css';
import { forgetDraft, readDraft, writeDraft } from '../../shared/drafts';
import { Failed } from '../../shared/Failed';
import { FreshLogin } from '../../shared/FreshLogin';
import { useKeys } from '../../shared/keys';
import type { Refusal } from '../../shared/refusals';
import { decisionName } from '../../shared/words';
import { Differences } from './Differences';
import { CHOICES, type Change, type Choice, staleEvidence } from './decisions';
import { AskDocument, DecideDocument } from './documents';

/** The decision of one request: one key and, where it needs one, a reason. It is of the evidence that is on the screen. */
export function Decide(props: {
  request: { id: string; version: number; commentRequiredFor: readonly ApprovalDecision[] };
  /** Null while it is read; absent where there is none. */
  evidenceVersion?: string | null;
  lookAgain: () => void;
  done: () => void;
}) {
  const { i18n } = useLingui();
  const client = useClient();
  const viewer = useViewer();
  const { request, evidenceVersion } = props;
  const key = `${viewer.id}.${request.id}.decision`;
  const [choice, setChoice] = useState<Choice | null>(null);
  const [words, setWords] = useState(() => readDraft<string>(key) ?? '');
  const [why, setWhy] = useState('');
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);
  const [busy, setBusy] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const ready = evidenceVersion !== null;

  useKeys(
    Object.fromEntries(CHOICES.map((each) => [each.key, () => setChoice(each.choice)])),
    ready && choice === null,
  );
  useEffect(() => {
    if (choice !== null) area.current?.focus();
  }, [choice]);

  // Conditions say what has to be done, which is not why.
  const asksWhy = choice === 'APPROVE_WITH_CONDITIONS' && request.commentRequiredFor.includes(choice);
  const name = (of: Choice) => (of === 'ASK' ? i18n._('Ask for information') : decisionName(i18n, of));
  const write = (text: string) => {
    setWords(text);
    writeDraft(key, text);
  };
  const send = async () => {
    if (choice === null || busy) return;
    setBusy(true);
    setError(null);
    setRefusals([]);
    const of = { id: request.id, expectedVersion: request.version };
    const text = words.trim() === '' ? null : words;
    const answer = await (choice === 'ASK'
      ? client.mutation(AskDocument, { ...of, question: words }).toPromise()
      : client
          .mutation(DecideDocument, {
            ...of,
            decision: choice,
            comment: choice === 'APPROVE_WITH_CONDITIONS' ? (asksWhy ? why : null) : text,
            conditions: choice === 'APPROVE_WITH_CONDITIONS' ? text : null,
            evidenceVersion: evidenceVersion ?? null,
          })
          .toPromise());
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
    setWords('');
    setChoice(null);
    props.done();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const stale = staleEvidence(refusals);
  const others = stale ? [] : refusals;
  const atWords = others.filter((refusal) =>
    ['comment', 'conditions', 'question'].includes(refusal.field?.at(-1) ?? ''),
  );
  const at = (...fields: string[]) =>
    atWords
      .filter((refusal) => fields.includes(refusal.field?.at(-1) ?? ''))
      .map((refusal) => refusal.message)
      .join(' ') || undefined;
  return (
    <section className={css.form} aria-label={i18n._('Decide')}>
      <Group gap={6} role="toolbar" aria-label={i18n._('Decisions')}>
        {CHOICES.map((each) => (
          <Button
            key={each.choice}
            size="xs"
            variant={each.choice === choice ? 'filled' : 'default'}
            aria-expanded={each.choice === choice}
            disabled={!ready}
            rightSection={<kbd>{each.key}</kbd>}
            onClick={() => setChoice(each.choice === choice ? null : each.choice)}
          >
            {name(each.choice)}
          </Button>
        ))}
      </Group>
      {choice !== null && (
        <form
          onSubmit={submit}
          aria-label={name(choice)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
            if (event.key === 'Escape') {
              event.stopPropagation();
              setChoice(null);
            }
          }}
        >
          <Stack gap="sm" mt="sm">
            <Textarea
              ref={area}
              size="xs"
              autosize
              minRows={2}
              maxRows={8}
              name="words"
              withAsterisk={
                CHOICES.some((each) => each.choice === choice && each.needsWords) ||
                request.commentRequiredFor.some((each) => each === choice)
              }
              label={
                choice === 'APPROVE_WITH_CONDITIONS'
                  ? i18n._('Conditions')
                  : choice === 'ASK'
                    ? i18n._('Question')
                    : i18n._('Reason')
              }
              value={words}
              error={asksWhy ? at('conditions') : at('comment', 'conditions', 'question')}
              onChange={(event) => write(event.currentTarget.value)}
            />
            {asksWhy && (
              <Textarea
                size="xs"
                autosize
                minRows={2}
                maxRows={8}
                name="why"
                withAsterisk
                label={i18n._('Reason')}
                value={why}
                error={at('comment')}
                onChange={(event) => setWhy(event.currentTarget.value)}
              />
            )}
            <Refused refusals={others.filter((refusal) => !atWords.includes(refusal))} error={null} />
            <FreshLogin refusals={others} />
            {stale && (
              <StaleEvidence
                {...stale}
                lookAgain={() => {
                  setRefusals([]);
                  props.lookAgain();
                }}
              />
            )}
            {error && <Failed error={error} />}
            <Group gap="xs">
              <Button type="submit" size="xs" loading={busy} disabled={!ready}>
                {name(choice)}
              </Button>
              <Button size="xs" variant="default" onClick={() => setChoice(null)}>
                {i18n._('Discard')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </section>
  );
}

/** Nothing was decided, because what was looked at is not what is there. */
function StaleEvidence(props: { differences: readonly Change[]; hidden: number; lookAgain: () => void }) {
  const { i18n } = useLingui();
  return (
    <div className={css.stale} role="alert" aria-label={i18n._('The evidence has changed')}>
      <strong>{i18n._('What you have looked at has changed meanwhile. Nothing was decided.')}</strong>
      <Differences differences={props.differences} hidden={props.hidden} />
      <Group>
        <Button size="xs" onClick={props.lookAgain}>
          {i18n._('Look at it as it is now')}
        </Button>
      </Group>
    </div>
  );
}
