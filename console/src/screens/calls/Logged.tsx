import { useLingui } from '@lingui/react';
import { Alert, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import css from '../../record/record.module.css';
import { Failed } from '../../shared/Failed';
import { PriorityMark } from '../../shared/marks';
import type { Refusal } from '../../shared/refusals';
import type { Call } from './calls';
import look from './calls.module.css';
import { TakeBackDocument } from './documents';

/** How long what was just logged can be taken back; afterwards it is cancelled on its page. */
const UNDO_MS = 10_000;

/** What became of the call before. */
export interface Told {
  id: string;
  number: string;
  version: number;
  title: string;
  priority: string;
  call: Call;
}

/** The incident that was just made or added to: its number to say and to copy, and the way back. */
export function Logged({ told, takenBack }: { told: Told; takenBack: (call: Call) => void }) {
  const { i18n } = useLingui();
  const client = useClient();
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const [late, setLate] = useState(false);
  const [state, setState] = useState<'logged' | 'busy' | 'taken back'>('logged');
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);
  const joined = told.call.joins !== null;
  const name = told.call.caller?.name ?? '';

  useEffect(() => {
    const timer = setTimeout(() => setLate(true), UNDO_MS);
    return () => clearTimeout(timer);
  }, []);
  const copy = () =>
    void navigator.clipboard.writeText(told.number).then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    );
  const undo = async () => {
    setState('busy');
    setError(null);
    const answer = await client
      .mutation(TakeBackDocument, { id: told.id, version: told.version, reason: i18n._('Logged by mistake') })
      .toPromise();
    const refused = answer.data?.result.userErrors ?? [];
    setError(answer.error ?? null);
    setRefusals(refused);
    if (answer.error || refused.length > 0) {
      setState('logged');
      return;
    }
    setState('taken back');
    takenBack(told.call);
  };
  return (
    <div className={look.logged} role="status" data-testid="logged">
      <p>
        <PriorityMark priority={told.priority} />{' '}
        <Link className={css.link} to="/incidents/$number" params={{ number: told.number }} search={{}}>
          {told.number}
        </Link>{' '}
        <span className="written">{told.title}</span>
        {' · '}
        {state === 'taken back'
          ? i18n._('Taken back: it is cancelled.')
          : joined
            ? i18n._('The call of {name} was added to it.', { name })
            : i18n._('Logged for {name}.', { name })}
      </p>
      {/* Browsers give the clipboard to pages of https and of this machine alone. */}
      {window.isSecureContext && (
        <Button size="compact-xs" variant="default" onClick={copy}>
          {copied === 'yes'
            ? i18n._('Copied')
            : copied === 'refused'
              ? i18n._('The browser refuses to copy')
              : i18n._('Copy the number')}
        </Button>
      )}
      {!joined && !late && state !== 'taken back' && (
        <Button size="compact-xs" variant="default" loading={state === 'busy'} onClick={() => void undo()}>
          {i18n._('Take it back')}
        </Button>
      )}
      {refusals.map((refusal) => (
        <Alert key={refusal.code + refusal.message} color="red" variant="light" role="alert">
          {refusal.message}
        </Alert>
      ))}
      {error && <Failed error={error} />}
    </div>
  );
}
