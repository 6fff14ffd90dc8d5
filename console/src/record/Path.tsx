import { useLingui } from '@lingui/react';
import css from './record.module.css';

export interface Step {
  relationType: string;
  from?: { id: string; name: string } | null;
  to?: { id: string; name: string } | null;
}

/** Something with the way on which a failure gets there, which is opened by a click or by Enter. */
export function Path({ name, steps }: { name: string; steps: readonly Step[] }) {
  const { i18n } = useLingui();
  if (steps.length === 0) {
    return (
      <span className="one-line" title={name}>
        {name}
      </span>
    );
  }
  const hidden = i18n._('something that you may not see');
  return (
    <details className={css.path}>
      <summary className="one-line" title={name}>
        {name}
      </summary>
      <ol>
        {steps.map((step) => (
          <li key={`${step.from?.id}${step.relationType}${step.to?.id}`}>
            {step.from?.name ?? hidden} <span className={css.soft}>{step.relationType}</span> {step.to?.name ?? hidden}
          </li>
        ))}
      </ol>
    </details>
  );
}
