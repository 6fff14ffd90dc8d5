import { useLingui } from '@lingui/react';
import { Link } from '@tanstack/react-router';
import { type FragmentType, read } from '../../generated';
import { Path } from '../../record/Path';
import css from '../../record/record.module.css';
import { Time } from '../../shared/Time';
import { conflictName } from '../../shared/words';
import { ConflictsFragment } from './documents';

/** What speaks against a change as it is planned, each with the paths over which it does. */
export function Conflicts(props: { conflicts: FragmentType<typeof ConflictsFragment> }) {
  const { i18n } = useLingui();
  const { conflicts, hiddenConflictCount, complete } = read(ConflictsFragment, props.conflicts);
  return (
    <section className={css.panel} aria-labelledby="conflicts">
      <h2 id="conflicts">{i18n._('Conflicts')}</h2>
      {conflicts.length === 0 && hiddenConflictCount === 0 && (
        <p className={css.soft}>{i18n._('Nothing speaks against it.')}</p>
      )}
      <ul className={css.items} data-testid="conflicts">
        {conflicts.map((conflict) => (
          <li
            key={`${conflict.kind}${conflict.change?.id ?? conflict.changeWindow?.id ?? conflict.incident?.id ?? ''}${conflict.cis.map(({ id }) => id).join()}`}
            className={css.conflict}
            data-kind={conflict.kind}
          >
            <strong>{conflictName(i18n, conflict.kind)}</strong>{' '}
            {conflict.change && (
              <Link className={css.link} to="/changes/$number" params={{ number: conflict.change.number }} search={{}}>
                {conflict.change.number}
              </Link>
            )}
            <p className="written">{conflict.explanation}</p>
            {conflict.overlapFrom && (
              <p className={css.soft}>
                <Time at={conflict.overlapFrom} /> – {conflict.overlapTo ? <Time at={conflict.overlapTo} /> : '…'}
              </p>
            )}
            {conflict.redundancyGroups.map(({ ci, left }) => (
              <p key={`${ci.id}${left.group}`}>
                {i18n._('{name}: of {members} in {group} {up} stay up, {minUp} are needed', {
                  name: ci.name,
                  members: left.members,
                  group: left.group,
                  up: left.up,
                  minUp: left.minUp,
                })}
              </p>
            ))}
            {conflict.dependencies.map((dependency) => (
              <Path
                key={dependency.path.map((step) => `${step.from?.id}${step.to?.id}`).join()}
                name={i18n._('The path')}
                steps={dependency.path}
              />
            ))}
          </li>
        ))}
      </ul>
      {hiddenConflictCount > 0 && (
        <p className={css.soft}>{i18n._('{count} more that you may not see', { count: hiddenConflictCount })}</p>
      )}
      {!complete && <p className={css.soft}>{i18n._('Not everything was looked at.')}</p>}
    </section>
  );
}
