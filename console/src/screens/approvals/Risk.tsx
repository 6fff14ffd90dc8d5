import { useLingui } from '@lingui/react';
import { type FragmentType, read } from '../../generated';
import css from '../../record/record.module.css';
import { riskName } from '../../shared/words';
import { RiskFragment } from './documents';

/** A level of risk: told by the word, not by its colour alone. */
export function RiskMark({ level }: { level: string | null | undefined }) {
  const { i18n } = useLingui();
  return level ? (
    <span className={css.risk} data-level={level}>
      {riskName(i18n, level)}
    </span>
  ) : (
    <span className={css.soft}>–</span>
  );
}

/** The risk as the rules compute it, with the reason of every point. */
export function Risk(props: { risk: FragmentType<typeof RiskFragment> }) {
  const { i18n } = useLingui();
  const risk = read(RiskFragment, props.risk);
  return (
    <section className={css.panel} aria-labelledby="risk">
      <h2 id="risk">{i18n._('Risk')}</h2>
      <p>
        <RiskMark level={risk.level} /> {i18n._('{points} points', { points: risk.points })}
      </p>
      <ul className={css.items}>
        {risk.parts.map((part) => (
          <li key={part.rule} className={css.points}>
            <strong>{part.points > 0 ? `+${part.points}` : part.points}</strong>
            <span className="written">{part.reason}</span>
          </li>
        ))}
      </ul>
      {risk.undecidedRules.length > 0 && (
        <p className={css.soft}>{i18n._('Not decided: {rules}', { rules: risk.undecidedRules.join(', ') })}</p>
      )}
      {!risk.complete && <p className={css.soft}>{i18n._('Not everything was looked at.')}</p>}
    </section>
  );
}
