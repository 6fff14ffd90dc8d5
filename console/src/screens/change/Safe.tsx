import { useLingui } from '@lingui/react';
import { useSubscription } from 'urql';
import { Path } from '../../record/Path';
import css from '../../record/record.module.css';
import { Failed } from '../../shared/Failed';
import { SafeDocument } from './documents';

/** Whether it is safe to go on, now and as it changes. */
export function Safe({ changeId }: { changeId: string }) {
  const { i18n } = useLingui();
  const [{ data, error }] = useSubscription({ query: SafeDocument, variables: { id: changeId } });
  const safe = data?.safeToProceed;
  if (error) return <Failed error={error} />;
  if (!safe?.verdict) return null;
  return (
    <section className={css.safe} role="status" aria-label={i18n._('Safe to proceed')} data-verdict={safe.verdict}>
      <strong>{safe.verdict === 'SAFE' ? i18n._('✓ Safe to proceed') : i18n._('✕ Not safe to proceed')}</strong>
      {!safe.complete && <p>{i18n._('Not everything was looked at.')}</p>}
      <ul className={css.items}>
        {safe.reasons.map((reason) => (
          <li key={`${reason.ci.id}${reason.neededBy.id}${reason.tie}${reason.incident?.id}`}>
            <p className="written">{reason.explanation}</p>
            {reason.path.length > 0 && <Path name={i18n._('The path')} steps={reason.path} />}
          </li>
        ))}
      </ul>
      {safe.hiddenReasonCount > 0 && (
        <p>{i18n._('{count} more that you may not see', { count: safe.hiddenReasonCount })}</p>
      )}
    </section>
  );
}
