import { useLingui } from '@lingui/react';
import { NativeSelect } from '@mantine/core';
import { useQuery } from 'urql';
import type { Named } from '../../record/actions';
import { Failed } from '../../shared/Failed';
import { CategoriesBelowDocument } from './documents';

interface Category extends Named {
  active: boolean;
}

/** The category by levels: below one that was chosen are those below it, if there are any. */
export function Categories(props: {
  top: readonly Category[];
  chosen: readonly Named[];
  error: string | undefined;
  choose: (chosen: readonly Named[]) => void;
}) {
  const { i18n } = useLingui();
  const { chosen, choose } = props;
  const at = (depth: number) => (category: Named | null) =>
    choose([...chosen.slice(0, depth), ...(category ? [category] : [])]);
  return (
    <>
      <Level
        label={i18n._('Category')}
        name="categoryId"
        error={props.error}
        options={props.top}
        chosen={chosen[0] ?? null}
        choose={at(0)}
      />
      {chosen.map((above, depth) => (
        <Below key={above.id} above={above} chosen={chosen[depth + 1] ?? null} choose={at(depth + 1)} />
      ))}
    </>
  );
}

function Below(props: { above: Named; chosen: Named | null; choose: (category: Named | null) => void }) {
  const { i18n } = useLingui();
  const [{ data, error }, again] = useQuery({
    query: CategoriesBelowDocument,
    variables: { parentId: props.above.id },
  });
  if (error) return <Failed error={error} again={() => again({ requestPolicy: 'network-only' })} />;
  return (
    <Level
      label={i18n._('Below {name}', { name: props.above.name })}
      name={`below-${props.above.id}`}
      options={data?.ticketCategories.nodes ?? []}
      chosen={props.chosen}
      choose={props.choose}
    />
  );
}

function Level(props: {
  label: string;
  name: string;
  error?: string | undefined;
  options: readonly Category[];
  chosen: Named | null;
  choose: (category: Named | null) => void;
}) {
  const { chosen } = props;
  const active = props.options.filter((category) => category.active);
  const options: readonly Named[] =
    chosen === null || active.some(({ id }) => id === chosen.id) ? active : [chosen, ...active];
  if (options.length === 0) return null;
  return (
    <NativeSelect
      size="xs"
      label={props.label}
      name={props.name}
      error={props.error}
      value={chosen?.id ?? ''}
      onChange={(event) => {
        const found = options.find(({ id }) => id === event.currentTarget.value);
        props.choose(found ? { id: found.id, name: found.name } : null);
      }}
      data={[{ value: '', label: '' }, ...options.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}
