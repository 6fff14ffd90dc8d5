import { useLingui } from '@lingui/react';
import { Button, Group } from '@mantine/core';
import { fieldName, valueName } from '../shared/words';
import type { Difference } from './differences';
import css from './record.module.css';

/** Somebody else was faster: what they have changed, field by field, and whose is to hold. */
export function Stale(props: { differences: readonly Difference[]; keepMine: () => void; takeTheirs: () => void }) {
  const { i18n } = useLingui();
  const shown = (field: string, value: string) => {
    if (value === '') return <em>{i18n._('empty')}</em>;
    return valueName(i18n, field, value);
  };
  return (
    <section className={css.stale} role="alert" aria-label={i18n._('Changed by somebody else')}>
      <strong>{i18n._('Somebody else has changed this record meanwhile. Nothing of yours was saved yet.')}</strong>
      {props.differences.length > 0 && (
        <table className={css.differences}>
          <thead>
            <tr>
              <th scope="col">{i18n._('Field')}</th>
              <th scope="col">{i18n._('Before')}</th>
              <th scope="col">{i18n._('Theirs')}</th>
              <th scope="col">{i18n._('Mine')}</th>
            </tr>
          </thead>
          <tbody>
            {props.differences.map((difference) => (
              <tr key={difference.field}>
                <th scope="row">{fieldName(i18n, difference.field)}</th>
                <td className="written">{shown(difference.field, difference.before)}</td>
                <td className="written">{shown(difference.field, difference.theirs)}</td>
                <td className="written">{difference.mine === null ? '–' : shown(difference.field, difference.mine)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Group gap="xs">
        <Button size="xs" onClick={props.keepMine}>
          {i18n._('Keep mine')}
        </Button>
        <Button size="xs" variant="default" onClick={props.takeTheirs}>
          {i18n._('Take theirs')}
        </Button>
      </Group>
    </section>
  );
}
