import { useLingui } from '@lingui/react';
import { may, useViewer } from '../../app/viewer';
import { type FragmentType, read } from '../../generated';
import { Breaks } from '../../record/Breaks';
import { Items } from '../../record/Items';
import css from '../../record/record.module.css';
import { AffectedFragment } from './documents';

/** What is affected, and what breaks because of it. */
export function Affected(props: {
  incident: FragmentType<typeof AffectedFragment>;
  open: boolean;
  linking: boolean;
  setLinking: (linking: boolean) => void;
  changed: () => void;
}) {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const incident = read(AffectedFragment, props.incident);
  const { affectedCis, serviceOffering, problems, changes } = incident;
  const possible = incident.availableTransitions.map((transition) => transition.action);
  return (
    <>
      <section className={css.panel} aria-labelledby="affected">
        <h2 id="affected">{i18n._('Affected')}</h2>
        {serviceOffering && (
          <p className={css.line}>
            <span className={css.soft}>{i18n._('Service offering')}</span>
            <span>{serviceOffering.name}</span>
          </p>
        )}
        <Items
          kind="incident"
          record={incident}
          items={affectedCis}
          canLink={possible.includes('LINK_CIS')}
          canUnlink={possible.includes('UNLINK_CIS')}
          linking={props.linking}
          setLinking={props.setLinking}
          changed={props.changed}
        />
        {[...problems, ...changes].map((record) => (
          <p key={record.id} className={css.line}>
            <span className={css.soft}>{record.number}</span>
            <span className="one-line">{record.title}</span>
          </p>
        ))}
      </section>
      {props.open && affectedCis.length > 0 && may(viewer, 'ci.read') && (
        <Breaks failed={affectedCis.map((item) => item.id)} title={i18n._('What breaks if these have failed')} />
      )}
    </>
  );
}
