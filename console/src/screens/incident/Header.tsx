import { useLingui } from '@lingui/react';
import { type FragmentType, read } from '../../generated';
import css from '../../record/record.module.css';
import { PriorityMark, StateMark } from '../../shared/marks';
import { confidentialityName } from '../../shared/words';
import { HeaderFragment } from './documents';

export function Header(props: { incident: FragmentType<typeof HeaderFragment>; back: () => void }) {
  const { i18n } = useLingui();
  const incident = read(HeaderFragment, props.incident);
  return (
    <header className={css.header}>
      <div className={css.crumbs}>
        <button type="button" className={css.back} onClick={props.back}>
          ← {i18n._('Queue')} <kbd>Esc</kbd>
        </button>
        <span className={css.number}>{incident.number}</span>
        <PriorityMark priority={incident.priority} />
        <StateMark state={incident.state} />
        {incident.confidentiality !== 'PUBLIC_INTERNAL' && (
          <span className={css.secret}>{confidentialityName(i18n, incident.confidentiality)}</span>
        )}
        {incident.reopenCount > 0 && (
          <span className={css.soft}>{i18n._('reopened {count} times', { count: incident.reopenCount })}</span>
        )}
      </div>
      <h1 className="written">{incident.title}</h1>
    </header>
  );
}
