import { useLingui } from '@lingui/react';
import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { type CombinedError, useClient, useQuery } from 'urql';
import type { ChangeFormFragment } from '../../generated/graphql';
import { type Answer, withdraws } from '../../record/actions';
import { edit } from '../../record/mutations';
import { Refused } from '../../record/Refused';
import css from '../../record/record.module.css';
import { Withdrawing } from '../../record/Withdrawing';
import { Failed } from '../../shared/Failed';
import type { Refusal } from '../../shared/refusals';
import { Time } from '../../shared/Time';
import { zone } from '../../shared/time';
import { FreeSlotsDocument } from './documents';

/** How far ahead another time is looked for; ours. */
const AHEAD_DAYS = 28;
const DAY_MS = 86_400_000;

/** Other times for a change, of the same length, that have no conflict; one key press takes one. */
export function FreeSlots(props: { change: ChangeFormFragment; ciIds: readonly string[]; changed: () => void }) {
  const { i18n } = useLingui();
  const [asked, setAsked] = useState<number | null>(null);
  if (asked === null) {
    return (
      <Button size="compact-xs" variant="default" onClick={() => setAsked(Date.now())}>
        {i18n._('Find another time')}
      </Button>
    );
  }
  return <Slots {...props} now={asked} close={() => setAsked(null)} />;
}

function Slots(props: {
  change: ChangeFormFragment;
  ciIds: readonly string[];
  changed: () => void;
  now: number;
  close: () => void;
}) {
  const { i18n } = useLingui();
  const client = useClient();
  const { change, now } = props;
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [failure, setFailure] = useState<CombinedError | null>(null);
  const length = new Date(change.plannedTo ?? 0).getTime() - new Date(change.plannedFrom ?? 0).getTime();
  const [{ data, error }] = useQuery({
    query: FreeSlotsDocument,
    variables: {
      ciIds: [...props.ciIds],
      people: change.implementers.map(({ id }) => id),
      duration: `PT${Math.round(length / 1000)}S`,
      from: new Date(now).toISOString(),
      to: new Date(now + AHEAD_DAYS * DAY_MS).toISOString(),
    },
    requestPolicy: 'network-only',
  });
  const found = data?.freeSlots;
  const take = async (slot: { from: string; to: string }) => {
    const answer = await client
      .mutation<Answer>(edit('change', 'UPDATE', true), {
        id: change.id,
        expectedVersion: change.version,
        input: { window: { from: slot.from, to: slot.to, zone: change.plannedZone ?? zone } },
      })
      .toPromise();
    const refused = answer.data?.result.userErrors ?? [];
    setFailure(answer.error ?? null);
    setRefusals(refused);
    if (!answer.error && refused.length === 0) {
      props.changed();
      props.close();
    }
  };
  return (
    <section className={css.picker} aria-label={i18n._('Free times')}>
      {(error ?? failure) && <Failed error={(error ?? failure) as CombinedError} />}
      {!found && !error && <Skeleton height={60} />}
      {found && found.slots.length === 0 && (
        <p className={css.soft}>
          {i18n._('There is no time without a conflict in the next {days} days.', { days: AHEAD_DAYS })}
        </p>
      )}
      <ul className={css.items}>
        {found?.slots.map((slot) => (
          <li key={slot.from} className={css.item}>
            <span>
              <Time at={slot.from} /> – <Time at={slot.to} />
              {slot.latestFrom !== slot.from && (
                <span className={css.soft}>
                  {' · '}
                  {i18n._('begins at the latest')} <Time at={slot.latestFrom} />
                </span>
              )}
            </span>
            <Button size="compact-xs" variant="default" onClick={() => void take(slot)}>
              {i18n._('Take it')}
            </Button>
          </li>
        ))}
      </ul>
      {withdraws(change, ['plannedFrom']) && <Withdrawing />}
      {found && !found.complete && <p className={css.soft}>{i18n._('Not everything was looked at.')}</p>}
      <Refused refusals={refusals} error={null} />
      <Button size="compact-xs" variant="default" onClick={props.close}>
        {i18n._('Discard')}
      </Button>
    </section>
  );
}
