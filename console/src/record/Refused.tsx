import { useLingui } from '@lingui/react';
import { Alert } from '@mantine/core';
import type { CombinedError } from 'urql';
import { Failed } from '../shared/Failed';
import type { Refusal } from '../shared/refusals';

/** Why an edit that has no form was refused, or could not be made. */
export function Refused(props: { refusals: readonly Refusal[]; error: CombinedError | null }) {
  const { i18n } = useLingui();
  return (
    <>
      {props.refusals.map((refusal) => (
        <Alert key={refusal.code + refusal.message} color="red" variant="light" role="alert">
          {refusal.code === 'STALE_VERSION'
            ? i18n._('Somebody else has changed this record meanwhile. Look at it and try again.')
            : refusal.message}
        </Alert>
      ))}
      {props.error && <Failed error={props.error} />}
    </>
  );
}
