import { useLingui } from '@lingui/react';
import { Button, Group } from '@mantine/core';
import { type Ref, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient, useQuery } from 'urql';
import { may, useViewer } from '../app/viewer';
import type { Refusal } from '../shared/refusals';
import { type Answer, type Named, withdraws } from './actions';
import { Breaks } from './Breaks';
import { itemsInUse, Pick } from './choices';
import { ItemsDocument } from './documents';
import { add, edit, type Kind } from './mutations';
import { Refused } from './Refused';
import css from './record.module.css';
import { TakeBack, Withdrawing } from './Withdrawing';

export interface Item {
  id: string;
  number: string;
  name: string;
  class: { name: string };
}

/** The configuration items of a record, which can be linked and unlinked in place; before one is linked, what would break with it. */
export function Items(props: {
  kind: Kind;
  record: { id: string; version: number; materialFields?: readonly string[] };
  items: readonly Item[];
  canLink: boolean;
  canUnlink: boolean;
  linking: boolean;
  setLinking: (linking: boolean) => void;
  changed: () => void;
}) {
  const { i18n } = useLingui();
  const client = useClient();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [error, setError] = useState<CombinedError | null>(null);

  const done = (answer: { error?: CombinedError; data?: Answer | undefined }): boolean => {
    const refused = answer.data?.result.userErrors ?? [];
    setError(answer.error ?? null);
    setRefusals(refused);
    if (answer.error || refused.length > 0) return false;
    props.changed();
    return true;
  };
  const unlink = async (item: Item) =>
    done(
      await client
        .mutation<Answer>(edit(props.kind, 'UNLINK_CIS', true), {
          id: props.record.id,
          expectedVersion: props.record.version,
          input: { ciIds: [item.id] },
        })
        .toPromise(),
    );
  const link = async (id: string, key: string) =>
    done(
      await client
        .mutation<Answer>(add(props.kind, 'LINK_CIS'), { id: props.record.id, key, input: { ciIds: [id] } })
        .toPromise(),
    );
  return (
    <>
      {props.items.length === 0 && <p className={css.soft}>{i18n._('No configuration item is linked.')}</p>}
      <ul className={css.items} data-testid="items">
        {props.items.map((item) => (
          <li key={item.id} className={css.line} data-item={item.number}>
            <span className={css.soft}>{item.class.name}</span>
            <span className={css.item}>
              <span className="one-line" title={`${item.number} ${item.name}`}>
                {item.name}
              </span>
              {props.canUnlink && (
                <TakeBack
                  label={i18n._('Unlink {name}', { name: item.name })}
                  withdrawing={withdraws(props.record, ['ciIds'])}
                  take={() => void unlink(item)}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      <Refused refusals={refusals} error={error} />
      {props.canLink && props.linking && withdraws(props.record, ['ciIds']) && <Withdrawing />}
      {props.canLink && !props.linking && (
        <Button size="compact-xs" variant="default" rightSection={<kbd>l</kbd>} onClick={() => props.setLinking(true)}>
          {i18n._('Link an item')}
        </Button>
      )}
      {props.canLink && props.linking && (
        <Picker
          taken={props.items.map((item) => item.id)}
          close={() => props.setLinking(false)}
          link={async (id, key) => {
            if (await link(id, key)) props.setLinking(false);
          }}
        />
      )}
    </>
  );
}

function Picker(props: {
  taken: readonly string[];
  close: () => void;
  link: (id: string, key: string) => Promise<void>;
}) {
  const { i18n } = useLingui();
  const viewer = useViewer();
  const [chosen, setChosen] = useState<Named | null>(null);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const send = async () => {
    if (chosen === null || busy) return;
    setBusy(true);
    await props.link(chosen.id, key);
    setBusy(false);
  };
  return (
    <form
      className={css.picker}
      aria-label={i18n._('Link an item')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        if (event.key === 'Escape') {
          event.stopPropagation();
          props.close();
        }
      }}
    >
      <ItemSelect
        input={input}
        taken={props.taken}
        chosen={chosen}
        choose={(item) => {
          setChosen(item);
          setKey(crypto.randomUUID());
        }}
      />
      {chosen !== null && may(viewer, 'ci.read') && (
        <Breaks failed={[chosen.id]} title={i18n._('What breaks if it has failed')} />
      )}
      <Group gap="xs">
        <Button type="submit" size="xs" disabled={chosen === null} loading={busy}>
          {i18n._('Link')}
        </Button>
        <Button size="xs" variant="default" onClick={props.close}>
          {i18n._('Discard')}
        </Button>
      </Group>
    </form>
  );
}

/** An item by its name or its number. */
function ItemSelect(props: {
  input: Ref<HTMLInputElement>;
  taken: readonly string[];
  chosen: Named | null;
  choose: (item: Named | null) => void;
}) {
  const { i18n } = useLingui();
  const [text, setText] = useState('');
  const [{ data, fetching }] = useQuery({ query: ItemsDocument, variables: { filter: itemsInUse(text) } });
  const found = (data?.configurationItems.nodes ?? []).filter((item) => !props.taken.includes(item.id));
  return (
    <Pick
      input={props.input}
      size="xs"
      name="item"
      label={i18n._('Configuration item')}
      placeholder={i18n._('Its name or number')}
      value={props.chosen}
      set={(value) => props.choose(value as Named | null)}
      search={setText}
      searching={fetching}
      options={found.map((item) => ({ id: item.id, name: `${item.name} · ${item.class.name}` }))}
    />
  );
}
