import { useLingui } from '@lingui/react';
import { Select } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { Value } from './actions';
import { MembersDocument, OfferingsDocument, TeamsDocument } from './documents';

interface Common {
  label: string;
  error: string | undefined;
  size: 'xs';
  withAsterisk: boolean;
  name: string;
  value: Value;
  set: (value: Value) => void;
}

export function TeamChoice(props: Common) {
  const [text, setText] = useState('');
  const [{ data }] = useQuery({ query: TeamsDocument, variables: text === '' ? {} : { text } });
  return <Named {...props} search={setText} options={data?.teams.nodes ?? []} />;
}

/** A member of the team that was chosen; nobody while there is none. */
export function MemberChoice({ team, ...props }: Common & { team: Value }) {
  const { i18n } = useLingui();
  const [text, setText] = useState('');
  const teamId = team !== null && typeof team === 'object' ? team.id : '';
  const [{ data }] = useQuery({
    query: MembersDocument,
    variables: text === '' ? { teamId } : { teamId, text },
    pause: teamId === '',
  });
  const options = (teamId === '' ? [] : (data?.people.nodes ?? [])).map((person) => ({
    id: person.id,
    name: person.displayName,
  }));
  return <Named {...props} search={setText} options={options} placeholder={i18n._('Nobody yet')} clearable />;
}

/** Those that the linked items lead to come first. */
export function OfferingChoice({
  suggested,
  ...props
}: Common & { suggested: readonly { id: string; name: string }[] }) {
  const [text, setText] = useState('');
  const [{ data }] = useQuery({
    query: OfferingsDocument,
    variables: {
      filter: { classId: { eq: 'service-offering' }, ...(text === '' ? {} : { name: { contains: text } }) },
    },
  });
  const others = (data?.configurationItems.nodes ?? []).filter((item) => suggested.every(({ id }) => id !== item.id));
  const fitting = suggested.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  return <Named {...props} search={setText} options={[...fitting, ...others]} />;
}

function Named(
  props: Common & {
    search: (text: string) => void;
    options: readonly { id: string; name: string }[];
    placeholder?: string;
    clearable?: boolean;
  },
) {
  const { i18n } = useLingui();
  const { value, set, options, search, ...input } = props;
  const chosen = value !== null && typeof value === 'object' ? value : null;
  const all = chosen === null || options.some(({ id }) => id === chosen.id) ? options : [chosen, ...options];
  return (
    <Select
      {...input}
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
