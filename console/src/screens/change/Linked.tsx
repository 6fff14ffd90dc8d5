import { type ReactNode, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { type Answer, withdraws } from '../../record/actions';
import { edit } from '../../record/mutations';
import { Refused } from '../../record/Refused';
import css from '../../record/record.module.css';
import { TakeBack } from '../../record/Withdrawing';
import type { Refusal } from '../../shared/refusals';

interface Link {
  id: string;
  label: ReactNode;
  text: string;
  /** What takes it back, and the field of its input in which the id stands. */
  action: string;
  field: string;
  undo: string;
  /** What of the change is another then, by the names of `materialFields`. */
  edits?: string;
}

/** What a change leaves out and what it is to resolve; each can be taken back in place. */
export function Linked(props: {
  record: { id: string; version: number; materialFields?: readonly string[] };
  links: readonly Link[];
  possible: ReadonlySet<string>;
  changed: () => void;
}) {
  const client = useClient();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);
  const undo = async (link: Link) => {
    const answer = await client
      .mutation<Answer>(edit('change', link.action, true), {
        id: props.record.id,
        expectedVersion: props.record.version,
        input: { [link.field]: [link.id] },
      })
      .toPromise();
    const refused = answer.data?.result.userErrors ?? [];
    setError(answer.error ?? null);
    setRefusals(refused);
    if (!answer.error && refused.length === 0) props.changed();
  };
  return (
    <>
      <ul className={css.items} data-testid="linked">
        {props.links.map((link) => (
          <li key={link.action + link.id} className={css.line}>
            <span className={css.soft}>{link.label}</span>
            <span className={css.item}>
              <span className="one-line" title={link.text.slice(0, 500)}>
                {link.text}
              </span>
              {props.possible.has(link.action) && (
                <TakeBack
                  label={link.undo}
                  withdrawing={link.edits !== undefined && withdraws(props.record, [link.edits])}
                  take={() => void undo(link)}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      <Refused refusals={refusals} error={error} />
    </>
  );
}
