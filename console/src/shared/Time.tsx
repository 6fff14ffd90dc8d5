import { useLingui } from '@lingui/react';
import { Tooltip } from '@mantine/core';
import { useStore } from '../app/store';
import { fullTime, now, shortTime } from './time';

/** An instant in the reader's zone; the zone is told on hover. */
export function Time({ at }: { at: string }) {
  const { i18n } = useLingui();
  const present = useStore(now);
  return (
    <Tooltip label={fullTime(at, i18n.locale)} openDelay={300}>
      <time dateTime={at}>{shortTime(at, i18n.locale, present)}</time>
    </Tooltip>
  );
}
