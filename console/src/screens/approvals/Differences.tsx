import { useLingui } from '@lingui/react';
import css from '../../record/record.module.css';
import { evidencePartName } from '../../shared/words';

export interface Difference {
  key?: string | null;
  part: string;
  kind: string;
  text?: string;
  before?: string | null;
  after?: string | null;
}

/** What is otherwise than it was seen. */
export function Differences({ differences, hidden }: { differences: readonly Difference[]; hidden: number }) {
  const { i18n } = useLingui();
  return (
    <>
      <table className={css.differences}>
        <thead>
          <tr>
            <th scope="col">{i18n._('What')}</th>
            <th scope="col">{i18n._('Before')}</th>
            <th scope="col">{i18n._('Now')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <tr key={`${difference.part}${difference.key}${difference.kind}`} data-kind={difference.kind}>
              <th scope="row">{evidencePartName(i18n, difference.part)}</th>
              <td className="written">{difference.before || '–'}</td>
              <td className="written">
                {difference.after || (difference.kind === 'WENT' ? i18n._('gone') : difference.text || '–')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p>{i18n._('{count} more that you may not see', { count: hidden })}</p>}
    </>
  );
}
