import { useLingui } from '@lingui/react';
import { type FragmentType, read } from '../../generated';
import { Time } from '../../shared/Time';
import { TimelineFragment } from './documents';
import css from './incident.module.css';

/** Comments and work notes, the latest first. What the caller does not read is marked by word, colour and edge. */
export function Timeline(props: { incident: FragmentType<typeof TimelineFragment> }) {
  const { i18n } = useLingui();
  const { workLog } = read(TimelineFragment, props.incident);
  if (workLog.nodes.length === 0) {
    return <p className={css.soft}>{i18n._('Nothing has been written yet.')}</p>;
  }
  return (
    <ol className={css.timeline}>
      {workLog.nodes.map((entry) => {
        const internal = entry.kind === 'WORK_NOTE';
        return (
          <li key={entry.id} className={css.entry} data-kind={entry.kind}>
            <div className={css.entryHead}>
              <strong>{entry.author?.displayName ?? i18n._('Somebody')}</strong>
              <span className={css.tag} data-kind={entry.kind}>
                {internal ? i18n._('Internal') : i18n._('Public')}
              </span>
              <span className={css.soft}>
                <Time at={entry.occurredAt} />
                {entry.correctedAt && <> · {i18n._('corrected')}</>}
              </span>
            </div>
            <div className="written">{entry.text}</div>
          </li>
        );
      })}
      {workLog.totalCount != null && workLog.totalCount > workLog.nodes.length && (
        <li className={css.soft}>
          {i18n._('Shown are the latest {shown} of {total}.', {
            shown: workLog.nodes.length,
            total: workLog.totalCount,
          })}
        </li>
      )}
    </ol>
  );
}
