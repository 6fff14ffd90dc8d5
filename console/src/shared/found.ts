import type { ComboboxItem, OptionsFilter } from '@mantine/core';

/**
 * What the server has found, as it has. Until it has answered what is there is for what was typed before: of that only what fits is shown, or
 * Enter would take something else than what is meant.
 */
export function fits(searching: boolean): OptionsFilter {
  return ({ options, search }) =>
    searching
      ? (options as ComboboxItem[]).filter(({ label }) => label.toLowerCase().includes(search.trim().toLowerCase()))
      : options;
}
