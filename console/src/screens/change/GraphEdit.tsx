import { useLingui } from '@lingui/react';
import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { type FragmentType, read } from '../../generated';
import css from '../../record/record.module.css';
import { Failed } from '../../shared/Failed';
import { Time } from '../../shared/Time';
import { fieldName, impactStateName } from '../../shared/words';
import { GraphEditFragment, GraphEditImpactDocument } from './documents';

type End = { key?: string | null; ci?: { id: string; name: string } | null };

const nameOf = (end: End, added: ReadonlyMap<string, string>) =>
  end.ci?.name ?? (end.key ? (added.get(end.key) ?? end.key) : '–');

/** What the success of a change makes of items and relations, and of failures: before and after. */
export function GraphEdit(props: { changeId: string; edit: FragmentType<typeof GraphEditFragment> }) {
  const { i18n } = useLingui();
  const edit = read(GraphEditFragment, props.edit);
  const [compare, setCompare] = useState(false);
  const added = new Map(edit.addedItems.map((item) => [item.key, item.name]));
  return (
    <section className={css.panel} aria-labelledby="graph-edit">
      <h2 id="graph-edit">{i18n._('Graph edit')}</h2>
      <p className={css.soft}>
        {edit.appliedAt ? i18n._('made') : i18n._('planned by {name}', { name: edit.setBy?.displayName ?? '–' })}{' '}
        <Time at={edit.appliedAt ?? edit.setAt} />
      </p>
      <ul className={css.items}>
        {edit.addedItems.map((item) => (
          <li key={item.key}>
            <ins>{i18n._('Adds')}</ins> {item.class?.name} <strong>{item.name}</strong>
          </li>
        ))}
        {edit.alteredItems.map((item) => (
          <li key={item.ci.id}>
            {i18n._('Alters')} <strong>{item.ci.name}</strong>:{' '}
            {item.values
              .map((value) => `${fieldName(i18n, value.field)} = ${value.hidden ? '•••' : (value.value ?? '–')}`)
              .join(', ')}
          </li>
        ))}
        {edit.retiredItems.map((item) => (
          <li key={item.id}>
            <del>{i18n._('Retires')}</del> <strong>{item.name}</strong>
          </li>
        ))}
        {edit.addedRelations.map((relation) => (
          <li key={`${nameOf(relation.source, added)}${relation.type}${nameOf(relation.target, added)}`}>
            <ins>{i18n._('Adds')}</ins> {nameOf(relation.source, added)}{' '}
            <span className={css.soft}>
              {relation.type}
              {relation.group && ` (${relation.group})`}
            </span>{' '}
            {nameOf(relation.target, added)}
          </li>
        ))}
        {edit.endedRelations.map((relation) => (
          <li key={relation.id}>
            <del>{i18n._('Ends')}</del> {relation.source.name} <span className={css.soft}>{relation.type}</span>{' '}
            {relation.target.name}
          </li>
        ))}
      </ul>
      {edit.hiddenCount > 0 && (
        <p className={css.soft}>{i18n._('{count} more that you may not see', { count: edit.hiddenCount })}</p>
      )}
      {edit.differences.length > 0 && (
        <p className={css.stale} role="status">
          {i18n._('Changed since it was planned: {items}', {
            items: edit.differences
              .map((each) => `${each.ci?.name ?? '–'} (${each.fields.map((name) => fieldName(i18n, name)).join(', ')})`)
              .join('; '),
          })}
        </p>
      )}
      {!edit.appliedAt &&
        (compare ? (
          <BeforeAfter changeId={props.changeId} added={added} />
        ) : (
          <Button size="compact-xs" variant="default" onClick={() => setCompare(true)}>
            {i18n._('Show failures before and after')}
          </Button>
        ))}
    </section>
  );
}

function BeforeAfter({ changeId, added }: { changeId: string; added: ReadonlyMap<string, string> }) {
  const { i18n } = useLingui();
  const [{ data, error }] = useQuery({ query: GraphEditImpactDocument, variables: { id: changeId } });
  const impact = data?.change?.graphEditImpact;
  if (error) return <Failed error={error} />;
  if (!impact)
    return data ? <p className={css.soft}>{i18n._('There is nothing to compare.')}</p> : <Skeleton height={80} />;
  const count = (counts: typeof impact.countsBefore, state: string) =>
    counts.find((each) => each.state === state)?.count ?? 0;
  return (
    <>
      <table className={css.differences}>
        <thead>
          <tr>
            <th scope="col">{i18n._('If all its items fail')}</th>
            <th scope="col">{i18n._('Before')}</th>
            <th scope="col">{i18n._('After')}</th>
          </tr>
        </thead>
        <tbody>
          {(['DOWN', 'DEGRADED', 'AT_RISK', 'REDUCED'] as const).map((state) => (
            <tr key={state}>
              <th scope="row">{impactStateName(i18n, state)}</th>
              <td>{count(impact.countsBefore, state)}</td>
              <td>{count(impact.countsAfter, state)}</td>
            </tr>
          ))}
          {impact.groups.map(({ group, item, before, after }) => (
            <tr key={`${nameOf(item, added)}${group}`}>
              <th scope="row">{i18n._('Spare of {name} in {group}', { name: nameOf(item, added), group })}</th>
              <td>{before?.spare ?? '–'}</td>
              <td>{after?.spare ?? '–'}</td>
            </tr>
          ))}
          {impact.singlePointsOfFailure.map(({ item, point, before, after }) => (
            <tr key={`${nameOf(item, added)}${nameOf(point, added)}`}>
              <th scope="row">
                {i18n._('{point} alone takes {name} down', { point: nameOf(point, added), name: nameOf(item, added) })}
              </th>
              <td>{before ? i18n._('yes') : i18n._('no')}</td>
              <td>{after ? i18n._('yes') : i18n._('no')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {impact.hiddenCount > 0 && (
        <p className={css.soft}>{i18n._('{count} more that you may not see', { count: impact.hiddenCount })}</p>
      )}
      {!impact.complete && <p className={css.soft}>{i18n._('Not everything was looked at.')}</p>}
    </>
  );
}
