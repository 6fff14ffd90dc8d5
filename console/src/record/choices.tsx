import { useLingui } from '@lingui/react';
import { MultiSelect, Select } from '@mantine/core';
import { type Ref, useState } from 'react';
import { useQuery } from 'urql';
import type { Named, Value } from './actions';
import { ItemsDocument, MembersDocument, TeamsDocument } from './documents';

interface Common {
  label: string;
  error?: string | undefined;
  size: 'xs';
  withAsterisk?: boolean;
  name: string;
  value: Value;
  set: (value: Value) => void;
}

export function TeamChoice(props: Common) {
  const [text, setText] = useState('');
  const [{ data }] = useQuery({ query: TeamsDocument, variables: text === '' ? {} : { text } });
  return <Pick {...props} search={setText} options={data?.teams.nodes ?? []} />;
}

/** A member of the team that was chosen; nobody while there is none. */
export function MemberChoice({ team, ...props }: Common & { team: Value }) {
  const { i18n } = useLingui();
  const [text, setText] = useState('');
  const teamId = chosenOf(team)?.id ?? '';
  const [{ data }] = useQuery({
    query: MembersDocument,
    variables: text === '' ? { teamId } : { teamId, text },
    pause: teamId === '',
  });
  const options = (teamId === '' ? [] : (data?.people.nodes ?? [])).map((person) => ({
    id: person.id,
    name: person.displayName,
  }));
  return <Pick {...props} search={setText} options={options} placeholder={i18n._('Nobody yet')} clearable />;
}

/** Those that the linked items lead to come first. */
export function OfferingChoice({
  suggested,
  ...props
}: Common & { suggested: readonly { id: string; name: string }[] }) {
  const [text, setText] = useState('');
  const [{ data }] = useQuery({
    query: ItemsDocument,
    variables: {
      filter: { classId: { eq: 'service-offering' }, ...(text === '' ? {} : { name: { contains: text } }) },
    },
  });
  const others = (data?.configurationItems.nodes ?? []).filter((item) => suggested.every(({ id }) => id !== item.id));
  const fitting = suggested.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  return <Pick {...props} search={setText} options={[...fitting, ...others]} />;
}

/** People, found by their names. */
export function PeopleChoice(props: Common) {
  const { i18n } = useLingui();
  const { value, set, ...input } = props;
  const [text, setText] = useState('');
  const [{ data }] = useQuery({ query: MembersDocument, variables: text === '' ? {} : { text } });
  const chosen: readonly Named[] = Array.isArray(value) ? value : [];
  const found = (data?.people.nodes ?? []).map((person) => ({ id: person.id, name: person.displayName }));
  const all = [...chosen, ...found.filter(({ id }) => chosen.every((each) => each.id !== id))];
  return (
    <MultiSelect
      {...input}
      searchable
      value={chosen.map(({ id }) => id)}
      onSearchChange={setText}
      // The server has searched.
      filter={({ options }) => options}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      nothingFoundMessage={i18n._('Nothing is found')}
      onChange={(ids) => set(all.filter(({ id }) => ids.includes(id)))}
    />
  );
}

function chosenOf(value: Value): Named | null {
  return value !== null && typeof value === 'object' && 'id' in value ? value : null;
}

/** One of what the server has found for what was typed. */
export function Pick(
  props: Common & {
    search: (text: string) => void;
    options: readonly Named[];
    placeholder?: string;
    clearable?: boolean;
    input?: Ref<HTMLInputElement>;
  },
) {
  const { i18n } = useLingui();
  const { value, set, options, search, input, ...others } = props;
  const chosen = chosenOf(value);
  const all = chosen === null || options.some(({ id }) => id === chosen.id) ? options : [chosen, ...options];
  return (
    <Select
      {...others}
      ref={input}
      searchable
      value={chosen?.id ?? null}
      openOnFocus={false}
      onSearchChange={(typed) => search(typed === chosen?.name ? '' : typed)}
      // The server has searched.
      filter={({ options: found }) => found}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      nothingFoundMessage={i18n._('Nothing is found')}
      onChange={(id) => {
        const found = all.find((option) => option.id === id);
        set(found ? { id: found.id, name: found.name } : null);
      }}
    />
  );
}
