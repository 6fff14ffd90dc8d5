import { useLingui } from '@lingui/react';
import { MultiSelect, Select } from '@mantine/core';
import { type Ref, useState } from 'react';
import { useQuery } from 'urql';
import type { ConfigurationItemFilter } from '../generated/graphql';
import { fits } from '../shared/found';
import type { Named, Value } from './actions';
import { IncidentsDocument, ItemsDocument, MembersDocument, ProblemsDocument, TeamsDocument } from './documents';

interface Common {
  label?: string;
  'aria-label'?: string;
  placeholder?: string;
  clearable?: boolean;
  error?: string | undefined;
  size: 'xs';
  withAsterisk?: boolean;
  name: string;
  value: Value;
  set: (value: Value) => void;
}

const SERVICES = ['business-service', 'service-offering'] as const;

/** A service: of the business, or what it is offered as. */
export function ServiceChoice(props: Common) {
  const [text, setText] = useState('');
  const [{ data, fetching }] = useQuery({
    query: ItemsDocument,
    variables: { filter: { ...itemsInUse(text), classId: { in: [...SERVICES] } } },
  });
  return <Pick {...props} search={setText} searching={fetching} options={data?.configurationItems.nodes ?? []} />;
}

export function TeamChoice(props: Common) {
  const [text, setText] = useState('');
  const [{ data, fetching }] = useQuery({ query: TeamsDocument, variables: text === '' ? {} : { text } });
  return <Pick {...props} search={setText} searching={fetching} options={data?.teams.nodes ?? []} />;
}

/** A member of the team that was chosen; nobody while there is none. */
export function MemberChoice({ team, ...props }: Common & { team: Value }) {
  const { i18n } = useLingui();
  const [text, setText] = useState('');
  const teamId = chosenOf(team)?.id ?? '';
  const [{ data, fetching }] = useQuery({
    query: MembersDocument,
    variables: text === '' ? { teamId } : { teamId, text },
    pause: teamId === '',
  });
  const options = (teamId === '' ? [] : (data?.people.nodes ?? [])).map((person) => ({
    id: person.id,
    name: person.displayName,
  }));
  return (
    <Pick
      {...props}
      search={setText}
      searching={fetching}
      options={options}
      placeholder={i18n._('Nobody yet')}
      clearable
    />
  );
}

/** Those that the linked items lead to come first. */
export function OfferingChoice({
  suggested,
  ...props
}: Common & { suggested: readonly { id: string; name: string }[] }) {
  const [text, setText] = useState('');
  const [{ data, fetching }] = useQuery({
    query: ItemsDocument,
    variables: {
      filter: { classId: { eq: 'service-offering' }, ...(text === '' ? {} : { name: { contains: text } }) },
    },
  });
  const others = (data?.configurationItems.nodes ?? []).filter((item) => suggested.every(({ id }) => id !== item.id));
  const fitting = suggested.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  return <Pick {...props} search={setText} searching={fetching} options={[...fitting, ...others]} />;
}

/** People, found by their names. */
export function PeopleChoice(props: Common) {
  const [text, setText] = useState('');
  const [{ data, fetching }] = useQuery({ query: MembersDocument, variables: text === '' ? {} : { text } });
  const found = (data?.people.nodes ?? []).map((person) => ({ id: person.id, name: person.displayName }));
  return <Picks {...props} search={setText} searching={fetching} options={found} />;
}

/** Configuration items, found by their names or numbers. */
export function ItemsChoice(props: Common) {
  const [text, setText] = useState('');
  const [{ data, fetching }] = useQuery({ query: ItemsDocument, variables: { filter: itemsInUse(text) } });
  const found = (data?.configurationItems.nodes ?? []).map(({ id, name }) => ({ id, name }));
  return <Picks {...props} search={setText} searching={fetching} options={found} />;
}

/** Items that are not retired, by a part of the name or by the number; all for no text. */
export function itemsInUse(text: string): ConfigurationItemFilter {
  const inUse = { lifecycle: { ne: 'RETIRED' as const } };
  return text === ''
    ? inUse
    : { ...inUse, or: [{ name: { contains: text } }, { number: { eq: text.trim().toUpperCase() } }] };
}

/** Open incidents or problems, found by their numbers or titles. */
export function RecordsChoice({ of, ...props }: Common & { of: 'incidents' | 'problems' }) {
  const [text, setText] = useState('');
  const open = { open: { eq: true } };
  const filter =
    text === ''
      ? open
      : { ...open, or: [{ title: { contains: text } }, { number: { eq: text.trim().toUpperCase() } }] };
  const [incidents] = useQuery({ query: IncidentsDocument, variables: { filter }, pause: of !== 'incidents' });
  const [problems] = useQuery({ query: ProblemsDocument, variables: { filter }, pause: of !== 'problems' });
  const nodes = (of === 'incidents' ? incidents.data?.incidents : problems.data?.problems)?.nodes ?? [];
  const found = nodes.map(({ id, number, title }) => ({ id, name: `${number} ${title}` }));
  return <Picks {...props} search={setText} searching={incidents.fetching || problems.fetching} options={found} />;
}

/** Some of what the server has found for what was typed, or of what there is. */
export function Picks(
  props: Common & { search?: (text: string) => void; searching?: boolean; options: readonly Named[] },
) {
  const { i18n } = useLingui();
  const { value, set, options, search, searching = false, ...input } = props;
  const chosen: readonly Named[] = Array.isArray(value) ? value : [];
  const all = [...chosen, ...options.filter(({ id }) => chosen.every((each) => each.id !== id))];
  return (
    <MultiSelect
      {...input}
      searchable
      value={chosen.map(({ id }) => id)}
      {...(search ? { onSearchChange: search, filter: fits(searching) } : {})}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      nothingFoundMessage={searching ? i18n._('Searching…') : i18n._('Nothing is found')}
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
    searching: boolean;
    options: readonly Named[];
    placeholder?: string;
    clearable?: boolean;
    input?: Ref<HTMLInputElement>;
  },
) {
  const { i18n } = useLingui();
  const { value, set, options, search, searching, input, ...others } = props;
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
      filter={fits(searching)}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      nothingFoundMessage={searching ? i18n._('Searching…') : i18n._('Nothing is found')}
      onChange={(id) => {
        const found = all.find((option) => option.id === id);
        set(found ? { id: found.id, name: found.name } : null);
      }}
    />
  );
}
